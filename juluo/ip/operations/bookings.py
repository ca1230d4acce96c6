"""Booking a consultation: held, bound when paid, moved, ended.

Locks are taken in one order: the diary of the host, then the booking. Money comes and goes by the port (`selling.py`).
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_take_part
from juluo.ip.facts.bookings import BookingBound, BookingEnded, BookingMoved, SeatHeld
from juluo.ip.models import Booking, Consultation
from juluo.ip.operations.seats import free_seat, lapse, lock_diary, seat_in
from juluo.ip.queries.consultations import holds_to_lapse, is_offered, price_of
from juluo.ip.rules.bookings import check_can_cancel, check_can_move, due_reminders, is_refunded
from juluo.ip.rules.slots import Time
from juluo.ip.selling import Bought, give_back


@transaction.atomic
def hold_seat(member: Member, offer: Consultation, starts_at: datetime) -> Booking:
    """Hold a seat of the slot that begins then, until it is paid or the offer's minutes are over.

    Who holds or has booked a seat there keeps it; a seat of the same offer that they hold unpaid is let go. Refused to
    whoever may not take part, when there is no such slot (`no_such_slot`), when it is `full`, and while it is
    `not_on_sale`.
    """
    lock_diary(offer)
    offer = Consultation.objects.get(pk=offer.pk)
    ensure_may_take_part(member)
    now = clock.now()
    _check_offered(offer, starts_at, now)
    if price_of(offer, member) is None:
        raise Refused(_("This is not on sale at the moment."), code="not_on_sale")
    for held in Booking.objects.filter(member=member, slot__consultation=offer, seated=True, ended_at=None):
        if held.slot.starts_at == starts_at and (held.paid_at or now < held.held_until):
            return held
        if held.paid_at is None:
            lapse(held)
    until = now + timedelta(minutes=offer.hold_minutes)
    booking = Booking(slot=seat_in(offer, starts_at), member=member, made_at=now, held_until=until)
    booking.save(force_insert=True)
    record(SeatHeld(booking_id=booking.pk, slot_id=booking.slot_id))
    return booking


@transaction.atomic
def bind_booking(bought: Bought) -> None:
    """The seat is paid. If the hold has lapsed it is taken again where it is free; else all the money goes back.

    Told twice it is bound once.
    """
    booking = _locked(UUID(bought.subject))
    if booking.paid_at:
        return
    booking.paid_at, booking.reason = bought.paid_at, bought.reason
    if booking.ended_at is None and (booking.seated or _seated_again(booking)):
        booking.reminded = due_reminders(booking.slot, clock.now())
        booking.save(update_fields=["paid_at", "reason", "seated", "reminded"])
        record(BookingBound(booking_id=booking.pk))
        return
    booking.save(update_fields=["paid_at", "reason"])
    if booking.ended_at is None:
        _end(booking, Booking.Ending.LATE, money_back=True)
    else:
        booking.money_back = True
        booking.save(update_fields=["money_back"])
        give_back(booking.reason, why="booking_late")


@transaction.atomic
def release_booking(bought: Bought) -> None:
    """All the money went back: the booking ends, if it has not, and its seat is free. A no-show stays one."""
    booking = _locked(UUID(bought.subject))
    if booking.ended_at is None and booking.paid_at and booking.no_show_at is None:
        _end(booking, Booking.Ending.REFUND, money_back=False)


@transaction.atomic
def cancel_booking(booking: Booking) -> Booking:
    """Its member does not come. The money goes back by the rule of the offer. Twice is once. Refused: `too_late`."""
    booking = _locked(booking.pk)
    if booking.ended_at:
        return booking
    now = clock.now()
    check_can_cancel(booking, now)
    paid = booking.paid_at is not None
    _end(booking, Booking.Ending.MEMBER, money_back=paid and is_refunded(booking.slot, booking.slot.consultation, now))
    return booking


@transaction.atomic
def move_booking(booking: Booking, starts_at: datetime) -> Booking:
    """Come at another time: both seats change in one step, or none does. The same time changes nothing.

    Refused: `too_late`, `too_often`, `no_such_slot`, `full`.
    """
    booking = _locked(booking.pk)
    if booking.slot.starts_at == starts_at:
        return booking
    offer, now = booking.slot.consultation, clock.now()
    check_can_move(booking, offer, now)
    _check_offered(offer, starts_at, now)
    free_seat(booking)
    booking.slot, booking.seated = seat_in(offer, starts_at), True
    booking.moved, booking.sequence = booking.moved + 1, booking.sequence + 1
    booking.reminded = due_reminders(booking.slot, now)
    booking.save(update_fields=["slot", "seated", "moved", "sequence", "reminded"])
    record(BookingMoved(booking_id=booking.pk, slot_id=booking.slot_id))
    return booking


@transaction.atomic
def lapse_hold(booking: Booking) -> None:
    """Let go of a seat that was not paid in time. One that was paid meanwhile stays."""
    booking = _locked(booking.pk)
    if holds_to_lapse(clock.now()).filter(pk=booking.pk).exists():
        lapse(booking)


def end_for_host(booking: Booking) -> None:
    """The host does not come: whatever was paid goes back. The diary is locked."""
    booking = Booking.objects.select_related("slot__consultation").select_for_update(of=("self",)).get(pk=booking.pk)
    if booking.ended_at is None:
        _end(booking, Booking.Ending.HOST, money_back=booking.paid_at is not None)


def _end(booking: Booking, ending: Booking.Ending, *, money_back: bool) -> None:
    free_seat(booking)
    booking.ended_at, booking.ended_by, booking.money_back = clock.now(), ending, money_back
    booking.sequence += 1
    booking.save(update_fields=["seated", "ended_at", "ended_by", "money_back", "sequence"])
    record(BookingEnded(booking_id=booking.pk, ended_by=ending.value, money_back=money_back))
    if money_back:
        give_back(booking.reason, why=f"booking_{ending.value}")


def _seated_again(booking: Booking) -> bool:
    """Whether a lapsed hold gets a seat of its slot after all, before it begins."""
    if booking.slot.starts_at <= clock.now():
        return False
    try:
        with transaction.atomic():
            seat_in(booking.slot.consultation, booking.slot.starts_at)
    except Refused:
        return False
    booking.seated = True
    return True


def _check_offered(offer: Consultation, starts_at: datetime, now: datetime) -> None:
    near = starts_at.tzinfo is not None and now < starts_at < now + timedelta(days=offer.window_days)
    if offer.opened_at is None or not near or not is_offered(offer, _time_of(offer, starts_at), now):
        message = _("There is no such time to book. Choose another one.")
        raise Refused(message, code="no_such_slot", field="starts_at")


def _time_of(offer: Consultation, starts_at: datetime) -> Time:
    return Time(starts_at, starts_at + timedelta(minutes=offer.minutes))


def _locked(booking_id: UUID) -> Booking:
    """The booking as it is now, with its slot and its offer, after its host's diary is locked."""
    rows = Booking.objects.select_related("slot__consultation__host", "member")
    lock_diary(rows.get(pk=booking_id).slot.consultation)
    row: Booking = rows.select_for_update(of=("self",)).get(pk=booking_id)
    return row
