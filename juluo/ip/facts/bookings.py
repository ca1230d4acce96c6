"""What happens to consultations and their bookings."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ConsultationMade(Fact):
    consultation_id: UUID

    sentence = _("Prepared a consultation")


@dataclass(frozen=True, kw_only=True)
class ConsultationChanged(Fact):
    consultation_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a consultation")


@dataclass(frozen=True, kw_only=True)
class ConsultationOpened(Fact):
    consultation_id: UUID

    sentence = _("Opened a consultation for booking")


@dataclass(frozen=True, kw_only=True)
class ConsultationClosed(Fact):
    """Nobody books it any more; what is booked stands."""

    consultation_id: UUID

    sentence = _("Closed a consultation for booking")


@dataclass(frozen=True, kw_only=True)
class SlotCalledOff(Fact):
    """Its host cannot come; who booked it gets the money back."""

    slot_id: UUID
    words: str

    sentence = _("Called an appointment off")


@dataclass(frozen=True, kw_only=True)
class SeatHeld(Fact):
    booking_id: UUID
    slot_id: UUID

    sentence = _("Chose a time of a consultation")


@dataclass(frozen=True, kw_only=True)
class SeatLapsed(Fact):
    """It was not paid in time, and is free again."""

    booking_id: UUID

    sentence = _("Did not pay a chosen time in time")


@dataclass(frozen=True, kw_only=True)
class BookingBound(Fact):
    booking_id: UUID

    sentence = _("Booked a consultation")


@dataclass(frozen=True, kw_only=True)
class BookingMoved(Fact):
    booking_id: UUID
    slot_id: UUID

    sentence = _("Moved a booking")


@dataclass(frozen=True, kw_only=True)
class BookingEnded(Fact):
    """`ended_by` is a `Booking.Ending`."""

    booking_id: UUID
    ended_by: str
    money_back: bool

    sentence = _("A booking ended")


@dataclass(frozen=True, kw_only=True)
class NoShowMarked(Fact):
    booking_id: UUID
    money_back: bool

    sentence = _("Marked that nobody came to an appointment")


@dataclass(frozen=True, kw_only=True)
class NoShowObjected(Fact):
    booking_id: UUID

    sentence = _("Objected that they came to an appointment")


@dataclass(frozen=True, kw_only=True)
class NoShowWithdrawn(Fact):
    booking_id: UUID

    sentence = _("Took back that nobody came to an appointment")
