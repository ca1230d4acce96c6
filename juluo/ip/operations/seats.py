"""Taking and freeing the seats of a slot. One host's diary is written by one at a time: two offers may overlap."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.refusals import Refused
from juluo.ip.facts.bookings import SeatLapsed
from juluo.ip.models import Booking, Consultation, Slot
from juluo.ip.queries.consultations import holds_to_lapse, host_is_busy
from juluo.ip.rules.slots import Time


def lock_diary(offer: Consultation) -> None:
    """Let nobody else take, move or free a seat of the offer's host until the transaction ends."""
    held = Consultation.objects.select_for_update(no_key=True).filter(host=offer.host_id)
    list(held.order_by("id").values_list("pk", flat=True))


def seat_in(offer: Consultation, starts_at: datetime) -> Slot:
    """Take a seat of the slot that begins then. The diary is locked. Refused: `full`."""
    time = Time(starts_at, starts_at + timedelta(minutes=offer.minutes))
    told = {"ends_at": time.ends_at, "seats": offer.seats}
    slot, _made = Slot.objects.get_or_create(consultation=offer, starts_at=starts_at, defaults=told)
    lapse_holds_in(slot)
    if host_is_busy(offer, time) or not take_seat(slot):
        raise Refused(_("This time was just taken. Choose another one."), code="full")
    return slot


def take_seat(slot: Slot) -> bool:
    """One statement takes a seat or takes nothing."""
    free = Slot.objects.filter(pk=slot.pk, taken__lt=F("seats"), called_off_at=None)
    return free.update(taken=F("taken") + 1) == 1


def free_seat(booking: Booking) -> None:
    """Give the booking's seat back; its row is saved by who asks. Twice is once."""
    if booking.seated:
        booking.seated = False
        Slot.objects.filter(pk=booking.slot_id).update(taken=F("taken") - 1)


def lapse_holds_in(slot: Slot) -> None:
    """Free the seats of the slot that were not paid in time. The diary is locked."""
    for booking in holds_to_lapse(clock.now()).filter(slot=slot).select_for_update():
        lapse(booking)


def lapse(booking: Booking) -> None:
    free_seat(booking)
    booking.save(update_fields=["seated"])
    record(SeatLapsed(booking_id=booking.pk))
