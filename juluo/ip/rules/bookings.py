"""What may be done with a booking and when, decided over rows already in hand."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Booking, Consultation, Slot

NO_SHOW_WITHIN = timedelta(days=1)
OBJECT_WITHIN = timedelta(days=14)


class State(StrEnum):
    """Where a booking stands."""

    HELD = "held"
    LAPSED = "lapsed"
    BOOKED = "booked"
    ENDED = "ended"
    MISSED = "missed"
    DONE = "done"


def state_of(booking: Booking, now: datetime) -> State:
    """Where a booking loaded with its slot stands."""
    if booking.ended_at:
        return State.ENDED
    if booking.paid_at is None:
        return State.HELD if booking.seated and now < booking.held_until else State.LAPSED
    if booking.no_show_at:
        return State.MISSED
    return State.BOOKED if now < booking.slot.ends_at else State.DONE


def is_refunded(slot: Slot, offer: Consultation, now: datetime) -> bool:
    """Whether who cancels now gets the money back."""
    return now <= slot.starts_at - timedelta(hours=offer.refund_hours)


def can_cancel(booking: Booking, now: datetime) -> bool:
    return state_of(booking, now) in {State.HELD, State.BOOKED} and now < booking.slot.starts_at


def check_can_cancel(booking: Booking, now: datetime) -> None:
    if not can_cancel(booking, now):
        raise Refused(_("This booking can no longer be cancelled."), code="too_late")


def can_move(booking: Booking, offer: Consultation, now: datetime) -> bool:
    in_time = now <= booking.slot.starts_at - timedelta(hours=offer.move_hours)
    return state_of(booking, now) == State.BOOKED and in_time and booking.moved < offer.moves


def check_can_move(booking: Booking, offer: Consultation, now: datetime) -> None:
    """Refused: `too_often` when it was moved as often as the offer allows, else `too_late`."""
    if booking.moved >= offer.moves:
        raise Refused(_("This booking was moved as often as the rules allow."), code="too_often")
    if not can_move(booking, offer, now):
        raise Refused(_("This booking can no longer be moved."), code="too_late")


def can_mark(booking: Booking, now: datetime) -> bool:
    """Whether staff may say now that nobody came."""
    slot = booking.slot
    return state_of(booking, now) == State.DONE and now <= slot.ends_at + NO_SHOW_WITHIN


def check_can_mark(booking: Booking, now: datetime) -> None:
    if not can_mark(booking, now):
        message = _("That nobody came is said within a day after the end.")
        raise Refused(message, code="not_the_time")


def check_can_object(booking: Booking, now: datetime) -> None:
    if booking.no_show_at is None or booking.ended_at or now > booking.no_show_at + OBJECT_WITHIN:
        raise Refused(_("There is nothing to object to."), code="not_missed")


def due_reminders(slot: Slot, now: datetime) -> int:
    """How many of the two reminders, a day and an hour before, are due by now; none once it has begun."""
    if now >= slot.starts_at:
        return 0
    return sum(now >= slot.starts_at - before for before in (timedelta(days=1), timedelta(hours=1)))
