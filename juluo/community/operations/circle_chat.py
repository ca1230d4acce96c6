"""The chat of a circle: a secluded room that whoever belongs to the circle may enter."""

from django.db import transaction

from juluo.community.facts.circles import CircleChatClosed, CircleChatOpened, CircleChatPaced
from juluo.community.models import Circle
from juluo.community.operations.circle_rooms import let_into_room
from juluo.community.operations.circles import locked_circle
from juluo.community.queries.circles import standing_of
from juluo.community.rules.circles import Deed, check_deed, check_standing
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.ip.models import Audience, Room
from juluo.ip.operations.rooms import RoomWords, close_room, make_room, open_room
from juluo.ip.rules.rooms import check_pause_seconds


@transaction.atomic
def open_circle_chat(circle: Circle, *, by: Member) -> Room:
    """Give the circle a chat, or open it again with all that was said. Twice is once.

    Refused to whoever does not look after the circle, and before it begins or in the archive.
    """
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.DESCRIBE)
    check_standing(circle)
    if circle.room and circle.room.opened_at:
        return circle.room
    circle.room = open_room(circle.room or _made(circle))
    circle.save(update_fields=["room"])
    let_into_room(circle)
    renew_pages()
    record(CircleChatOpened(circle_id=circle.pk, room_id=circle.room.pk))
    return circle.room


@transaction.atomic
def close_circle_chat(circle: Circle, *, by: Member) -> Circle:
    """Let nobody into the chat; what was said is kept. Twice is once."""
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.DESCRIBE)
    if circle.room and circle.room.opened_at:
        circle.room = close_room(circle.room)
        record(CircleChatClosed(circle_id=circle.pk, room_id=circle.room.pk))
    return circle


@transaction.atomic
def pace_circle_chat(circle: Circle, *, pause_seconds: int, by: Member) -> Circle:
    """Let members wait so many seconds between two messages (0 to 3600); who looks after the circle never waits.

    The same again changes nothing. Refused: `bad_pause` (422).
    """
    check_pause_seconds(pause_seconds)
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.TEND)
    if circle.room and circle.room.pause_seconds != pause_seconds:
        circle.room.pause_seconds = pause_seconds
        circle.room.save(update_fields=["pause_seconds"])
        record(CircleChatPaced(circle_id=circle.pk, pause_seconds=pause_seconds))
    return circle


def _made(circle: Circle) -> Room:
    room = make_room(RoomWords(name=circle.name, audience=Audience.BUYERS))
    room.secluded = True
    room.save(update_fields=["secluded"])
    return room
