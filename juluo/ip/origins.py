"""The port through which something that a member said becomes a card of the board, with credit to who said it.

Comments, paid questions and waves of the survey do; reviews and proposals join by registering themselves at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from juluo.core.models import Member


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member said, and who: the beginning of a card.

    `asker` is None where nobody may be named: the card then stands under the name of whoever takes it down.
    """

    title: str
    text: str
    asker: Member | None


type FindAsked = Callable[[UUID], Asked | None]


@dataclass(frozen=True, slots=True)
class Origin:
    """A kind of things that members say; `find` looks for one by its id among those that may be read.

    `view` is where the studio shows it to staff with `permission`, by its id if `by_id`.
    """

    kind: str
    label: str | Promise
    find: FindAsked
    view: str
    permission: str
    by_id: bool = True


_origins: dict[str, Origin] = {}


def register_origin(origin: Origin) -> None:
    """Let staff make cards of this kind of things from now on."""
    _origins[origin.kind] = origin


def asked_at(kind: str, source: UUID) -> Asked | None:
    """What a member said there; None where there is no such thing."""
    origin = _origins.get(kind)
    return origin.find(source) if origin else None


def place_of(kind: str, source: UUID | None, permissions: frozenset[str]) -> tuple[str | Promise, str] | None:
    """The way back: what it was said in, and where staff with these permissions see it; None if there is none."""
    origin = _origins.get(kind)
    if origin is None or source is None or origin.permission not in permissions or origin.find(source) is None:
        return None
    return origin.label, reverse(origin.view, args=[source] if origin.by_id else [])


def origins() -> list[tuple[str, str | Promise]]:
    """Every kind with its name."""
    return [(each.kind, each.label) for each in _origins.values()]
