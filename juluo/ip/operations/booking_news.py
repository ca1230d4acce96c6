"""Telling members and hosts what happens to bookings, in the clock of the reader of the message: the offer's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from juluo.core import clock
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.ip.booking_news import (
    BOOKED,
    CALLED_OFF,
    HOST_BOOKED,
    HOST_FREED,
    MISSED,
    MOVED,
    NO_SHOW,
    OBJECTED,
    SOON,
)
from juluo.ip.models import Booking, Consultation
from juluo.ip.queries.calendars import calendar_address
from juluo.ip.queries.consultations import bookings_to_remind
from juluo.ip.rules.bookings import due_reminders
from juluo.reach.operations.notifications import News, tell

_TOLD_OF_END = {Booking.Ending.HOST: CALLED_OFF, Booking.Ending.LATE: MISSED}


def tell_of_booking(booking: Booking) -> None:
    """Who booked hears where to find it, the host who comes."""
    if booking.ended_at is None:
        tell([booking.member_id], _news(BOOKED, booking))
        tell([booking.slot.consultation.host_id], _news(HOST_BOOKED, booking))


def tell_of_move(booking: Booking) -> None:
    if booking.ended_at is None:
        tell([booking.member_id], _news(MOVED, booking))
        tell([booking.slot.consultation.host_id], _news(HOST_BOOKED, booking))


def tell_of_end(booking: Booking) -> None:
    """Who could not know hears it: the member what the host did, the host what the member did."""
    if kind := _TOLD_OF_END.get(Booking.Ending(booking.ended_by)):
        tell([booking.member_id], _news(kind, booking))
    elif booking.paid_at:
        tell([booking.slot.consultation.host_id], _news(HOST_FREED, booking))


def tell_of_no_show(booking: Booking) -> None:
    if booking.no_show_at:
        tell([booking.member_id], _news(NO_SHOW, booking))


def tell_of_objection(booking: Booking) -> None:
    tell([booking.slot.consultation.host_id], _news(OBJECTED, booking))


@transaction.atomic
def remind() -> int:
    """Tell who is booked a day and an hour before; one who booked late is told once. Return how many were told now."""
    now, told = clock.now(), 0
    for booking in bookings_to_remind(now).select_for_update(of=("self",), skip_locked=True):
        due = due_reminders(booking.slot, now)
        if due > booking.reminded:
            booking.reminded = due
            booking.save(update_fields=["reminded"])
            told += tell([booking.member_id], _news(SOON, booking, f":{due}"))
    return told


def worded(at: datetime, offer: Consultation) -> str:
    """A moment by the clocks of the offer, the same in every language."""
    return f"{at.astimezone(ZoneInfo(offer.time_zone)):%Y-%m-%d %H:%M} ({offer.time_zone})"


def _news(kind: str, booking: Booking, more: str = "") -> News:
    offer, space = booking.slot.consultation, Space.objects.get(pk=acting_space_id())
    about = {"title": offer.title, "when": worded(booking.slot.starts_at, offer), "who": booking.member.name}
    about |= {"words": booking.slot.called_off_words, "calendar": calendar_address(space, booking)}
    about |= {"booking_id": str(booking.pk), "slot_id": str(booking.slot_id)}
    return News(kind=kind, reason=f"{booking.pk}:{booking.sequence}{more}", data=about)
