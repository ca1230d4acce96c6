"""The chart of accounts: what each kind is, and which way its balance counts."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of account. `sign` turns entries into its natural balance; `guarded` ones never go below zero."""

    name: str
    sign: int
    owned: bool = False

    @property
    def guarded(self) -> bool:
        return self.owned


@dataclass(frozen=True, slots=True)
class Place:
    """Where money stands: a kind of account and, for a member's, whose."""

    kind: str
    owner_id: UUID | None = None

    def of(self, owner_id: UUID) -> "Place":
        return Place(self.kind, owner_id)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("provider", +1),
        Kind("sales", -1),
        Kind("shipping", -1),
        Kind("tips", -1),
        Kind("refunds_due", -1),
        Kind("commission_cost", +1),
        Kind("commission_pending", -1, owned=True),
        Kind("commission", -1, owned=True),
        Kind("points_cost", +1),
        Kind("points", -1, owned=True),
        Kind("owed", +1, owned=True),
    )
}

PROVIDER = Place("provider")
SALES = Place("sales")
SHIPPING = Place("shipping")
TIPS = Place("tips")
"""Support that bought nothing: no sale, so nobody earns of it."""
REFUNDS_DUE = Place("refunds_due")
COMMISSION_COST = Place("commission_cost")
COMMISSION_PENDING = Place("commission_pending")
COMMISSION = Place("commission")
POINTS_COST = Place("points_cost")
POINTS = Place("points")
OWED = Place("owed")


def natural(kind: str, minor: int) -> int:
    """Turn a sum of entries of `kind` into its balance: claims and revenue count credits, assets count debits."""
    return KINDS[kind].sign * minor
