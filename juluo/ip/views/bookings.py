from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core import clock
from juluo.core.http import (
    MemberRequest,
    SpaceRequest,
    first_or_404,
    get_or_404,
    member_required,
    refusal_shown_on,
    show,
)
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.ip.forms.bookings import TimeForm, WordsForm
from juluo.ip.models import Booking
from juluo.ip.operations.appointments import object_to_no_show
from juluo.ip.operations.bookings import cancel_booking, move_booking
from juluo.ip.queries.calendars import booking_of_token, calendar_of, calendar_token
from juluo.ip.queries.consultations import bookings_of, right_of
from juluo.ip.queries.rooms import zone_of_space
from juluo.ip.queries.timetables import shown_at, week_of, zone_of
from juluo.ip.rules.bookings import can_cancel, can_move, is_refunded, state_of
from juluo.ip.selling import order_right

_SHOWN = 20


@require_safe
@member_required
def my_bookings(request: MemberRequest) -> HttpResponse:
    page = page_of(bookings_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    zone, there, now = zone_of(request.member), zone_of_space(), clock.now()
    rows = [(each, shown_at(each.slot.starts_at, zone, there), state_of(each, now)) for each in page.rows]
    return show(request, "ip/bookings.html", {"page": page, "rows": rows})


@require_safe
@member_required
def booking(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    """When and where, and what can still be done about it."""
    return _shown(request, _own(request, booking_id), WordsForm())


@require_POST
@member_required
@once_by_itself
def booking_payment(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    """Go and pay a seat that is held."""
    own = _own(request, booking_id)
    if state_of(own, clock.now()) != "held":
        return redirect("ip:booking", booking_id=own.pk)
    return redirect(order_right(right_of(own), request.member, visitor=request.visitor).url)


@require_POST
@member_required
def booking_cancellation(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    ended = cancel_booking(_own(request, booking_id))
    sentence = (
        _("The booking is cancelled. Your money goes back.") if ended.money_back else _("The booking is cancelled.")
    )
    messages.success(request, sentence)
    return redirect("ip:booking", booking_id=ended.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def booking_move(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    own, form = _own(request, booking_id), TimeForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            move_booking(own, form.cleaned_data["starts_at"])
            messages.success(request, _("The booking is moved."))
            return redirect("ip:booking", booking_id=own.pk)
    context = {"booking": own, "form": form, "week": week_of(own.slot.consultation, request.member)}
    return show(request, "ip/booking_move.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def booking_objection(request: MemberRequest, booking_id: UUID) -> HttpResponse:
    own, form = _own(request, booking_id), WordsForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            object_to_no_show(own, form.cleaned_data["words"])
            messages.success(request, _("The host reads what you say."))
            return redirect("ip:booking", booking_id=own.pk)
    return _shown(request, own, form)


@require_safe
def booking_calendar(request: SpaceRequest, token: str) -> HttpResponse:
    """The booking for one's calendar. Whoever holds the link may: calendars do not sign in."""
    found = booking_of_token(token)
    content = calendar_of(request.space, first_or_404([found] if found else []))
    told = {"Content-Disposition": 'attachment; filename="booking.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=told)


def _own(request: MemberRequest, booking_id: UUID) -> Booking:
    return get_or_404(bookings_of(request.member), id=booking_id)


def _shown(request: MemberRequest, own: Booking, form: WordsForm) -> HttpResponse:
    now, offer = clock.now(), own.slot.consultation
    can: dict[str, Any] = {"cancels": can_cancel(own, now), "moves": can_move(own, offer, now)}
    can |= {"refunds": is_refunded(own.slot, offer, now), "state": state_of(own, now).value}
    can |= {"when": shown_at(own.slot.starts_at, zone_of(request.member), zone_of_space())}
    context = {"booking": own, "offer": offer, "form": form, "token": calendar_token(own)} | can
    return show(request, "ip/booking.html", context, status=422 if form.errors else 200)
