"""How far members have read in rooms."""

from django.db import transaction

from juluo.core import clock
from juluo.core.models import Member
from juluo.ip.models import Room, RoomVisit

NOTHING = 0
"""Seen in a room where nobody has said anything."""


@transaction.atomic
def note_visit(room: Room, member: Member, *, seen: int = NOTHING) -> None:
    """Remember that the member has read up to the position `seen`. An earlier one changes nothing: nobody unreads."""
    visits, now = RoomVisit.objects.filter(member=member, room=room), clock.now()
    known = visits.values_list("seen", flat=True).first()
    if known is None:
        RoomVisit.objects.bulk_create([RoomVisit(member=member, room=room, seen=seen, at=now)], ignore_conflicts=True)
    if known is None or known < seen:
        visits.filter(seen__lt=seen).update(seen=seen, at=now)
