"""Orders of support: no product, no price but what its giver chose, nothing to send, nobody who earns."""

from uuid import UUID, uuid4

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, insert
from juluo.ip.selling import Chosen
from juluo.mall.facts import OrderPlaced
from juluo.mall.models import Order, OrderLine
from juluo.mall.operations.orders import new_ref
from juluo.mall.rules.orders import HOLD_FOR

CHOSEN = "chosen"
"""The reason of a price that its payer named."""


def place_support(giver: Member, right: str, chosen: Chosen, *, visitor: UUID | None) -> Order:
    """Order what `giver` chose to pay for nothing. Call it in the transaction that holds the giver's lock."""
    now, minor = clock.now(), chosen.price.minor
    order = Order(
        ref=new_ref(now),
        key=uuid4().hex,
        buyer=giver,
        visitor=visitor,
        currency=chosen.price.currency,
        goods_minor=minor,
        total_minor=minor,
        support=True,
        placed_at=now,
        held_until=now + HOLD_FOR,
    )
    insert(order)
    line = OrderLine(
        order=order,
        title=chosen.title,
        right=right,
        quantity=1,
        list_minor=minor,
        unit_minor=minor,
        total_minor=minor,
        price_reason=CHOSEN,
        return_days=0,
    )
    order.all_lines = insert(line)
    record(OrderPlaced(order_id=order.id, buyer_id=giver.id, visitor=visitor))
    return order
