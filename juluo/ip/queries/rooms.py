"""Rooms as people meet them: from outside, or from within."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juluo.core import clock
from juluo.core.entitlements import rights_among, rights_of
from juluo.core.models import Member, Space
from juluo.core.pages import Page, page_of
from juluo.core.people import permissions_of
from juluo.core.said.queries import is_reported
from juluo.core.spaces import acting_space_id
from juluo.ip.hosting import hosts
from juluo.ip.models import Audience, Message, Room, RoomVisit
from juluo.ip.queries.reading import Step
from juluo.ip.rules.audience import admits, right_to_room
from juluo.ip.rules.hours import is_open, next_opening, spans_of
from juluo.ip.selling import offers_for

SHOWN = 30
_HOSTS = "talk.moderate"
_ANSWERED = UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether one may write in a room now, and when one may next; None if nobody said."""

    open: bool
    next: datetime | None


def rooms_shown() -> QuerySet[Room]:
    """Rooms whose door everybody sees, the latest made first."""
    return Room.objects.shown().select_related("picture").order_by("-id")


def rooms_met_by(reader: Member | None) -> QuerySet[Room]:
    """The same, and the secluded ones that the reader has the right to enter.

    `unread` says whether others spoke there since the reader was there last, and they may enter.
    """
    if reader is None or reader.banned_at or reader.left_at:
        return rooms_shown().annotate(unread=Value(value=False))
    right = Concat(Value("room:"), Cast(OuterRef("pk"), TextField()))
    known = Q(secluded=False) | Exists(rights_of(reader).filter(right=right))
    news = Exists(unread_visits(reader).filter(room=OuterRef("pk")))
    found = Room.objects.opened().filter(known).select_related("picture").order_by("-id")
    return found.annotate(unread=news)


def room_met_by(reader: Member | None, room_id: UUID) -> Room | None:
    """The open room under the id, unless it is secluded and the reader may not enter."""
    room: Room | None = Room.objects.opened().select_related("picture").filter(pk=room_id).first()
    return room if room and (not room.secluded or may_enter(reader, room)) else None


def unread_visits(member: Member) -> QuerySet[RoomVisit]:
    """The member's visits of rooms that still admit them and where others spoke since. One query, however it is read.

    A room that they never entered is not among them.
    """
    if member.banned_at or member.left_at:
        return RoomVisit.objects.none()
    audiences = [each for each in Audience.values if admits(each, member)]
    right = Concat(Value("room:"), Cast(OuterRef("room"), TextField()))
    admitted = Q(room__audience__in=audiences) | Exists(rights_of(member).filter(right=right))
    said = Message.objects.said().exclude(author=member).filter(room=OuterRef("room"), position__gt=OuterRef("seen"))
    return RoomVisit.objects.filter(admitted, Exists(said), member=member, room__opened_at__isnull=False)


def rooms_of_staff() -> QuerySet[Room]:
    return Room.objects.select_related("picture").order_by("-id")


def may_enter(member: Member | None, room: Room) -> bool:
    """Whether the member (None is a guest) reads and writes in the room now. Who moderates talk enters every room."""
    return bool(enterable([room], member))


def enterable(rooms: Collection[Room], member: Member | None) -> set[UUID]:
    """Those of the rooms that the member may enter now, in two queries at most."""
    if member is None or member.banned_at or member.left_at:
        return set()
    opened = [room for room in rooms if room.opened_at]
    admitted = {room.pk for room in opened if admits(room.audience, member)}
    others = {right_to_room(room.pk): room.pk for room in opened if room.pk not in admitted}
    if not others:
        return admitted
    if _HOSTS in permissions_of(member.pk):
        return {room.pk for room in opened}
    return admitted | {others[right] for right in rights_among(member, others)}


def may_skip_pause(member: Member, room: Room) -> bool:
    """Whoever moderates talk, or hosts the room by what it belongs to, never waits in it."""
    return _HOSTS in permissions_of(member.pk) or hosts(member, room)


def step_into(room: Room, reader: Member | None) -> Step:
    """The one thing that somebody outside can do about it."""
    if reader is None and room.audience != Audience.BUYERS:
        return _joining(room)
    if offer := next(iter(offers_for([right_to_room(room.pk)], reader)), None):
        sentence = _("The door opens with “%(title)s”.") % {"title": offer.title}
        return Step(kind="buy", sentence=sentence, action=_("Buy it to enter"), url=offer.url, price=offer.price)
    if room.audience == Audience.BUYERS:
        sentence = _("The room is for those who bought it. It is not on sale at the moment.")
        return Step(kind="wait", sentence=sentence, action=_("See what is on sale"), url=reverse("mall:shelf"))
    return _rising(room, reader)


def messages_in(room: Room, reader: Member) -> QuerySet[Message]:
    """What is said in the room, the latest first; the reader's own also while they are hidden."""
    seen = Q(hidden_at=None) | Q(author=reader)
    found = Message.objects.filter(seen, room=room).exclude(text="").select_related("author", "answers__author")
    return found.order_by("-position", "-id")


def talk_in(room: Room, reader: Member, after: str = "") -> Page[Message]:
    """A page of what is said, the latest last; `next` leads to what was said before."""
    page = page_of(messages_in(room, reader), after, SHOWN)
    return Page(page.rows[::-1], page.next)


def message_to_answer(room: Room, message_id: UUID | str | None) -> Message | None:
    """The message of this room that stands under the id, for whoever may enter; None if there is none."""
    try:
        return messages_said().filter(room=room, pk=message_id).first() if message_id else None
    except ValidationError:
        return None


def unsaid(room: Room, author: Member | None) -> Message:
    """A message that nobody has said: pages keep it as the pattern of those that will be (`room-talk.js`)."""
    nobody = Member(pk=UUID(int=0))
    answered = Message(pk=_ANSWERED, room=room, author=nobody, text="…")
    return Message(pk=UUID(int=0), room=room, author=author or nobody, answers=answered, written_at=clock.now())


def messages_of(member: Member) -> QuerySet[Message]:
    """The member's own, also those that only they can still see."""
    return Message.objects.filter(author=member).exclude(text="").select_related("room")


def messages_said() -> QuerySet[Message]:
    """Messages in rooms that are shown; whether somebody may enter is asked by `may_enter`."""
    return Message.objects.said().filter(room__opened_at__isnull=False).select_related("room", "author")


def messages_latest_first(state: str = "") -> QuerySet[Message]:
    """For the studio; `state` "hidden" shows those that are, "reported" those that somebody reported."""
    found = Message.objects.exclude(text="").select_related("author", "room").order_by("-id")
    if state == "reported":
        return found.filter(is_reported("message"))
    return found.filter(hidden_at__isnull=False) if state == "hidden" else found


def latest_messages_by(author: Member, most: int) -> list[Message]:
    return list(Message.objects.filter(author=author).order_by("-id")[:most])


def last_said_at(author: Member, room: Room) -> datetime | None:
    """When the member last said something there, whether it still stands or not."""
    said = Message.objects.filter(author=author, room=room).order_by("-id")
    return said.values_list("written_at", flat=True).first()


def hours_of(room: Room) -> Hours:
    """When one may write, by the clocks of the space."""
    spans, now = spans_of(room.hours), clock.now()
    if not spans:
        return Hours(open=True, next=None)
    zone = zone_of_space()
    return Hours(is_open(spans, now, zone), next_opening(spans, now, zone))


def zone_of_space() -> ZoneInfo:
    return ZoneInfo(Space.objects.values_list("time_zone", flat=True).get(pk=acting_space_id()))


def _joining(room: Room) -> Step:
    sentence = _("The room is for members.")
    if room.audience != Audience.MEMBERS:
        sentence = _("The room is for a rung of members: %(audience)s.") % {"audience": room.get_audience_display()}
    url = f"{reverse('community:joining')}?{urlencode({'next': reverse('ip:room', args=[room.pk])})}"
    return Step(kind="join", sentence=sentence, action=_("Join to enter"), url=url)


def _rising(room: Room, reader: Member | None) -> Step:
    """For a member who stands too low, or who was banned."""
    if reader is None or reader.banned_at:
        sentence = _("The room is for members, and you are banned from this space.")
        return Step(kind="banned", sentence=sentence, action=pgettext("tab", "Me"), url=reverse("front:me"))
    names = {"audience": room.get_audience_display(), "rung": reader.get_rung_display()}
    sentence = _("The room is for a rung of members: %(audience)s. Yours is: %(rung)s.") % names
    return Step(kind="rise", sentence=sentence, action=_("See how one rises here"), url=reverse("community:rungs"))
