"""Consultations and their bookings as members, hosts and staff see them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from juluo.core.models import Member
from juluo.ip.models import Booking, Consultation, Slot
from juluo.ip.rules.slots import Time, Timetable
from juluo.ip.selling import Offer, offers_for

KIND = "consultation"


@dataclass(frozen=True, slots=True)
class Free:
    """A slot that can be booked now, and how many seats are left."""

    time: Time
    left: int


def consultations_shown() -> QuerySet[Consultation]:
    """Those that everybody sees, the latest made first."""
    return Consultation.objects.filter(opened_at__isnull=False).select_related("host").order_by("-id")


def consultations_of_staff() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("host").order_by("-id")


def right_to_book(offer_id: UUID) -> str:
    """What the product of a consultation sells."""
    return f"{KIND}:{offer_id}"


def right_of(booking: Booking) -> str:
    """What a paid booking is: the right of its product, for this very booking."""
    return f"{right_to_book(booking.slot.consultation_id)}:{booking.pk}"


def price_of(offer: Consultation, reader: Member | None) -> Offer | None:
    """What the reader would pay; None while it is not on sale."""
    return next(iter(offers_for([right_to_book(offer.pk)], reader)), None)


def free_slots(offer: Consultation, now: datetime, *, since: datetime | None = None, days: int = 0) -> list[Free]:
    """What can be booked at `now`, in its window and with its notice; of `days` days from `since` if they are given."""
    first = max(now + timedelta(hours=offer.notice_hours), since or now)
    last = now + timedelta(days=offer.window_days)
    if since and days:
        last = min(last, since + timedelta(days=days))
    times = list(Timetable.of(offer).times(first, last)) if first < last else []
    return _free_among(offer, times)


def is_offered(offer: Consultation, time: Time, now: datetime) -> bool:
    """Whether the time is one of the offer's, in its window and with its notice, taken or not."""
    first, last = now + timedelta(hours=offer.notice_hours), now + timedelta(days=offer.window_days)
    return first <= time.starts_at < last and Timetable.of(offer).has(time)


def host_is_busy(offer: Consultation, time: Time) -> bool:
    """Whether somebody booked the host of the offer for another slot that overlaps the time."""
    return any(slot.consultation_id != offer.pk or slot.starts_at != time.starts_at for slot in _busy(offer, [time]))


def bookings_of(member: Member) -> QuerySet[Booking]:
    """The member's own, the latest made first."""
    return _bookings().filter(member=member).order_by("-id")


def bookings_standing() -> QuerySet[Booking]:
    """Every booking with what its page shows."""
    return _bookings().order_by("-id")


def appointments(since: datetime, until: datetime, host: Member | None = None) -> QuerySet[Slot]:
    """Slots in which somebody is booked, the earliest first, each with its bound bookings."""
    bound = Booking.objects.bound().select_related("member").order_by("id")
    slots = Slot.objects.filter(starts_at__gte=since, starts_at__lt=until, taken__gt=0, called_off_at=None)
    slots = slots.filter(consultation__host=host) if host else slots
    return _with_offer(slots, bound).order_by("starts_at", "id")


def slots_of_staff() -> QuerySet[Slot]:
    """Slots with all their bookings that were ever paid."""
    return _with_offer(Slot.objects.all(), Booking.objects.filter(paid_at__isnull=False).select_related("member"))


def holds_to_lapse(now: datetime) -> QuerySet[Booking]:
    """Seats held for who did not pay in time."""
    return Booking.objects.filter(seated=True, paid_at=None, ended_at=None, held_until__lte=now).order_by("id")


def bookings_to_remind(now: datetime) -> QuerySet[Booking]:
    """Bound bookings that begin within a day and are owed a reminder."""
    soon = Booking.objects.bound().filter(slot__starts_at__gt=now, slot__starts_at__lte=now + timedelta(days=1))
    return soon.filter(reminded__lt=2).select_related("slot__consultation").order_by("id")


def _bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related("slot__consultation__host", "member")


def _with_offer(slots: QuerySet[Slot], bookings: QuerySet[Booking]) -> QuerySet[Slot]:
    return slots.select_related("consultation__host").prefetch_related(Prefetch("bookings", bookings))


def _free_among(offer: Consultation, times: Sequence[Time]) -> list[Free]:
    """Those of the times that have a seat left and whose host is not booked elsewhere meanwhile; two queries."""
    own = {slot.starts_at: slot for slot in _own(offer, times)}
    elsewhere = [Time(slot.starts_at, slot.ends_at) for slot in _busy(offer, times) if slot.consultation_id != offer.pk]
    free = [Free(time, _left(offer, own.get(time.starts_at))) for time in times if not _meets_any(time, elsewhere)]
    return [each for each in free if each.left > 0]


def _left(offer: Consultation, slot: Slot | None) -> int:
    if slot is None:
        return offer.seats
    return 0 if slot.called_off_at else slot.seats - slot.taken


def _own(offer: Consultation, times: Sequence[Time]) -> Iterable[Slot]:
    if not times:
        return []
    return Slot.objects.filter(
        consultation=offer, starts_at__gte=times[0].starts_at, starts_at__lte=times[-1].starts_at
    )


def _busy(offer: Consultation, times: Sequence[Time]) -> Iterable[Slot]:
    """Slots of the host, of any consultation, in which somebody sits between the first and the last of the times."""
    if not times:
        return []
    taken = Slot.objects.filter(consultation__host=offer.host_id, taken__gt=0)
    return taken.filter(starts_at__lt=times[-1].ends_at, ends_at__gt=times[0].starts_at)


def _meets_any(time: Time, others: Collection[Time]) -> bool:
    return any(time.meets(other) for other in others)
