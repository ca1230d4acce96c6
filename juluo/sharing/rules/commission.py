"""What a line earns its payees, and where that stands after refunds and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from juluo.core.money import round_half_even, split_minor
from juluo.mall.models import OrderLine
from juluo.sharing.models.commission import SLOT_OF_ASKER, SLOT_OF_SHARER

WHOLE = 10_000
"""Basis points of the whole."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a commission stands: minor units that wait, and minor units that are the payee's to spend."""

    pending: int
    available: int

    @property
    def total(self) -> int:
        return self.pending + self.available


@dataclass(frozen=True, slots=True)
class Share:
    """One payee of a line: their slot, and their rate (basis points of what was paid for it)."""

    payee_id: UUID
    slot: int
    rate_bp: int


def shares_of(sharer: tuple[UUID, int] | None, asker: tuple[UUID, int] | None) -> list[Share]:
    """Who earns of a line: whoever shared and whoever asked, each with a rate. Who is both earns once, the higher."""
    if sharer and asker and sharer[0] == asker[0]:
        return [Share(sharer[0], SLOT_OF_SHARER, max(sharer[1], asker[1]))]
    found = ((sharer, SLOT_OF_SHARER), (asker, SLOT_OF_ASKER))
    return [Share(earning[0], slot, earning[1]) for earning, slot in found if earning and earning[1]]


def split(base: int, rates_bp: Sequence[int], *, cap_bp: int = WHOLE) -> list[int]:
    """Share out a line's commission among its payees, in minor units: one part a rate.

    Rounded half-even once, for the line; never above `cap_bp` of `base` (≥ 0). The largest share takes the remainder.
    """
    total_bp = sum(rates_bp)
    if not total_bp:
        return [0 for _rate in rates_bp]
    total = round_half_even(base * min(total_bp, cap_bp), WHOLE)
    return split_minor(min(total, base * cap_bp // WHOLE), rates_bp)


def standing_of(line: OrderLine, granted: int, *, now: datetime, released: bool) -> Standing:
    """Where `granted` (minor units, of the whole line) must stand now.

    What was refunded shrinks it pro rata. It waits until the line's own return window has ended; what was `released`
    once stays available.
    """
    left = line.total_minor - line.refunded_minor
    kept = round_half_even(granted * left, line.total_minor) if line.total_minor else 0
    if released or (line.window_ends_at is not None and line.window_ends_at <= now):
        return Standing(0, kept)
    return Standing(kept, 0)
