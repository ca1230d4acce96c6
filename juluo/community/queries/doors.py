"""Reads at the door: the covenant in force, the standing entrances, who has accepted."""

from django.db.models import QuerySet

from juluo.community.models import Acceptance, Covenant, Entrance
from juluo.core.models import Member


def current_covenant() -> Covenant:
    """The version in force. Every space has one from its founding on."""
    covenant: Covenant = Covenant.objects.order_by("-number")[:1].get()
    return covenant


def has_accepted_current(member: Member) -> bool:
    return Acceptance.objects.filter(member=member, covenant=current_covenant()).exists()


def standing_entrance(kind: Entrance.Kind) -> Entrance:
    """The space's one entrance of a standing kind (direct, share, import)."""
    entrance: Entrance = Entrance.objects.get(code=kind.value)
    return entrance


def covenant_versions() -> QuerySet[Covenant]:
    return Covenant.objects.order_by("-number")
