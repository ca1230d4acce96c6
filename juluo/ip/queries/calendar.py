"""What was published, what will be, and what is being written, by the days of the space."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from juluo.core import days
from juluo.ip.models import Post
from juluo.ip.queries.posts import posts_latest_first

MOST = 500
"""So many of each kind are shown of a stretch of days: more is no calendar."""
_WEEK = 7


class State(TextChoices):
    PUBLISHED = "published", pgettext_lazy("post", "Published")
    DUE = "due", pgettext_lazy("post", "Scheduled")
    DRAFT = "draft", pgettext_lazy("post", "Draft")


@dataclass(frozen=True, slots=True)
class Entry:
    """A post in the calendar: a draft stands where it was last changed."""

    post: Post
    state: State
    at: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what stands on it; one of the month before or after is not `inside`."""

    day: date
    entries: list[Entry]
    inside: bool


def entries_between(first: date, last: date) -> list[Entry]:
    """What stands on these days, both of them too, in the order of time."""
    since, until = days.began(first), days.ended(last)
    kinds: dict[State, tuple[QuerySet[Post], str]] = {
        State.PUBLISHED: (posts_latest_first().published(), "published_at"),  # type: ignore[attr-defined] # ours
        State.DUE: (posts_latest_first(), "due_at"),
        State.DRAFT: (posts_latest_first().filter(published_at=None, due_at=None), "updated_at"),
    }
    found = (
        [Entry(post, state, getattr(post, when)) for post in _between(posts, when, since, until)]
        for state, (posts, when) in kinds.items()
    )
    return sorted(chain.from_iterable(found), key=lambda entry: (entry.at, entry.post.pk))


def month_around(day: date) -> list[Day]:
    """The days of the month, from the Monday of its first week to the Sunday of its last."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    begin = first - timedelta(days=first.weekday())
    end = following + timedelta(days=-following.weekday() % _WEEK)
    entries = entries_between(begin, end - timedelta(days=1))
    count = (end - begin).days
    return [_day(begin + timedelta(days=at), entries, first.month) for at in range(count)]


def _between(posts: QuerySet[Post], when: str, since: datetime, until: datetime) -> QuerySet[Post]:
    return (
        posts.defer("text").filter(**{f"{when}__gte": since, f"{when}__lt": until}).order_by(f"-{when}", "-id")[:MOST]
    )


def _day(day: date, entries: list[Entry], month: int) -> Day:
    return Day(day, [each for each in entries if timezone.localdate(each.at) == day], day.month == month)
