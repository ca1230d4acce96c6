"""What may be done in rooms, decided over values already in hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import ROOM_AUDIENCES, Message
from juluo.ip.rules.comments import SAME_WITHIN
from juluo.ip.rules.hours import Span, is_open

_is_address = URLValidator(schemes=["https"])


def check_room_audience(audience: str) -> str:
    """A room is for members, for a rung and everything above, or for buyers; never for everyone."""
    if audience not in dict(ROOM_AUDIENCES):
        raise Refused(_("Choose who may enter."), code="unknown_audience", field="audience", status=422)
    return audience


def check_meeting_url(url: str) -> str:
    """An address of a meeting, or "" for none. Refused (422): `bad_address`."""
    try:
        if url:
            _is_address(url)
    except ValidationError:
        message = _("Write the whole address of the meeting, beginning with https://.")
        raise Refused(message, code="bad_address", field="meeting_url", status=422) from None
    return url


def same_message(lately: Iterable[Message], message: Message) -> Message | None:
    """The same words that the same author said in the same room a moment ago, and that still stand."""
    since = message.written_at - SAME_WITHIN
    alike = (each for each in lately if (each.room_id, each.text) == (message.room_id, message.text))
    return next((each for each in alike if each.written_at > since), None)


def check_is_there(message: Message) -> None:
    """What was taken back or hidden is not reported any more."""
    if not message.is_said:
        raise Refused(_("This message is no longer there."), code="message_gone")


def check_can_talk_now(hours: Sequence[Span], now: datetime, zone: tzinfo) -> None:
    """Refuse words while the room is closed: `room_closed`."""
    if not is_open(hours, now, zone):
        raise Refused(_("The room is closed now. Come back when it is open."), code="room_closed", field="text")
