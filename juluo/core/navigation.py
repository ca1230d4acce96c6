"""The places of the tab bar and of the studio: each pillar names its own at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

type Word = str | Promise


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the member pages. `shown` says whether this asker sees it."""

    url_name: str
    label: Word
    icon: str
    order: int
    shown: Callable[[HttpRequest], bool] = lambda _request: True


@dataclass(frozen=True, slots=True)
class StudioPlace:
    """A place of the studio, for staff with `permission`. Its `order` also says in which group it stands."""

    url_name: str
    label: Word
    icon: str
    permission: str
    order: int

    @property
    def group(self) -> Word:
        return next((label for first, label in reversed(_GROUPS) if first <= self.order), "")


_GROUPS: tuple[tuple[int, Word], ...] = (
    (14, pgettext_lazy("group of the studio", "Content")),
    (20, pgettext_lazy("group of the studio", "Community")),
    (30, pgettext_lazy("group of the studio", "Mall")),
    (60, pgettext_lazy("group of the studio", "Growth")),
    (80, pgettext_lazy("group of the studio", "Money")),
    (90, pgettext_lazy("group of the studio", "Settings")),
)
"""Where each group of the studio's places begins."""


@dataclass(frozen=True, slots=True)
class Bell:
    """What waits to be read: a page, and how many there are. The count is asked for when a page shows it."""

    url_name: str
    count: Callable[[HttpRequest], int]

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        counted = self.count(request)
        return {"url": reverse(self.url_name), "count": counted, "mark": "99+" if counted > MOST_MARKED else counted}


MOST_MARKED = 99
_bells: dict[str, Bell] = {}
_tabs: list[Tab] = []
_places: list[StudioPlace] = []


def register_tab(tab: Tab) -> None:
    _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


def register_studio_place(place: StudioPlace) -> None:
    _places.append(place)
    _places.sort(key=lambda each: each.order)


def register_bells(*, member: Bell, studio: Bell) -> None:
    _bells.update(member=member, studio=studio)


def bell(request: HttpRequest, where: str) -> dict[str, Any] | None:
    """The bell of the member pages or of the studio; None for guests."""
    return _bells[where].shown(request) if where in _bells and getattr(request, "member", None) else None


def member_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """What `member.html` shows at the bottom."""
    shown = (tab for tab in _tabs if tab.shown(request))
    return [{"label": tab.label, "url": reverse(tab.url_name), "icon": tab.icon} for tab in shown]


def studio_nav(permissions: frozenset[str]) -> list[dict[str, Any]]:
    """What `studio.html` shows to staff with these permissions."""
    allowed = (place for place in _places if place.permission in permissions)
    return [
        {"label": each.label, "url": reverse(each.url_name), "icon": each.icon, "group": each.group} for each in allowed
    ]
