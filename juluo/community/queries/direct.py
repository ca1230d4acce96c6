"""What members write to each other alone, as each of the two reads it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from juluo.community.models import CircleMember, Conversation, DirectMessage, Reply, Seat, ShutDoor
from juluo.community.rules.direct import ASKED_WITHIN, MOST_AT_ONCE, Standing, pair_of
from juluo.core import clock
from juluo.core.models import Member, Staff
from juluo.core.pages import Page, page_of
from juluo.ip.models import Comment, Message

SHOWN = 30


def seats_of(member: Member) -> QuerySet[Seat]:
    """The member's conversations, the latest first; `unread` says whether something arrived since they looked."""
    later = DirectMessage.objects.filter(conversation=OuterRef("conversation"), position__gt=OuterRef("seen"))
    arrived = later.filter(unheard=False).exclude(text="").exclude(author=member)
    seats = Seat.objects.filter(member=member, last_at__isnull=False).select_related("conversation", "other")
    return seats.annotate(unread=Exists(arrived)).order_by("-last_at", "-id")


def seat_of(member: Member, conversation: Conversation) -> Seat:
    row: Seat = Seat.objects.select_related("other").get(conversation=conversation, member=member)
    return row


def written_in(seat: Seat, after: str = "") -> Page[DirectMessage]:
    """A page of what this side reads, the latest last; `next` leads to what was written before."""
    page = page_of(messages_read_at(seat), after, SHOWN)
    return Page(page.rows[::-1], page.next)


def messages_read_at(seat: Seat) -> QuerySet[DirectMessage]:
    """What this side reads, the latest first."""
    rows = DirectMessage.objects.read_by(seat.member_id).filter(conversation=seat.conversation_id)
    return rows.select_related("author").order_by("-position", "-id")


def unsaid_direct(author: Member) -> DirectMessage:
    """A message that nobody has written: the pattern of those that will be (`room-talk.js`)."""
    by_staff = Staff.objects.filter(member=author).exists()
    return DirectMessage(pk=UUID(int=0), author=author, by_staff=by_staff, written_at=clock.now())


def direct_messages_heard_by(member: Member) -> QuerySet[DirectMessage]:
    """What the member may read: of their own conversations, what arrived and what they wrote."""
    seats = Seat.objects.filter(member=member, last_at__isnull=False, conversation=OuterRef("conversation"))
    return DirectMessage.objects.read_by(member.pk).filter(Exists(seats))


def direct_messages_of(member: Member) -> QuerySet[DirectMessage]:
    """The member's own."""
    return DirectMessage.objects.filter(author=member).exclude(text="").select_related("conversation")


def conversation_between(one: Member, other: Member) -> Conversation | None:
    row: Conversation | None = Conversation.objects.filter(pair=pair_of(one, other)).first()
    return row


def standing_between(author: Member, other: Member) -> Standing:
    by_staff = Staff.objects.filter(member=author).exists()
    return Standing(by_staff=by_staff, met=have_met(author, other), door_shut=has_shut_door(other))


def have_met(one: Member, other: Member) -> bool:
    """Whether they belong to one circle now, or one has answered what the other said."""
    return share_circle(one, other) or _answered(one, other) or _answered(other, one)


def has_shut_door(member: Member) -> bool:
    return ShutDoor.objects.filter(member=member).exists()


def asks_lately(member: Member, now: datetime) -> int:
    return Conversation.objects.filter(asker=member, asked_at__gt=now - ASKED_WITHIN).count()


def latest_direct_by(author: Member) -> list[DirectMessage]:
    return list(DirectMessage.objects.filter(author=author).order_by("-id")[:MOST_AT_ONCE])


def share_circle(one: Member, other: Member) -> bool:
    """Whether both belong to one circle now."""
    theirs = CircleMember.objects.filter(member=other, left_at=None, circle=OuterRef("circle"))
    stays = CircleMember.objects.filter(Exists(theirs), member=one, left_at=None, circle__archived_at=None)
    return bool(stays.exists())


def _answered(one: Member, other: Member) -> bool:
    """Whether the one has answered the other, below a post, in a room or in a topic, and both still stands."""
    return any(
        model.objects.filter(author=one, hidden_at=None, answers__author=other, answers__hidden_at=None)
        .exclude(Q(text="") | Q(answers__text=""))
        .exists()
        for model in (Comment, Message, Reply)
    )


def member_to_write_to(member_id: UUID) -> QuerySet[Member]:
    return Member.objects.filter(pk=member_id, left_at=None, banned_at=None)
