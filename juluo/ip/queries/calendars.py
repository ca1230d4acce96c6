"""Bookings as calendar files, by a link that needs no sign-in: whoever has the link has the file."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.addresses import public_address
from juluo.core.models import Space
from juluo.ip.models import Booking
from juluo.ip.queries.consultations import bookings_standing
from juluo.ip.rules.calendars import Event, calendar

_SIGNER = signing.Signer(salt="juluo.ip.calendars")


def calendar_token(booking: Booking) -> str:
    """What opens the calendar file of this booking, and nothing else."""
    return _SIGNER.sign(booking.pk.hex)


def calendar_address(space: Space, booking: Booking) -> str:
    return _address(space, "ip:booking_calendar", calendar_token(booking))


def booking_of_token(token: str) -> Booking | None:
    """The booking whose link this is, if it was ever paid."""
    try:
        booking_id = UUID(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    found: Booking | None = bookings_standing().filter(pk=booking_id, paid_at__isnull=False).first()
    return found


def calendar_of(space: Space, booking: Booking) -> str:
    """The calendar file; of a booking that ended, one that takes the event out of the calendar."""
    slot, offer = booking.slot, booking.slot.consultation
    ended = booking.ended_at is not None
    event = Event(
        uid=f"{booking.pk}@{space.slug}.juluo",
        sequence=booking.sequence,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        told_at=clock.now(),
        title=offer.title,
        place="" if ended else offer.place,
        text=_("With %(host)s, %(role)s") % {"host": offer.host.name, "role": offer.host_role},
        url=_address(space, "ip:booking", booking.pk),
        cancelled=ended,
    )
    return calendar(event)


def _address(space: Space, view: str, named: Any) -> str:
    """As `address_of` gives it, also to a task, which no request has told the pages of a space."""
    return public_address(space, reverse(view, args=[named], urlconf="juluo.urls.space"))
