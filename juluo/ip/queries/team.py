"""The people behind the IP, as readers know them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from juluo.core.memory import memory
from juluo.core.models import Member, Space, Staff
from juluo.ip.models import Colleague

_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Behind:
    """Whoever stands behind words: their role, and the human who writes where the name is invented."""

    role: str
    human: str


def team() -> QuerySet[Colleague]:
    """Those who are still here, in the order that staff gave them."""
    present = Colleague.objects.filter(member__left_at=None, member__banned_at=None)
    return present.select_related("member").order_by("position", "id")


def team_of(space: Space) -> dict[UUID, Behind]:
    """The team by member, for bylines: kept until something of the space is published or changed."""
    key = f"team:{space.pk}:{space.pages_version}"
    known: dict[UUID, Behind] | None = memory.get(key)
    if known is None:
        known = {each.member_id: Behind(each.role, each.human) for each in team()}
        memory.set(key, known, _SECONDS)
    return known


def staff_to_introduce() -> QuerySet[Member]:
    """Staff who are not in the team yet."""
    known = Colleague.objects.values("member")
    holders = Staff.objects.values("member")
    return Member.objects.present().filter(pk__in=holders).exclude(pk__in=known).order_by("name", "id")
