"""Money given back: never more than was paid, once, and in step with stock and ledger."""

from uuid import uuid4

import pytest

from juluo.core.models import Member
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES, SHIPPING
from juluo.mall.models import Order, Refund, ReturnedPayment, ShippingZone, Stock
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest, return_payment, settle_refund
from juluo.mall.rules.orders import Part, part_for
from juluo.mall.tests.factories import make_variant, paid_order, placed_order
from juluo.testing.together import at_once

NOTHING = Money(0, "CNY")


def give(order: Order, quantity: int, *, key: str = "") -> Refund:
    line = order.lines.get()
    return refund_order(order, Giving(parts={line.id: part_for(line, quantity)}, reason="damp", key=key or uuid4().hex))


def test_part_of_a_line_goes_back_in_proportion(lin: Member) -> None:
    order = paid_order(lin, make_variant(price_minor=1001, on_hand=5), quantity=3)

    refund = give(order, 1)

    assert refund.goods_minor == 1001
    assert (balance_of(SALES, "CNY"), balance_of(REFUNDS_DUE, "CNY")) == (Money(2002, "CNY"), Money(1001, "CNY"))
    assert Stock.objects.get().on_hand == 3
    assert findings() == []


def test_the_same_key_gives_back_once(lin: Member) -> None:
    order = paid_order(lin, quantity=3)

    assert give(order, 1, key="k") == give(order, 1, key="k")
    assert Order.objects.get().refunded_minor == 9900


def test_never_more_than_was_paid(lin: Member) -> None:
    order = paid_order(lin, quantity=2)
    give(order, 2)
    line = order.lines.get()

    with pytest.raises(Refused) as refused:
        refund_order(order, Giving(parts={line.id: Part(0, 1)}, reason="more", key="more"))

    assert refused.value.code == "refund_too_large"
    assert balance_of(SALES, "CNY") == NOTHING


def test_refunds_at_once_never_exceed_the_order(lin: Member) -> None:
    order = paid_order(lin, quantity=2)

    answers = at_once(lambda: give(order, 1), times=5)

    assert [type(answer).__name__ for answer in answers].count("Refund") == 2
    assert Order.objects.get().refunded_minor == order.total_minor
    assert findings() == []


@pytest.mark.parametrize("part", [Part(-1, 0), Part(0, -5), Part(99, 1), Part(0, 10**9)])
def test_impossible_parts_are_refused(lin: Member, part: Part) -> None:
    order = paid_order(lin)
    line = order.lines.get()

    with pytest.raises(Refused):
        refund_order(order, Giving(parts={line.id: part}, shipping_minor=0, reason="?", key="?"))

    assert Refund.objects.count() == 0


def test_a_line_of_another_order_is_refused(lin: Member) -> None:
    order, other = paid_order(lin), paid_order(lin)
    foreign = other.lines.get()

    with pytest.raises(Refused) as refused:
        refund_order(order, Giving(parts={foreign.id: Part(1, 100)}, reason="?", key="?"))

    assert refused.value.status == 404


def test_an_unpaid_order_has_nothing_to_give_back(lin: Member) -> None:
    with pytest.raises(Refused) as refused:
        give(placed_order(lin), 1)

    assert refused.value.code == "not_paid"


def test_the_rest_includes_shipping_once(lin: Member) -> None:
    ShippingZone.objects.create(name="全国", fee_minor=1200)
    order = paid_order(lin, quantity=2)
    give(order, 1)

    refund = refund_rest(order, reason="all", key="rest")

    assert (refund.goods_minor, refund.shipping_minor) == (9900, 1200)
    assert balance_of(SALES, "CNY") == balance_of(SHIPPING, "CNY") == NOTHING


def test_a_settled_refund_leaves_nothing_due(lin: Member) -> None:
    refund = give(paid_order(lin), 1)

    settle_refund(refund)
    settle_refund(refund)

    assert balance_of(REFUNDS_DUE, "CNY") == balance_of(PROVIDER, "CNY") == NOTHING
    assert findings() == []


def test_a_payment_that_cannot_be_used_is_booked_once(lin: Member) -> None:
    order, payment = paid_order(lin), uuid4()

    answers = [return_payment(order, payment_id=payment, amount=order.total, reason="twice") for _each in range(2)]

    assert answers == [True, False]
    assert balance_of(REFUNDS_DUE, "CNY") == order.total
    assert balance_of(SALES, "CNY") == order.total
    assert ReturnedPayment.objects.values_list("payment_id", "amount_minor", "reason").get() == (payment, 9900, "twice")
