"""Keeping a turn for each pace of digests that a member asks for, and none for the others."""

from juluo.core import clock
from juluo.core.models import Member
from juluo.ip.models import DigestTurn, Follow
from juluo.ip.rules.digests import next_turn
from juluo.ip.rules.following import MAILED
from juluo.reach.queries.preferences import habits_of


def settle_turns(member: Member) -> None:
    """Bring the turns to what the member follows now, in the open transaction, which holds the member's row.

    A new turn tells of what comes from now on.
    """
    wanted = set(Follow.objects.filter(member=member, pace__in=MAILED).values_list("pace", flat=True))
    known = set(DigestTurn.objects.filter(member=member).values_list("pace", flat=True))
    DigestTurn.objects.filter(member=member, pace__in=known - wanted).delete()
    if wanted - known:
        now, zone = clock.now(), habits_of([member.pk])[member.pk].time_zone
        DigestTurn.objects.bulk_create(
            DigestTurn(member=member, pace=pace, due_at=next_turn(pace, now, zone), told_until=now)
            for pace in sorted(wanted - known)
        )
