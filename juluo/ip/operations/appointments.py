"""What hosts and staff do about booked appointments."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.bookings import NoShowMarked, NoShowObjected, NoShowWithdrawn, SlotCalledOff
from juluo.ip.models import Booking, Slot
from juluo.ip.operations.bookings import end_for_host
from juluo.ip.operations.seats import lock_diary
from juluo.ip.rules.bookings import check_can_mark, check_can_object
from juluo.ip.selling import give_back

WORDS_LENGTH = 300


@transaction.atomic
def call_off(slot: Slot, *, words: str) -> Slot:
    """The host cannot come: everybody who booked is told these words and gets all the money back. Twice is once."""
    words = clean_line(words, field="words", most=WORDS_LENGTH)
    lock_diary(slot.consultation)
    slot = Slot.objects.select_related("consultation").select_for_update(of=("self",)).get(pk=slot.pk)
    if slot.called_off_at:
        return slot
    slot.called_off_at, slot.called_off_words = clock.now(), words
    slot.save(update_fields=["called_off_at", "called_off_words"])
    record(SlotCalledOff(slot_id=slot.pk, words=words))
    for booking in slot.bookings.filter(ended_at=None).order_by("id"):
        end_for_host(booking)
    slot.refresh_from_db(fields=["taken"])
    return slot


@transaction.atomic
def mark_no_show(booking: Booking) -> Booking:
    """Staff say within a day that nobody came; the money goes by the rule of the offer. Twice is once."""
    booking = _locked(booking)
    if booking.no_show_at:
        return booking
    check_can_mark(booking, clock.now())
    booking.no_show_at = clock.now()
    booking.money_back = booking.slot.consultation.no_show_refund
    booking.save(update_fields=["no_show_at", "money_back"])
    record(NoShowMarked(booking_id=booking.pk, money_back=booking.money_back))
    if booking.money_back:
        give_back(booking.reason, why="booking_missed")
    return booking


@transaction.atomic
def object_to_no_show(booking: Booking, words: str) -> Booking:
    """Its member says that they came, within two weeks; staff read the words. Refused: `not_missed`."""
    words = clean_text(words, field="words", most=WORDS_LENGTH)
    booking = _locked(booking)
    check_can_object(booking, clock.now())
    if booking.objection != words:
        booking.objection, booking.objected_at = words, clock.now()
        booking.save(update_fields=["objection", "objected_at"])
        record(NoShowObjected(booking_id=booking.pk))
    return booking


@transaction.atomic
def withdraw_no_show(booking: Booking) -> Booking:
    """Staff believe that somebody came. Money that went back stays there. Twice is once."""
    booking = _locked(booking)
    if booking.no_show_at:
        booking.no_show_at = None
        booking.save(update_fields=["no_show_at"])
        record(NoShowWithdrawn(booking_id=booking.pk))
    return booking


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_related("slot__consultation__host", "member").select_for_update(of=("self",))
    row: Booking = rows.get(pk=booking.pk)
    return row
