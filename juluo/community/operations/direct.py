"""Writing to one member alone: asking to, letting in or not, shutting out, writing."""

from django.db import transaction

from juluo.community.facts.direct import (
    ConversationDeclined,
    ConversationOpened,
    ConversationShut,
    ConversationUnshut,
    DirectMessageTakenBack,
    DirectMessageWritten,
    DoorOpened,
    DoorShut,
    WritingAsked,
)
from juluo.community.models import DIRECT_LENGTH, Conversation, DirectMessage, Seat, ShutDoor
from juluo.community.operations.direct_streams import tell_both
from juluo.community.queries.direct import asks_lately, conversation_between, latest_direct_by, standing_between
from juluo.community.rules.direct import (
    Standing,
    check_can_ask_again,
    check_can_be_written_to,
    check_decides,
    check_direct_pace,
    check_has_not_shut,
    check_is_open,
    check_may_ask,
    check_not_too_many_asks,
    pair_of,
    same_direct,
)
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.taking_part import ensure_may_write
from juluo.core.texts import clean_text


@transaction.atomic
def ask_to_write(author: Member, other: Member, text: str) -> Conversation:
    """Ask another member to write to each other, with a first message. Who was asked by them before lets them in so.

    Refused as `check_may_ask` says, while an ask waits (`waiting`), for ninety days after it was declined (`declined`),
    and for too many asks in a day (`too_many`). Whom the other had shut out is not told: their ask waits for ever.
    """
    text = clean_text(text, field="text", most=DIRECT_LENGTH)
    author, other = _both(author, other)
    ensure_may_write(author)
    check_can_be_written_to(author, other)
    known, standing = conversation_between(author, other), standing_between(author, other)
    check_has_not_shut(Seat.objects.filter(conversation=known, member=author).first() if known else None)
    if known and known.opened_at:
        return write_direct(author, known, text).conversation
    if known and known.asker_id != author.pk and known.declined_at is None and _knows(known, author):
        return write_direct(author, open_conversation(known, by=author), text).conversation
    if known:
        check_can_ask_again(known, author, clock.now())
    check_may_ask(standing)
    if not standing.by_staff:
        check_not_too_many_asks(asks_lately(author, clock.now()))
    conversation = _begin(known, author, other, standing)
    heard = _hears(conversation, other)
    _write(DirectMessage(conversation=conversation, author=author, text=text, by_staff=standing.by_staff), heard=heard)
    record(WritingAsked(conversation_id=conversation.pk, member_id=other.pk, heard=heard))
    return conversation


@transaction.atomic
def open_conversation(conversation: Conversation, *, by: Member) -> Conversation:
    """Let the other write to one. Also after it was declined; twice is once."""
    conversation = _locked(conversation)
    check_decides(conversation, by)
    if conversation.opened_at is None:
        conversation.opened_at, conversation.declined_at = clock.now(), None
        conversation.save(update_fields=["opened_at", "declined_at"])
        record(ConversationOpened(conversation_id=conversation.pk))
    return conversation


@transaction.atomic
def decline_conversation(conversation: Conversation, *, by: Member) -> Conversation:
    """Do not let the other write to one; they are told that it is not wanted now. Twice is once."""
    conversation = _locked(conversation)
    check_decides(conversation, by)
    if conversation.opened_at is None and conversation.declined_at is None:
        conversation.declined_at = clock.now()
        conversation.save(update_fields=["declined_at"])
        record(ConversationDeclined(conversation_id=conversation.pk))
    return conversation


@transaction.atomic
def shut_conversation(conversation: Conversation, *, by: Member) -> Seat:
    """Hear nothing more of what the other writes. They are never told. Twice is once."""
    _locked(conversation)
    seat = Seat.objects.get(conversation=conversation, member=by)
    if seat.blocked_at is None:
        seat.blocked_at = clock.now()
        seat.save(update_fields=["blocked_at"])
        record(ConversationShut(conversation_id=conversation.pk, member_id=by.pk))
    return seat


@transaction.atomic
def unshut_conversation(conversation: Conversation, *, by: Member) -> Seat:
    """Hear the other again, from now on. Twice is once."""
    _locked(conversation)
    seat = Seat.objects.get(conversation=conversation, member=by)
    if seat.blocked_at:
        seat.blocked_at = None
        seat.save(update_fields=["blocked_at"])
        record(ConversationUnshut(conversation_id=conversation.pk, member_id=by.pk))
    return seat


@transaction.atomic
def write_direct(author: Member, conversation: Conversation, text: str) -> DirectMessage:
    """Write to the other. The same words within a minute are one message.

    Refused to whoever may not take part, before the other has let one in (`waiting`, `declined`), and in a flood.
    """
    text = clean_text(text, field="text", most=DIRECT_LENGTH)
    conversation = _locked(conversation)
    ensure_may_write(author)
    seat = Seat.objects.select_related("other").get(conversation=conversation, member=author)
    other = seat.other
    check_has_not_shut(seat)
    check_can_be_written_to(author, other)
    check_is_open(conversation)
    standing = standing_between(author, other)
    row = DirectMessage(conversation=conversation, author=author, text=text, by_staff=standing.by_staff)
    row.written_at = clock.now()
    lately = latest_direct_by(author)
    if before := same_direct(lately, row):
        return before
    check_direct_pace(lately, row.written_at)
    return _write(row, heard=_hears(conversation, other))


@transaction.atomic
def take_direct_back(message: DirectMessage) -> DirectMessage:
    """Take one's words away for good, from both sides. Twice is once."""
    rows = DirectMessage.objects.select_for_update(of=("self",), no_key=True).select_related("conversation", "author")
    message = rows.get(pk=message.pk)
    if message.text:
        message.text = ""
        message.save(update_fields=["text"])
        tell_both(message)
        record(DirectMessageTakenBack(message_id=message.pk))
    return message


@transaction.atomic
def shut_door(member: Member) -> None:
    """Take no new conversations, except from the staff; what is open stays so. Twice is once."""
    rows = ShutDoor.objects.bulk_create([ShutDoor(member=member, at=clock.now())], ignore_conflicts=True)
    if ShutDoor.objects.filter(pk=rows[0].pk).exists():
        record(DoorShut(member_id=member.pk))


@transaction.atomic
def open_door(member: Member) -> None:
    """Take new conversations again. Twice is once."""
    deleted, _rows = ShutDoor.objects.filter(member=member).delete()
    if deleted:
        record(DoorOpened(member_id=member.pk))


@transaction.atomic
def note_read(seat: Seat, *, position: int) -> None:
    """Remember that this side has read up to the position. An earlier one changes nothing."""
    Seat.objects.filter(pk=seat.pk, seen__lt=position).update(seen=position)


def _begin(known: Conversation | None, author: Member, other: Member, standing: Standing) -> Conversation:
    """The conversation as it is asked for now, with both seats. What staff begin is open at once."""
    now = clock.now()
    row = known or Conversation(pair=pair_of(author, other))
    row.asker, row.asked_at, row.declined_at = author, now, None
    row.opened_at = now if standing.by_staff else None
    row.save()
    if known is None:
        sides = [(author, other), (other, author)]
        Seat.objects.bulk_create([Seat(conversation=row, member=one, other=two) for one, two in sides])
    return row


def _write(row: DirectMessage, *, heard: bool) -> DirectMessage:
    """Keep what is written, and tell whoever hears it."""
    row.written_at, row.unheard = clock.now(), not heard
    row.save(force_insert=True)
    row.position = tell_both(row)
    row.save(update_fields=["position"])
    seats = Seat.objects.filter(conversation=row.conversation)
    (seats if heard else seats.filter(member=row.author)).update(last_at=row.written_at)
    record(DirectMessageWritten(message_id=row.pk, conversation_id=row.conversation_id, heard=heard))
    return row


def _hears(conversation: Conversation, member: Member) -> bool:
    return Seat.objects.filter(conversation=conversation, member=member, blocked_at=None).exists()


def _knows(conversation: Conversation, member: Member) -> bool:
    """Whether the ask has arrived."""
    return Seat.objects.filter(conversation=conversation, member=member, last_at__isnull=False).exists()


def _both(author: Member, other: Member) -> tuple[Member, Member]:
    """Both as they are now, one deed between them at a time."""
    wanted = {author.pk, other.pk}
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[author.pk], found[other.pk]


def _locked(conversation: Conversation) -> Conversation:
    row: Conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    return row
