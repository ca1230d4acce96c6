"""Finding members and what they may do: reads that every edge needs."""

from functools import cache
from uuid import UUID

from juluo.core.models import Member, Staff, User
from juluo.core.spaces import acting_space_id
from juluo.core.words import RoleKey

_EVERYTHING = "*"

DEFAULT_PERMISSIONS: dict[str, list[str]] = {
    RoleKey.OWNER: [_EVERYTHING],
    RoleKey.MANAGER: [
        "overview", "content.write", "talk.moderate", "products.write", "orders.read", "orders.ship", "orders.refund",
        "members.read", "members.write", "sharing.read", "insight.read",
    ],
    RoleKey.EDITOR: ["overview", "content.write"],
    RoleKey.MODERATOR: ["overview", "talk.moderate", "members.read", "members.write"],
    RoleKey.FINANCE: ["overview", "orders.read", "orders.refund", "ledger.read", "sharing.read", "insight.read"],
    RoleKey.DOOR: ["overview"],
}  # fmt: skip
"""What each role may do when a space begins; from then on it is data of the space (`Role.permissions`)."""


@cache
def all_permissions() -> frozenset[str]:
    """Every permission that a studio page may ask for."""
    listed = {each for granted in DEFAULT_PERMISSIONS.values() for each in granted} - {_EVERYTHING}
    return frozenset(listed | {"settings.write"})


def member_of(user: User) -> Member | None:
    """The user's member row in the acting space, if they have joined and not left."""
    if user.member_here and user.member_here.space_id == acting_space_id():
        return user.member_here
    return Member.objects.filter(user=user, left_at=None).first()


def permissions_of(member_id: UUID) -> frozenset[str]:
    """What the member may do as staff of the acting space; empty for everybody else."""
    granted = Staff.objects.filter(member_id=member_id).values_list("role__permissions", flat=True)
    permissions = {each for role in granted for each in role}
    return all_permissions() if _EVERYTHING in permissions else frozenset(permissions)


def name_of_user(user: User) -> str:
    return user.name or user.email.split("@")[0]
