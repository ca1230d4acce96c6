"""What those who look after a circle do with it: its words, its calendar, the archive."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.circle_chat import PauseForm
from juluo.community.forms.circles import CircleDateForm, CircleForm
from juluo.community.operations.circle_dates import DateWords, remove_date, set_date
from juluo.community.operations.circles import archive_circle, describe_circle, reopen_circle
from juluo.community.queries.circle_dates import calendar_of_date, dates_of
from juluo.community.rules.circles import Deed, check_deed
from juluo.community.views.circles import met_circle
from juluo.core.http import MemberRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.pages import page_of

_DATES = 30


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def circle_settings(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """Say anew what the circle is; put it into the archive."""
    found, standing = met_circle(request, circle_id)
    check_deed(standing, Deed.DESCRIBE)
    form = CircleForm(request.POST or None, request.FILES or None, circle=found)
    if form.is_valid():
        with refusal_shown_on(form):
            describe_circle(found, form.words(by=request.member), by=request.member)
            messages.success(request, _("Saved."))
            return redirect("community:circle", circle_id=found.pk)
    context = {"circle": found, "form": form, "pause": PauseForm.of(found)}
    return show(request, "community/circle_settings.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def circle_archiving(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    archived = archive_circle(met_circle(request, circle_id)[0], by=request.member)
    messages.success(request, _("The circle is in the archive. It can be read, no more."))
    return redirect("community:circle", circle_id=archived.pk)


@require_POST
@member_required
def circle_reopening(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    opened = reopen_circle(met_circle(request, circle_id)[0], by=request.member)
    messages.success(request, _("The circle is open again."))
    return redirect("community:circle", circle_id=opened.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def circle_dates(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """The calendar of the circle: what comes, `past` what was; and putting a date into it."""
    found, standing = met_circle(request, circle_id)
    past = "past" in request.GET
    form = CircleDateForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            set_date(found, DateWords(**form.cleaned_data), by=request.member)
            messages.success(request, _("It stands in the calendar."))
            return redirect("community:circle_dates", circle_id=found.pk)
    page = page_of(dates_of(found, past=past), request.GET.get("after", ""), size=_DATES)
    context: dict[str, Any] = {"circle": found, "standing": standing, "page": page, "past": past, "form": form}
    return show(request, "community/circle_dates.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def circle_date_removal(request: MemberRequest, circle_id: UUID, circle_date_id: UUID) -> HttpResponse:
    found, _standing = met_circle(request, circle_id)
    remove_date(get_or_404(found.dates.select_related("circle"), id=circle_date_id), by=request.member)
    messages.success(request, _("It is no longer in the calendar."))
    return redirect("community:circle_dates", circle_id=found.pk)


@require_safe
@member_required
def circle_date_file(request: MemberRequest, circle_id: UUID, circle_date_id: UUID) -> HttpResponse:
    """The date as a file for one's own calendar."""
    found, _standing = met_circle(request, circle_id)
    date = get_or_404(found.dates.all(), id=circle_date_id)
    told = {"Content-Disposition": 'attachment; filename="date.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(
        calendar_of_date(request.space, date), content_type="text/calendar; charset=utf-8", headers=told
    )
