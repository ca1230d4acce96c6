"""What the two of a conversation are told the moment it is so."""

from juluo.community.models import DirectMessage
from juluo.core.faces import colour_of, initial_of
from juluo.core.live.announcing import News, announce
from juluo.ip.rules.plain import told_plainly


def tell_both(message: DirectMessage) -> int:
    """Tell those who listen how the message stands now; returns the position of what they are told.

    Of one that does not arrive they are told that it is gone: its place in the stream is taken, and nothing is said.
    """
    stream = message.conversation.stream
    if not message.is_said:
        return announce(stream, News(kind="gone", subject=message.pk))
    author = message.author
    said = {
        "author_id": str(author.pk),
        "author": author.name,
        "initial": initial_of(author.name),
        "colour": colour_of(author.pk),
        "html": told_plainly(message.text),
        "at": message.written_at.isoformat(timespec="seconds"),
        "place": message.position or None,
        "staff": message.by_staff,
        "edited": False,
    }
    return announce(stream, News(kind="said", subject=message.pk, data=said, member_id=author.pk))
