"""The chat of a circle: whoever belongs to it holds the right to enter, and nobody else by that reason."""

from uuid import UUID

from juluo.community.models import Circle, CircleMember
from juluo.core.entitlements import grant, revoke
from juluo.core.models import Member
from juluo.ip.models import Room
from juluo.ip.rules.audience import right_to_room


def let_into_room(circle: Circle) -> None:
    """Let everybody who belongs to an open circle into its room, if it has one. Again changes nothing."""
    if circle.room_id and circle.opened_at:
        for stay in CircleMember.objects.filter(circle=circle, left_at=None).select_related("member").order_by("id"):
            let_one_into_room(circle, stay.member)


def name_room(circle: Circle) -> None:
    """Let the room bear the name of the circle."""
    if circle.room_id:
        Room.objects.filter(pk=circle.room_id).exclude(name=circle.name).update(name=circle.name)


def let_one_into_room(circle: Circle, member: Member) -> None:
    """Let somebody who joined into the room."""
    if circle.room_id and circle.opened_at:
        grant(member, right_to_room(circle.room_id), reason=reason_of_stay(circle.pk, member.pk))


def turn_out_of_room(circle: Circle, member: Member) -> None:
    """End the right of somebody who left."""
    revoke(reason=reason_of_stay(circle.pk, member.pk))


def reason_of_stay(circle_id: UUID, member_id: UUID) -> str:
    """Why a right is held that ends with the stay in the circle."""
    return f"circle:{circle_id}:{member_id}"
