"""Whose chat a room is."""

from juluo.community.models import Circle, CircleMember, CircleRole
from juluo.community.rules.circles import check_standing
from juluo.core.models import Member
from juluo.ip.models import Room


def hosts_circle_chat(member: Member, room: Room) -> bool:
    """Whether the member leads the circle whose chat this is, or helps to."""
    stays = CircleMember.objects.filter(member=member, left_at=None, circle__room=room)
    return bool(stays.exclude(role=CircleRole.MEMBER).exists())


def check_circle_chat(room: Room) -> None:
    """In the archive one reads."""
    for circle in Circle.objects.filter(room=room):
        check_standing(circle)
