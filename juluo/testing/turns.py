"""Every place meets everything in `make test-full`. In `make test` each place meets a few, and everything is met."""

from collections.abc import Sequence
from zlib import crc32

ALL = 0


def in_turn[Case](cases: Sequence[Case], place: str, few: int) -> Sequence[Case]:
    """`few` of the cases, or ALL of them: others for another place, always the same for the same."""
    if few == ALL or not cases:
        return cases
    first = crc32(place.encode()) % len(cases)
    return [*cases[first:], *cases[:first]][:few]
