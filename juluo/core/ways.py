"""Where lower pillars find how people come in: through which entrance a page brings its readers, and what that brought.

The pillars that know register themselves at start-up. Contents are named as footprints name them ("post:ID").
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from juluo.core.models import Member, Space


@dataclass(frozen=True, slots=True)
class WayCard:
    """What the studio shows beside a content: its entrance, how many read it last before joining, how many first.

    `url` is where the entrance is chosen.
    """

    url: str
    entrance: str
    last: int
    first: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A line of how somebody came: what it says, and the page of the studio about it ("" for none) for whom it is."""

    label: str
    value: str
    url: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Who knows the ways in. Each part may be registered by another pillar."""

    entrance: Callable[[Space, str], UUID | None] | None = None
    card: Callable[[str], WayCard] | None = None
    traces: Callable[[Member], list[Trace]] | None = None


_guides: list[Guide] = []


def register_guide(guide: Guide) -> None:
    _guides.append(guide)


def entrance_behind(space: Space, content: str) -> UUID | None:
    """The entrance through which readers of the content come in; None for the direct one."""
    return next((found for each in _guides if each.entrance and (found := each.entrance(space, content))), None)


def way_card(content: str) -> WayCard | None:
    """What is known of the content; None where nobody keeps it."""
    return next((each.card(content) for each in _guides if each.card), None)


def traces_of(member: Member, permissions: frozenset[str]) -> list[Trace]:
    """How the member came, for staff who hold these permissions: pages they may not open are left out."""
    found = [trace for each in _guides if each.traces for trace in each.traces(member)]
    return [trace if trace.permission in permissions else replace(trace, url="") for trace in found]
