"""Telling people what concerns them in rooms, and nothing of the talk itself: screens and mails are read by others."""

from juluo.ip.models import Message
from juluo.ip.news import CALLED_IN_ROOM
from juluo.ip.queries.mentions import called_by_name
from juluo.ip.queries.rooms import may_enter
from juluo.reach.operations.notifications import News, tell


def tell_of_message(message: Message) -> None:
    """Tell whom it calls by name, as far as they may enter."""
    if message.is_said:
        called = [each.pk for each in called_by_name(message.text) if may_enter(each, message.room)]
        tell([each for each in called if each != message.author_id], _news(CALLED_IN_ROOM, message))


def _news(kind: str, message: Message) -> News:
    about = {"room": message.room.name, "room_id": str(message.room_id), "message_id": str(message.pk)}
    return News(kind=kind, reason=str(message.pk), data=about)
