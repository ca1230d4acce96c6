"""Telling members that somebody writes to them, and nothing of what: screens and mails are read by others."""

from juluo.community.direct_news import DIRECT_ASKED, DIRECT_WRITTEN
from juluo.community.models import DirectMessage, Seat
from juluo.reach.operations.notifications import News, tell


def tell_of_direct(message: DirectMessage) -> None:
    """Tell the other, once for all that they have not looked at yet."""
    seat = Seat.objects.filter(conversation=message.conversation, other=message.author_id, blocked_at=None).first()
    if seat is None or not message.is_said or _waits_already(seat, message):
        return
    kind = DIRECT_WRITTEN if message.conversation.opened_at else DIRECT_ASKED
    about = {"author": message.author.name, "conversation_id": str(message.conversation_id)}
    tell([seat.member_id], News(kind=kind, reason=str(message.pk), data=about))


def _waits_already(seat: Seat, message: DirectMessage) -> bool:
    """Whether an earlier one waits to be read, or this one was read."""
    arrived = DirectMessage.objects.filter(conversation=message.conversation, author=message.author, unheard=False)
    waits = arrived.filter(position__gt=seat.seen, position__lt=message.position).exclude(text="")
    return message.position <= seat.seen or bool(waits.exists())
