"""What the caller was told, and what they want to be told."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, members_even_banned
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.reach.models import Habit
from juluo.reach.news import Channel
from juluo.reach.operations.notifications import mark_all_read, mark_read
from juluo.reach.operations.preferences import Wanted, change_preferences
from juluo.reach.queries.notifications import notifications_of, unread_count
from juluo.reach.queries.preferences import kinds_of, wishes_of
from juluo.reach.rules.wishes import is_wanted
from juluo.reach.shown import Shown, shown

router = Router(tags=["notifications"])

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Time of day, like 22:00.")]


class NotificationOut(Schema):
    """A piece of news in the caller's language; `url` is the path of what it tells of, or empty."""

    id: UUID
    kind: str
    title: str
    text: str
    url: str
    at: datetime
    read_at: datetime | None


class UnreadOut(Schema):
    """How many are unread, up to a hundred."""

    unread: Annotated[int, Field(ge=0, le=100)]


class SeenIn(Input):
    up_to: Annotated[Id, Field(description="The newest notification that was seen; what came after stays unread.")]


class ChoiceIn(Input):
    kind: Annotated[str, Field(min_length=1, max_length=40)]
    channel: Annotated[str, Field(min_length=1, max_length=8, description="app or mail")]
    wanted: bool


class ChoiceOut(Schema):
    """Whether a kind of news takes a channel; `law` names the source that forbids to switch it off, or is empty."""

    kind: str
    label: str
    channel: str
    wanted: bool
    law: str


class PreferencesIn(Input):
    """Choices left out stay as they are; the rest is replaced."""

    choices: Annotated[list[ChoiceIn], Field(max_length=200)] = []
    language: Annotated[str, Field(max_length=10, description="zh-hans, zh-hant, en, or empty for the space's.")] = ""
    time_zone: Annotated[str, Field(max_length=40, description="Like Asia/Shanghai, or empty for the space's.")] = ""
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None


class PreferencesOut(Schema):
    """What the caller wants: every kind and channel, and when mails are held back."""

    choices: list[ChoiceOut]
    language: str
    time_zone: str
    quiet_from: str | None
    quiet_until: str | None

    @classmethod
    def of(cls, member: Member) -> Self:
        habit = Habit.objects.filter(member=member).first() or Habit()
        return cls(
            choices=_choices(member),
            language=habit.language,
            time_zone=habit.time_zone,
            quiet_from=_clock(habit.quiet_from),
            quiet_until=_clock(habit.quiet_until),
        )


@router.get(
    "/notifications", auth=members_even_banned, response=Listed[NotificationOut], summary="List what you were told"
)
def notifications(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, notifications_of(request.member), asked, shown)


@router.get(
    "/notifications/unread", auth=members_even_banned, response=UnreadOut, summary="Count what you did not read"
)
def unread(request: ApiRequest) -> UnreadOut:
    """For a bell: it counts no further than a hundred."""
    return UnreadOut(unread=unread_count(request.member))


@router.put(
    "/notifications/{notification_id}/reading", auth=members_even_banned, response=NotificationOut, summary="Read one"
)
def reading(request: ApiRequest, notification_id: UUID) -> Shown:
    """Reading twice keeps the first time."""
    return shown(mark_read(get_or_404(notifications_of(request.member), id=notification_id)))


@router.post("/notifications/readings", auth=members_even_banned, response=UnreadOut, summary="Read all up to one")
def readings(request: ApiRequest, seen: SeenIn) -> UnreadOut:
    """Answers how many are left."""
    latest = get_or_404(notifications_of(request.member), id=seen.up_to)
    mark_all_read(request.member, up_to=latest.id)
    return UnreadOut(unread=unread_count(request.member))


@router.get(
    "/preferences", auth=members_even_banned, response=PreferencesOut, summary="What you want to be told, and how"
)
def preferences(request: ApiRequest) -> PreferencesOut:
    """Every kind of news that may concern the caller, by channel."""
    return PreferencesOut.of(request.member)


@router.put(
    "/preferences", auth=members_even_banned, response=PreferencesOut, summary="Choose what you are told, and how"
)
def choose(request: ApiRequest, wanted: PreferencesIn) -> PreferencesOut:
    """Refused with `law` where a law asks for the message."""
    change_preferences(
        request.member,
        Wanted(
            choices={(each.kind, each.channel): each.wanted for each in wanted.choices},
            language=wanted.language,
            time_zone=wanted.time_zone,
            quiet_from=_minutes(wanted.quiet_from),
            quiet_until=_minutes(wanted.quiet_until),
        ),
    )
    return PreferencesOut.of(request.member)


def _choices(member: Member) -> list[ChoiceOut]:
    said = wishes_of([member.pk]).get(member.pk, {})
    return [
        ChoiceOut(
            kind=kind.key,
            label=str(kind.label),
            channel=channel,
            wanted=is_wanted(kind, channel, said),
            law=kind.laws[channel].source if channel in kind.laws else "",
        )
        for kind in kinds_of(member)
        for channel in Channel
    ]


def _minutes(at: str | None) -> int | None:
    return None if at is None else int(at[:2]) * 60 + int(at[3:])


def _clock(minutes: int | None) -> str | None:
    return None if minutes is None else "{:02}:{:02}".format(*divmod(minutes, 60))
