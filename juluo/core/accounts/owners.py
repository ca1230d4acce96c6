"""Spaces that somebody's account holds together: where they are the only owner."""

from juluo.core.models import Member, Space, Staff, User
from juluo.core.spaces import acting_in
from juluo.core.words import RoleKey


def is_only_owner(member: Member) -> bool:
    """Whether the acting space would be nobody's without this member."""
    owners = set(Staff.objects.filter(role__key=RoleKey.OWNER).values_list("member_id", flat=True))
    return owners == {member.pk}


def spaces_only_owned_by(user: User) -> list[str]:
    """Names of the open spaces that would be nobody's. Call it with no transaction open: it enters each space."""
    return [space.name for space in Space.objects.filter(closed_at=None) if _only_theirs(user, space)]


def _only_theirs(user: User, space: Space) -> bool:
    with acting_in(space):
        member = Member.objects.filter(user=user).first()
        return member is not None and is_only_owner(member)
