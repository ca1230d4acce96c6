"""News as a reader sees it: in the words of their language, and with an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from juluo.core.pages import Page
from juluo.reach.models import Notification
from juluo.reach.news import kind_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification in words; `url` is "" if what it told of has no page."""

    id: UUID
    kind: str
    title: str
    text: str
    icon: str
    url: str
    at: datetime
    read_at: datetime | None


def shown(news: Notification) -> Shown:
    kind = kind_of(news.kind)
    words = kind.titled(news.data), kind.told(news.data)
    return Shown(news.id, news.kind, *words, kind.icon, place_of(news), news.at, news.read_at)


def list_of(page: Page[Notification]) -> dict[str, Any]:
    """What both lists, of members and of staff, show of a page."""
    unread = any(each.read_at is None for each in page.rows)
    return {"news": [shown(each) for each in page.rows], "next": page.next, "unread": unread}


def place_of(news: Notification) -> str:
    """The local path of what it tells of."""
    kind = kind_of(news.kind)
    try:
        return reverse(kind.view, args=[news.data[name] for name in kind.view_args])
    except (NoReverseMatch, KeyError):
        return ""
