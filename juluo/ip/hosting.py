"""Rooms that belong to something of an upper floor, such as a circle: who hosts them, and when nobody writes there.

The upper floor fills this at start-up. Only rooms that are `secluded` are asked about.
"""

from collections.abc import Callable
from dataclasses import dataclass

from juluo.core.models import Member
from juluo.ip.models import Room


@dataclass(frozen=True, slots=True)
class Keeper:
    """`hosts` tells whether the member looks after the room; `check_open` refuses while nobody writes in it."""

    hosts: Callable[[Member, Room], bool]
    check_open: Callable[[Room], None]


_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Let an upper floor keep rooms; filled once, at start-up."""
    _keepers.append(keeper)


def hosts(member: Member, room: Room) -> bool:
    """Whether the member looks after the room by what it belongs to."""
    return room.secluded and any(keeper.hosts(member, room) for keeper in _keepers)


def check_kept_open(room: Room) -> None:
    """Refuse while nobody writes where the room belongs."""
    for keeper in _keepers if room.secluded else ():
        keeper.check_open(room)
