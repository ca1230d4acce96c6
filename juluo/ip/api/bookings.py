"""Bookings of consultations: made, paid, moved and cancelled by members; called off and marked by staff."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core import clock
from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Moment, MoneyOut
from juluo.core.http import get_or_404
from juluo.ip.models import Booking, Slot
from juluo.ip.operations.appointments import (
    WORDS_LENGTH,
    call_off,
    mark_no_show,
    object_to_no_show,
    withdraw_no_show,
)
from juluo.ip.operations.bookings import cancel_booking, hold_seat, move_booking
from juluo.ip.queries.calendars import calendar_address
from juluo.ip.queries.consultations import (
    bookings_of,
    bookings_standing,
    consultations_shown,
    right_of,
    slots_of_staff,
)
from juluo.ip.rules.bookings import state_of
from juluo.ip.selling import Due, order_right

router = Router(tags=["consultations"])
_may_write = permission("content.write")


class BookingOut(Schema):
    """A seat at a time. `state` is "held", "lapsed", "booked", "ended", "missed" or "done".

    `place` and `calendar` are null unless it is paid and stands. `money_back` says that everything paid goes back.
    """

    id: UUID
    consultation_id: UUID
    slot_id: UUID
    member_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: str
    held_until: datetime
    place: str | None
    calendar: str | None
    ended_by: str
    money_back: bool
    moved: int
    objection: str

    @classmethod
    def of(cls, request: ApiRequest, booking: Booking) -> Self:
        slot, offer = booking.slot, booking.slot.consultation
        said: dict[str, Any] = {name: getattr(booking, name) for name in ("id", "slot_id", "member_id", "held_until")}
        said |= {name: getattr(booking, name) for name in ("ended_by", "money_back", "moved", "objection")}
        stands = booking.paid_at is not None and booking.ended_at is None
        said["place"] = offer.place if stands else None
        said["calendar"] = calendar_address(request.space, booking) if stands else None
        said |= {
            "consultation_id": offer.pk,
            "title": offer.title,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
        }
        return cls(**said, state=state_of(booking, clock.now()).value)


class BookingDueOut(Schema):
    """The order to pay: its number, its total, and the page where it is paid."""

    ref: str
    total: MoneyOut
    url: str

    @classmethod
    def of(cls, request: ApiRequest, due: Due) -> Self:
        return cls(ref=due.ref, total=MoneyOut.of(due.total), url=request.build_absolute_uri(due.url))


class HeldOut(BookingOut):
    """A booking with what is to be paid for it; `due` is null once it is paid."""

    due: BookingDueOut | None = None


class TimeIn(Input):
    starts_at: Annotated[Moment, Field(description="One of the times of the consultation, RFC 3339 with an offset.")]


class WordsIn(Input):
    words: Annotated[Line, Field(max_length=WORDS_LENGTH)]


class AppointmentOut(Schema):
    """A time that was booked, as staff see it."""

    id: UUID
    consultation_id: UUID
    starts_at: datetime
    ends_at: datetime
    seats: int
    taken: int
    called_off_at: datetime | None
    booking_ids: list[UUID]

    @classmethod
    def of(cls, slot: Slot) -> Self:
        names = ("id", "consultation_id", "starts_at", "ends_at", "seats", "taken", "called_off_at")
        said: dict[str, Any] = {name: getattr(slot, name) for name in names}
        return cls(**said, booking_ids=[each.pk for each in slot.bookings.all()])


@router.post(
    "/consultations/{uuid:consultation_id}/bookings", auth=members, response={201: HeldOut}, summary="Book a time"
)
def book(request: ApiRequest, consultation_id: UUID, said: TimeIn) -> Status[HeldOut]:
    """Hold a seat, and order it. It waits for the payment until `held_until`. The same time again is the same seat."""
    offer = get_or_404(consultations_shown(), id=consultation_id)
    held = hold_seat(request.member, offer, said.starts_at)
    due = None if held.paid_at else order_right(right_of(held), request.member)
    shown = BookingOut.of(request, _own(request, held.pk)).dict()
    return Status(201, HeldOut(**shown, due=BookingDueOut.of(request, due) if due else None))


@router.get("/bookings", auth=members, response=Listed[BookingOut], summary="List your bookings")
def bookings(request: ApiRequest, asked: PageAsked) -> object:
    """The latest made first."""
    return listed(request, bookings_of(request.member), asked, lambda each: BookingOut.of(request, each))


@router.get("/bookings/{uuid:booking_id}", auth=members, response=BookingOut, summary="Read a booking")
def booking(request: ApiRequest, booking_id: UUID) -> BookingOut:
    """One of your own."""
    return BookingOut.of(request, _own(request, booking_id))


@router.post("/bookings/{uuid:booking_id}/cancellation", auth=members, response=BookingOut, summary="Cancel a booking")
def cancel(request: ApiRequest, booking_id: UUID) -> BookingOut:
    """The money goes back by the rule of the consultation. Twice is once."""
    return BookingOut.of(request, cancel_booking(_own(request, booking_id)))


@router.post("/bookings/{uuid:booking_id}/move", auth=members, response=BookingOut, summary="Move a booking")
def move(request: ApiRequest, booking_id: UUID, said: TimeIn) -> BookingOut:
    """Come at another time of the same consultation. Both seats change, or none does."""
    return BookingOut.of(request, move_booking(_own(request, booking_id), said.starts_at))


@router.post("/bookings/{uuid:booking_id}/objection", auth=members, response=BookingOut, summary="Object to a no-show")
def object_to_it(request: ApiRequest, booking_id: UUID, said: WordsIn) -> BookingOut:
    """Say, within two weeks, that you did come."""
    return BookingOut.of(request, object_to_no_show(_own(request, booking_id), said.words))


@router.get("/studio/appointments", auth=_may_write, response=Listed[AppointmentOut], summary="List appointments")
def appointments(request: ApiRequest, asked: PageAsked) -> object:
    """Times that somebody chose, the latest chosen first."""
    return listed(request, slots_of_staff().order_by("-id"), asked, AppointmentOut.of)


@router.post(
    "/studio/appointments/{uuid:slot_id}/calling-off", auth=_may_write, response=AppointmentOut, summary="Call it off"
)
def call_it_off(request: ApiRequest, slot_id: UUID, said: WordsIn) -> AppointmentOut:
    """The host cannot come: everybody who booked is told, and gets all the money back. Twice is once."""
    del request
    call_off(get_or_404(slots_of_staff(), id=slot_id), words=said.words)
    return AppointmentOut.of(get_or_404(slots_of_staff(), id=slot_id))


@router.put(
    "/studio/bookings/{uuid:booking_id}/no-show", auth=_may_write, response=BookingOut, summary="Mark a no-show"
)
def miss(request: ApiRequest, booking_id: UUID) -> BookingOut:
    """Nobody came; said within a day after the end. The money goes by the rule of the consultation. Twice is once."""
    return BookingOut.of(request, mark_no_show(get_or_404(bookings_standing(), id=booking_id)))


@router.delete(
    "/studio/bookings/{uuid:booking_id}/no-show", auth=_may_write, response=BookingOut, summary="Take the mark back"
)
def unmiss(request: ApiRequest, booking_id: UUID) -> BookingOut:
    """They did come. Money that went back stays there."""
    return BookingOut.of(request, withdraw_no_show(get_or_404(bookings_standing(), id=booking_id)))


def _own(request: ApiRequest, booking_id: UUID) -> Booking:
    return get_or_404(bookings_of(request.member), id=booking_id)
