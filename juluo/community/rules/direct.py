"""Who writes to whom alone, decided over values already in hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from django.utils.translation import gettext as _

from juluo.community.models import Conversation, DirectMessage, Seat
from juluo.core.models import Member
from juluo.core.refusals import Refused

ASK_AGAIN_AFTER = timedelta(days=90)
MOST_ASKS, ASKED_WITHIN = 5, timedelta(days=1)
MOST_AT_ONCE, AT_ONCE = 20, timedelta(minutes=5)
SAME_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How two members stand to each other when one of them asks."""

    by_staff: bool
    met: bool
    """They share a circle, or one has answered the other."""
    door_shut: bool


def pair_of(one: Member, other: Member) -> str:
    """The name of what is between the two, whoever begins."""
    return "".join(sorted([one.pk.hex, other.pk.hex]))


def check_can_be_written_to(author: Member, other: Member) -> None:
    """Nobody writes to themselves, or to who left or is banned."""
    if author.pk == other.pk:
        raise Refused(_("This is you."), code="yourself", field="text")
    if other.left_at or other.banned_at:
        raise Refused(_("This member cannot be written to."), code="not_here", field="text")


def check_may_ask(standing: Standing) -> None:
    """Staff may always. A shut door is told; who never met does not write. Refused: `door_shut`, `not_met`."""
    if standing.by_staff:
        return
    if standing.door_shut:
        raise Refused(_("This member takes no new conversations."), code="door_shut", field="text")
    if not standing.met:
        message = _("You can write to members of your circles, and to those you have talked with here.")
        raise Refused(message, code="not_met", field="text", status=HTTPStatus.FORBIDDEN)


def check_not_too_many_asks(lately: int) -> None:
    """So many may be asked in a day. Refused (429): `too_many`."""
    if lately >= MOST_ASKS:
        message = _("You have asked many today. Wait until tomorrow.")
        raise Refused(message, code="too_many", field="text", status=HTTPStatus.TOO_MANY_REQUESTS)


def check_can_ask_again(known: Conversation, asker: Member, now: datetime) -> None:
    """An ask that waits is not repeated (`waiting`); one that was declined is, after ninety days (`declined`)."""
    if known.declined_at is None and known.asker_id == asker.pk:
        raise Refused(_("Your question waits for an answer."), code="waiting", field="text")
    if known.declined_at and known.asker_id == asker.pk and now < known.declined_at + ASK_AGAIN_AFTER:
        raise Refused(_("They do not want to write at the moment."), code="declined", field="text")


def check_is_open(conversation: Conversation) -> None:
    """Before the other has let one in, there is the first message and no more. Refused: `waiting`, `declined`."""
    if conversation.declined_at:
        raise Refused(_("They do not want to write at the moment."), code="declined", field="text")
    if conversation.opened_at is None:
        raise Refused(_("Your question waits for an answer."), code="waiting", field="text")


def check_has_not_shut(seat: Seat | None) -> None:
    """Who shut the other out writes to them after opening it again. Refused: `shut`."""
    if seat and seat.blocked_at:
        raise Refused(_("You have shut this conversation. Open it again first."), code="shut", field="text")


def check_decides(conversation: Conversation, member: Member) -> None:
    """Only the one who was asked lets the other in, or not. Refused: `not_asked`."""
    if conversation.asker_id == member.pk:
        raise Refused(_("The other one decides this."), code="not_asked", status=HTTPStatus.FORBIDDEN)


def same_direct(lately: Iterable[DirectMessage], message: DirectMessage) -> DirectMessage | None:
    """The same words in the same conversation a moment ago."""
    since = message.written_at - SAME_WITHIN
    alike = (each for each in lately if each.conversation_id == message.conversation_id and each.text == message.text)
    return next((each for each in alike if each.written_at > since), None)


def check_direct_pace(lately: Iterable[DirectMessage], now: datetime) -> None:
    """Refused (429) in a flood: `too_many`."""
    if len([each for each in lately if each.written_at > now - AT_ONCE]) >= MOST_AT_ONCE:
        message = _("You have written a lot in a short time. Wait five minutes, then go on.")
        raise Refused(message, code="too_many", field="text", status=HTTPStatus.TOO_MANY_REQUESTS)
