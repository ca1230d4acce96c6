"""The port through which something that a member said becomes a card of the board, with credit to who said it.

A comment does; paid questions, answers to surveys, reviews and proposals join by registering themselves at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from juluo.core.models import Member


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member said, and who: the beginning of a card."""

    title: str
    text: str
    asker: Member


type FindAsked = Callable[[UUID], Asked | None]


@dataclass(frozen=True, slots=True)
class Origin:
    """A kind of things that members say; `find` looks for one by its id among those that may be read."""

    kind: str
    label: str | Promise
    find: FindAsked


_origins: dict[str, Origin] = {}


def register_origin(origin: Origin) -> None:
    """Let staff make cards of this kind of things from now on."""
    _origins[origin.kind] = origin


def asked_at(kind: str, source: UUID) -> Asked | None:
    """What a member said there; None where there is no such thing."""
    origin = _origins.get(kind)
    return origin.find(source) if origin else None


def origins() -> list[tuple[str, str | Promise]]:
    """Every kind with its name."""
    return [(each.kind, each.label) for each in _origins.values()]
