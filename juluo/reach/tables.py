"""The matrix of kinds and channels, as the page draws it: a table for what concerns members, one for staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from juluo.reach.news import Audience, Channel, Kind, Law


@dataclass(frozen=True, slots=True)
class Box:
    """One choice; `law` says why it is ticked for good."""

    value: str
    channel: Channel
    ticked: bool
    law: Law | None


@dataclass(frozen=True, slots=True)
class Row:
    kind: Kind
    boxes: Sequence[Box]

    @property
    def laws(self) -> list[Law]:
        return list(dict.fromkeys(self.kind.laws.values()))


def matrix(kinds: Sequence[Kind], ticked: Collection[str]) -> list[tuple[Audience, list[Row]]]:
    """Tables with rows; an audience without kinds has none."""
    tables = [(audience, [_row(kind, ticked) for kind in kinds if kind.audience == audience]) for audience in Audience]
    return [(audience, rows) for audience, rows in tables if rows]


def _row(kind: Kind, ticked: Collection[str]) -> Row:
    return Row(kind, [_box(kind, channel, ticked) for channel in Channel])


def _box(kind: Kind, channel: Channel, ticked: Collection[str]) -> Box:
    value, law = f"{kind.key}:{channel.value}", kind.laws.get(channel)
    return Box(value, channel, law is not None or value in ticked, law)
