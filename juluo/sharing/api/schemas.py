"""Shapes of commission: in a list, and explained order by order."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from ninja import Schema

from juluo.core.api.schemas import MoneyOut
from juluo.sharing.models import Commission


class CommissionOut(Schema):
    """What one payee earns on one order line: `granted` when it was paid, `standing` after what went back since.

    `slot` is 1 for whoever shared, 2 for who asked the question whose answer was bought. The order is named by its id:
    its number is the buyer's.
    """

    id: UUID
    order_id: UUID
    payee_id: UUID
    slot: int
    granted: MoneyOut
    standing: MoneyOut
    state: str
    made_at: datetime

    @classmethod
    def of(cls, commission: Commission) -> Self:
        return cls(
            id=commission.id,
            slot=commission.slot,
            order_id=commission.line.order_id,
            payee_id=commission.payee_id,
            granted=MoneyOut.of(commission.granted),
            standing=MoneyOut.of(commission.standing),
            state=commission.state.value,
            made_at=commission.made_at,
        )


class StudioCommissionOut(CommissionOut):
    """A commission as staff see it: with the number of the order."""

    order_ref: str

    @classmethod
    def of(cls, commission: Commission) -> Self:
        return cls(**CommissionOut.of(commission).dict(), order_ref=commission.line.order.ref)


class EarnedLineOut(Schema):
    """What one line of an order earns one payee: `rate_bp` (1/100 of a percent) of `base`, less what refunds took back.

    It becomes available at `window_ends_at`, when the return window ends; null until the goods have arrived.
    """

    title: str
    quantity: int
    payee_id: UUID
    plan_number: int | None
    rate_bp: int
    base: MoneyOut
    granted: MoneyOut
    lost: MoneyOut
    standing: MoneyOut
    state: str
    made_at: datetime
    window_ends_at: datetime | None
    available_at: datetime | None

    @classmethod
    def of(cls, commission: Commission) -> Self:
        line = commission.line
        sums: dict[str, Any] = {name: MoneyOut.of(getattr(commission, name)) for name in _SUMS}
        plain = {name: getattr(commission, name) for name in ("payee_id", "rate_bp", "made_at", "available_at")}
        return cls(
            **sums,
            **plain,
            title=line.title,
            quantity=line.quantity,
            window_ends_at=line.window_ends_at,
            plan_number=commission.plan.number if commission.plan else None,
            state=commission.state.value,
        )


_SUMS = ("base", "granted", "lost", "standing")
