"""Reactions, decided over values already in hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Reaction


@dataclass(frozen=True, slots=True)
class Tally:
    """How many members feel so about something, and whether the reader is one of them."""

    kind: str
    label: str
    count: int
    mine: bool


def tallied(counts: Mapping[str, int], mine: str = "") -> list[Tally]:
    """A tally of every kind, always in the same order; `mine` is the kind that the reader gave."""
    return [Tally(kind.value, str(kind.label), counts.get(kind.value, 0), kind.value == mine) for kind in Reaction.Kind]


def check_kind(kind: str) -> Reaction.Kind:
    if kind not in Reaction.Kind.values:
        raise Refused(_("There is no such reaction."), code="unknown_reaction", field="kind", status=422)
    return Reaction.Kind(kind)
