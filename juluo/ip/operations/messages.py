"""Saying something in a room, and taking it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.said.holds import screen
from juluo.core.taking_part import ensure_may_write
from juluo.core.texts import clean_text
from juluo.ip.facts.rooms import MessageEdited, MessageTakenBack, MessageWritten
from juluo.ip.hosting import check_kept_open
from juluo.ip.models import MESSAGE_LENGTH, Message, Room
from juluo.ip.operations.room_streams import tell_room
from juluo.ip.queries.rooms import last_said_at, latest_messages_by, may_enter, may_skip_pause, zone_of_space
from juluo.ip.rules.comments import MOST_AT_ONCE, check_pace
from juluo.ip.rules.hours import spans_of
from juluo.ip.rules.rooms import (
    check_answers,
    check_can_edit_message,
    check_can_talk_now,
    check_pause,
    same_message,
)


@transaction.atomic
def write_message(author: Member, room: Room, text: str, *, answers: Message | None = None) -> Message:
    """Say something to those inside, perhaps in answer to a message. The same words within a minute are one message.

    Refused to whoever may not take part or may not enter (`no_access`), while the room is closed (`room_closed`), in a
    flood (`too_many`), before the pause of a slow room is over (`slow_down`), and if what it answers is gone
    (`message_gone`).
    """
    text = clean_text(text, field="text", most=MESSAGE_LENGTH)
    author = _inside(author, room)
    row = Message(room=room, author=author, text=text, written_at=clock.now())
    check_kept_open(room)
    if hours := spans_of(room.hours):
        check_can_talk_now(hours, row.written_at, zone_of_space())
    if answers:
        row.answers = check_answers(Message.objects.select_related("author").get(pk=answers.pk), row)
    lately = latest_messages_by(author, MOST_AT_ONCE)
    if before := same_message(lately, row):
        return before
    check_pace(lately, row.written_at)
    if room.pause_seconds and not may_skip_pause(author, room):
        check_pause(row, last_said_at(author, room))
    row.save(force_insert=True)
    screen(row, author, text)
    row.position = tell_room(row)
    row.save(update_fields=["position"])
    record(MessageWritten(message_id=row.pk, room_id=room.pk))
    return row


@transaction.atomic
def edit_message(message: Message, text: str) -> Message:
    """Change one's words, for ten minutes; whoever listens sees it. The same words change nothing.

    Refused with `too_late` afterwards, with `message_gone` once it was taken back or hidden, and to whoever may not
    take part or enter any more.
    """
    text = clean_text(text, field="text", most=MESSAGE_LENGTH)
    _inside(message.author, message.room)
    message = locked_message(message)
    if message.text == text:
        return message
    check_kept_open(message.room)
    check_can_edit_message(message, clock.now())
    message.text, message.edited_at = text, clock.now()
    message.save(update_fields=["text", "edited_at"])
    screen(message, message.author, text)
    tell_room(message)
    record(MessageEdited(message_id=message.pk))
    return message


@transaction.atomic
def take_message_back(message: Message) -> Message:
    """Take one's words away for good. Twice is once."""
    message = locked_message(message)
    if message.text:
        message.text = ""
        message.save(update_fields=["text"])
        tell_room(message)
        record(MessageTakenBack(message_id=message.pk))
    return message


def locked_message(message: Message) -> Message:
    """The message as it is now, until the transaction ends."""
    rows = Message.objects.select_for_update(of=("self",), no_key=True)
    row: Message = rows.select_related("author", "room", "answers__author").get(pk=message.pk)
    return row


def _inside(member: Member, room: Room) -> Member:
    """The member as they are now, one deed at a time; refused unless they may take part and enter."""
    row: Member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    ensure_may_write(row)
    if not may_enter(row, Room.objects.get(pk=room.pk)):
        raise Refused(_("Only those who may enter the room can talk in it."), code="no_access", status=403)
    return row
