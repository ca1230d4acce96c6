"""What there is in a space beside its posts, so that a page leads only where something is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core.memory import memory
from juluo.core.models import Member, Space
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Question, Room
from juluo.ip.queries.bundles import bundles_shown
from juluo.ip.queries.consultations import consultations_shown
from juluo.ip.queries.needs import decided_needs, open_needs
from juluo.ip.queries.rooms import unread_visits
from juluo.ip.queries.series import series_shown
from juluo.ip.queries.workpieces import workpieces_shown

_SECONDS = 60
_ROOMS = "rooms"


@dataclass(frozen=True, slots=True)
class Place:
    """A list that has something in it. `unread` is how many rooms hold news for this reader, None for all others."""

    key: str
    label: str | Promise
    note: str | Promise
    icon: str
    page: str
    unread: int | None = None

    @property
    def url(self) -> str:
        return reverse(self.page)


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    label: str | Promise
    note: str | Promise
    icon: str
    page: str
    rows: Callable[[], QuerySet[Any]]
    members_only: bool = False


_KINDS = (
    _Kind("series", _("Series"), _("To be read in order, each at one's own pace."), "list",
          "ip:series_list", series_shown),
    _Kind("bundles", _("Bundles"), _("Posts and series that are bought together."), "box",
          "ip:bundles", bundles_shown),
    _Kind(_ROOMS, _("Rooms"), _("Where members talk among themselves."), "door", "ip:rooms", Room.objects.shown),
    _Kind("questions", _("Questions"), _("What others asked, and what was answered."), "talk",
          "ip:questions", Question.objects.published),
    _Kind("consultations", _("Consultations"), _("Time with one of the people behind it."), "clock",
          "ip:consultations", consultations_shown),
    _Kind("workshop", _("Workshop"), _("What is being made, step by step."), "pen", "ip:workshop", workpieces_shown),
    _Kind("needs", pgettext_lazy("place", "Wishes"), _("What members wish for, and join each other in."), "gift",
          "ip:needs", open_needs, members_only=True),
    _Kind("decisions", pgettext_lazy("place", "Decisions"), _("What became of members' wishes, and why."), "check",
          "ip:decisions", decided_needs),
)  # fmt: skip


def places_here(space: Space, reader: Member | None) -> list[Place]:
    """The lists that this reader finds something in, in a settled order.

    What there is, is kept a minute (what is published shows at once); whether rooms hold news costs a member one query,
    and none where there is no room.
    """
    return [_place(kind, reader) for kind in _kinds(space, for_members=reader is not None)]


def pages_here(space: Space) -> list[str]:
    """The names of the pages of those lists that a guest reads."""
    return [kind.page for kind in _kinds(space, for_members=False)]


def _kinds(space: Space, *, for_members: bool) -> list[_Kind]:
    found = _kept(space)
    return [kind for kind in _KINDS if kind.key in found and (for_members or not kind.members_only)]


def _place(kind: _Kind, reader: Member | None) -> Place:
    unread = unread_visits(reader).count() if reader and kind.key == _ROOMS else None
    return Place(kind.key, kind.label, kind.note, kind.icon, kind.page, unread)


def _kept(space: Space) -> frozenset[str]:
    key = f"here:{space.id}:{space.pages_version}"
    found: frozenset[str] | None = memory.get(key)
    if found is None:
        found = _filled()
        memory.set(key, found, _SECONDS)
    return found


def _filled() -> frozenset[str]:
    """Which lists are not empty, in one query."""
    asked = {f"here_{kind.key}": Exists(kind.rows()) for kind in _KINDS}
    row = Space.objects.filter(pk=acting_space_id()).annotate(**asked).values(*asked).get()
    return frozenset(key.removeprefix("here_") for key, filled in row.items() if filled)
