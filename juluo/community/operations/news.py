"""Telling staff who came, and everybody that the covenant changed."""

from uuid import UUID

from juluo.community.models import Covenant, Entrance
from juluo.community.news import COVENANT_CHANGED, MEMBER_JOINED
from juluo.core.models import Member
from juluo.reach.operations.notifications import News, tell, tell_staff

AT_A_TIME = 500


def tell_of_newcomer(member: Member, entrance: Entrance) -> None:
    """Tell the owner that somebody joined, and by which entrance."""
    data = {"entrance": entrance.name, "member_id": str(member.pk)}
    tell_staff(News(kind=MEMBER_JOINED, reason=str(member.pk), data=data), but=member.pk)


def tell_of_covenant(covenant: Covenant, *, after: UUID | None) -> UUID | None:
    """Tell the next members, by id; return the last one told if there may be more. The first version is no change."""
    if covenant.number == 1:
        return None
    members = Member.objects.present().filter(joined_at__lt=covenant.published_at).order_by("pk")
    if after:
        members = members.filter(pk__gt=after)
    ids = list(members.values_list("pk", flat=True)[:AT_A_TIME])
    tell(ids, News(kind=COVENANT_CHANGED, reason=str(covenant.pk), data={"version": covenant.number}))
    return ids[-1] if len(ids) == AT_A_TIME else None
