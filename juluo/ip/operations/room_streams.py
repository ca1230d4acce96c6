"""What those inside a room are told the moment it is so."""

from typing import Any

from juluo.core.faces import colour_of, initial_of
from juluo.core.live.announcing import News, announce
from juluo.ip.models import Message
from juluo.ip.rules.plain import told_plainly

SAID, GONE = "said", "gone"


def tell_room(message: Message) -> int:
    """Tell those who listen how the message stands now; returns the position of what they are told.

    A message that is not said any more takes with it what was told of it before.
    """
    if not message.is_said:
        return announce(message.room.stream, News(kind=GONE, subject=message.pk))
    news = News(kind=SAID, subject=message.pk, data=_said(message), member_id=message.author_id)
    return announce(message.room.stream, news)


def _said(message: Message) -> dict[str, Any]:
    """What a page needs to show it. What it answers is named by its id alone: that may be taken back, too."""
    said: dict[str, Any] = {"author_id": str(message.author_id), "author": message.author.name}
    said |= {"initial": initial_of(message.author.name), "colour": colour_of(message.author_id)}
    said |= {"html": told_plainly(message.text), "at": message.written_at.isoformat(timespec="seconds")}
    if message.answers:
        said["answers"] = {"id": str(message.answers_id), "author": message.answers.author.name}
    return said | {"place": message.position or None, "edited": message.edited_at is not None}
