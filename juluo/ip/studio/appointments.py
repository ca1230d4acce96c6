from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core import clock
from juluo.core.chronicle import facts_about, told
from juluo.core.days import began, ended, read, today
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.forms.bookings import WordsForm
from juluo.ip.models import Slot
from juluo.ip.operations.appointments import call_off, mark_no_show, withdraw_no_show
from juluo.ip.queries.consultations import appointments as appointments_between
from juluo.ip.queries.consultations import bookings_standing, slots_of_staff
from juluo.ip.rules.bookings import can_mark

_TIMELINE = 50


@require_safe
@staff_required("content.write")
def appointments(request: MemberRequest) -> HttpResponse:
    """A week of booked appointments: a list on a phone, the days side by side on a wide screen."""
    first = _monday(request.GET.get("week", ""))
    mine = request.GET.get("host") == "me"
    since, until = began(first), began(first + timedelta(days=7))
    found = list(appointments_between(since, until, request.member if mine else None))
    days = [first + timedelta(days=each) for each in range(7)]
    week = [(day, [each for each in found if began(day) <= each.starts_at < ended(day)])
            for day in days]  # fmt: skip
    context = {"week": week, "mine": mine, "empty": not found, "today": today()}
    context |= {"before": first - timedelta(days=7), "after": first + timedelta(days=7)}
    return show(request, "ip/studio/appointments.html", context)


@require_safe
@staff_required("content.write")
def slot(request: MemberRequest, slot_id: UUID) -> HttpResponse:
    return _page(request, _slot(slot_id), WordsForm())


@require_POST
@staff_required("content.write")
def calling_off(request: MemberRequest, slot_id: UUID) -> HttpResponse:
    found, form = _slot(slot_id), WordsForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            call_off(found, words=form.cleaned_data["words"])
            messages.success(request, _("It is called off. Who booked is told, and gets the money back."))
            return redirect("ip_studio:slot", slot_id=found.pk)
    return _page(request, found, form)


@require_POST
@staff_required("content.write")
def no_show(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    marked = mark_no_show(get_or_404(bookings_standing(), id=booking_id))
    messages.success(request, _("It is noted, and who was missed is told."))
    return redirect("ip_studio:slot", slot_id=marked.slot_id)


@require_POST
@staff_required("content.write")
def no_show_back(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    freed = withdraw_no_show(get_or_404(bookings_standing(), id=booking_id))
    messages.success(request, _("The mark is taken back."))
    return redirect("ip_studio:slot", slot_id=freed.slot_id)


def _slot(slot_id: UUID) -> Slot:
    return get_or_404(slots_of_staff(), id=slot_id)


def _page(request: MemberRequest, found: Slot, form: WordsForm) -> HttpResponse:
    now, bookings = clock.now(), list(found.bookings.all())
    for each in bookings:
        each.slot = found
    rows = [(each, can_mark(each, now)) for each in bookings]
    context: dict[str, Any] = {"slot": found, "rows": rows, "form": form, "coming": now < found.ends_at}
    context["timeline"] = told(facts_about(found.pk)[:_TIMELINE])
    return show(request, "ip/studio/slot.html", context, status=422 if form.errors else 200)


def _monday(text: str) -> date:
    """The Monday of the week of the day that is named, of today else."""
    day = read(text) or today()
    return day - timedelta(days=day.weekday())
