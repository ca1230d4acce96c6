"""What may be done in rooms, decided over values already in hand."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juluo.core.refusals import Refused
from juluo.ip.models import ROOM_AUDIENCES, Message
from juluo.ip.rules.comments import EDIT_WITHIN, SAME_WITHIN
from juluo.ip.rules.hours import Span, is_open

LONGEST_PAUSE = 3600
"""Seconds of a slow room, at most."""

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


def can_edit_message(message: Message, now: datetime) -> bool:
    return message.is_said and now <= message.written_at + EDIT_WITHIN


def check_can_edit_message(message: Message, now: datetime) -> None:
    """Refuse once ten minutes are over: `too_late`; or when it is no longer said: `message_gone`."""
    check_is_there(message)
    if not can_edit_message(message, now):
        sentence = _("A message can be changed for ten minutes. Write another one instead.")
        raise Refused(sentence, code="too_late", field="text")


def check_answers(answered: Message, answer: Message) -> Message:
    """What is answered stands in the same room and is still said. Refused: `message_gone`."""
    if answered.room_id != answer.room_id or not answered.is_said:
        raise Refused(_("This message is no longer there."), code="message_gone", field="text")
    return answered


def check_pause(message: Message, before: datetime | None) -> None:
    """A slow room wants a pause since the member spoke `before`. Refused (429): `slow_down`."""
    left = message.room.pause_seconds - (message.written_at - before).total_seconds() if before else 0
    if left > 0:
        seconds = math.ceil(left)
        sentence = ngettext(
            "This room is slow: write again in %(count)d second.",
            "This room is slow: write again in %(count)d seconds.",
            seconds,
        )
        raise Refused(
            sentence % {"count": seconds}, code="slow_down", field="text", status=HTTPStatus.TOO_MANY_REQUESTS
        )


def check_pause_seconds(seconds: int) -> int:
    """A pause of at most an hour, 0 for none. Refused (422): `bad_pause`."""
    if not 0 <= seconds <= LONGEST_PAUSE:
        message = _("The pause is an hour at most.")
        raise Refused(message, code="bad_pause", field="pause_seconds", status=422)
    return seconds


def check_is_there(message: Message) -> None:
    """What was taken back or hidden is not changed any more."""
    if not message.is_said:
        raise Refused(_("This message is no longer there."), code="message_gone")


def check_can_talk_now(hours: Sequence[Span], now: datetime, zone: tzinfo) -> None:
    """Refuse words while the room is closed: `room_closed`."""
    if not is_open(hours, now, zone):
        raise Refused(_("The room is closed now. Come back when it is open."), code="room_closed", field="text")
