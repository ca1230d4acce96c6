"""What the member was told, and what they want to be told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, member_required, open_to_banned, refusal_shown_on, show
from juluo.core.locales import TIME_ZONES
from juluo.core.pages import page_of
from juluo.core.returning import place_to_return
from juluo.reach.forms import PreferencesForm, initial_of
from juluo.reach.models import Habit
from juluo.reach.news import Audience
from juluo.reach.operations.notifications import mark_all_read, mark_read
from juluo.reach.operations.preferences import change_preferences
from juluo.reach.queries.notifications import notifications_of
from juluo.reach.queries.preferences import kinds_of, wishes_of
from juluo.reach.shown import list_of, place_of
from juluo.reach.tables import matrix


@require_safe
@member_required
@open_to_banned
def notifications(request: MemberRequest) -> HttpResponse:
    page = page_of(notifications_of(request.member, Audience.MEMBER), request.GET.get("after", ""), size=30)
    return show(request, "reach/notifications.html", list_of(page))


@require_POST
@member_required
@open_to_banned
def reading(request: MemberRequest) -> HttpResponse:
    """Everything up to the newest that the page showed has been seen."""
    latest = get_or_404(notifications_of(request.member), id=request.POST.get("notification", ""))
    audience = request.POST.get("audience", "")
    mark_all_read(request.member, up_to=latest.id, audience=audience if audience in Audience.values else "")
    return redirect(place_to_return(request.POST.get("next", ""), request.get_host()))


@require_POST
@member_required
@open_to_banned
def notification_reading(request: MemberRequest, notification_id: UUID) -> HttpResponse:
    """Read one: go where it leads."""
    found = get_or_404(notifications_of(request.member), id=notification_id)
    return redirect(place_of(mark_read(found)) or reverse("reach:notifications"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@open_to_banned
def preferences(request: MemberRequest) -> HttpResponse:
    kinds = kinds_of(request.member)
    said = wishes_of([request.member.pk]).get(request.member.pk, {})
    initial = initial_of(kinds, said, Habit.objects.filter(member=request.member).first())
    form = PreferencesForm(request.POST or None, kinds=kinds, initial=initial)
    if form.is_valid():
        with refusal_shown_on(form):
            change_preferences(request.member, form.wanted())
            messages.success(request, _("Saved."))
            return redirect("reach:preferences")
    context = {"form": form, "tables": matrix(kinds, form["choices"].value() or []), "zones": TIME_ZONES}
    return show(request, "reach/preferences.html", context, status=422 if form.errors else 200)
