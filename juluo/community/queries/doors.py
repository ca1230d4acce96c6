"""Reads at the door: the covenant in force, the standing entrances, who has accepted."""

from uuid import UUID

from django.db.models import Q, QuerySet

from juluo.community.models import Acceptance, Covenant, Entrance
from juluo.community.rules.articles import goods_in, shown
from juluo.core import clock
from juluo.core.models import Member
from juluo.core.taking_part import goods_named
from juluo.ip.rules.differences import Piece, differences


def current_covenant() -> Covenant:
    """The version in force. Every space has one from its founding on."""
    covenant: Covenant = Covenant.objects.order_by("-number")[:1].get()
    return covenant


def has_accepted_current(member: Member) -> bool:
    return Acceptance.objects.filter(member=member, covenant=current_covenant()).exists()


def accepted_before(member: Member) -> Covenant | None:
    """The version that the member accepted last; None if they accepted none."""
    row = Acceptance.objects.filter(member=member).select_related("covenant").order_by("-covenant__number").first()
    return row.covenant if row else None


def changes_for(member: Member) -> list[Piece]:
    """What changed between the version that the member accepted last and the one in force; [] if nothing did."""
    before, now = accepted_before(member), current_covenant()
    if before is None or before.pk == now.pk:
        return []
    goods = goods_named(goods_in(before.text) | goods_in(now.text))
    return differences(shown(before.text, goods), shown(now.text, goods))


def standing_entrance(kind: Entrance.Kind) -> Entrance:
    """The space's one entrance of a standing kind (direct, share, import)."""
    entrance: Entrance = Entrance.objects.get(code=kind.value)
    return entrance


def covenant_versions() -> QuerySet[Covenant]:
    return Covenant.objects.order_by("-number")


def is_open(entrance_id: UUID) -> bool:
    """Whether the entrance still lets people in."""
    in_time = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return Entrance.objects.filter(in_time, pk=entrance_id, closed_at=None).exists()


def door_of_visitor(entrance_id: UUID | None) -> Entrance:
    """The entrance a visitor's cookie names; who came by none of ours came directly."""
    named = Entrance.objects.filter(pk=entrance_id).first() if entrance_id else None
    return named or standing_entrance(Entrance.Kind.DIRECT)
