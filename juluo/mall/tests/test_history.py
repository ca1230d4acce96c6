"""The past enters the mall with its own time, once, whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from juluo.core.models import FactRow
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.ledger.models import Transfer
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES, SHIPPING
from juluo.mall.models import Order, Product, Refund, Stock, Variant
from juluo.mall.operations.history import PastProduct, record_past_orders, record_past_products
from juluo.mall.operations.past_refunds import record_past_refunds
from juluo.mall.operations.refunds import Giving
from juluo.mall.queries.orders import orders_in
from juluo.mall.rules.history import PastLine, PastOrder
from juluo.mall.rules.orders import Part
from juluo.testing.jobs import due_tasks

LONG_AGO = datetime(2011, 7, 3, 9, tzinfo=UTC)
MUG = PastProduct(sku="MUG", title="Mug", price_minor=250, currency="GBP", at=LONG_AGO)


@pytest.fixture
def past(lin):
    mug = record_past_products([MUG])["MUG"]
    line = PastLine(variant_id=mug, title="Mug", quantity=4, unit_minor=250)
    return PastOrder(
        ref="500001",
        key="import:1",
        buyer_id=lin.id,
        currency="GBP",
        lines=[line],
        shipping_minor=300,
        at=LONG_AGO,
    )


def balances():
    return [balance_of(place, "GBP").minor for place in (PROVIDER, SALES, SHIPPING, REFUNDS_DUE)]


def test_a_product_of_the_past_is_on_the_shelf_and_sold_out(space):
    record_past_products([MUG, replace(MUG, sku="CUP", title="Cup")])

    assert set(Product.objects.on_sale().values_list("slug", "made_at")) == {
        ("mug-mug", LONG_AGO),
        ("cup-cup", LONG_AGO),
    }
    assert set(Stock.objects.values_list("on_hand", "reserved")) == {(0, 0)}


def test_a_product_that_is_there_stays_as_it_is(space):
    first = record_past_products([MUG])
    assert record_past_products([replace(MUG, title="Other", price_minor=1)]) == first
    assert Variant.objects.get().price_minor == 250


def test_products_whose_titles_and_codes_sound_alike_have_addresses_of_their_own(space):
    record_past_products([MUG])
    record_past_products([replace(MUG, sku="M.U.G"), replace(MUG, sku="mug"), replace(MUG, sku="老枞", title="水仙")])

    slugs = list(Product.objects.order_by("id").values_list("slug", flat=True))
    assert slugs[0] == "mug-mug"
    assert len(set(slugs)) == 4
    assert "水仙-老枞" in slugs


def test_an_order_of_the_past_is_paid_delivered_and_booked_at_its_time(past):
    waiting = due_tasks()
    (order,) = record_past_orders([past])

    assert (order.placed_at, order.paid_at, order.delivered_at) == (LONG_AGO, LONG_AGO, LONG_AGO)
    assert balances() == [1300, 1000, 300, 0]
    assert Transfer.objects.get().at == LONG_AGO
    facts = FactRow.objects.filter(subject_id=order.id).order_by("id")
    assert list(facts.values_list("name", "at")) == [
        (name, LONG_AGO) for name in ("OrderPlaced", "OrderPaid", "OrderShipped", "OrderDelivered")
    ]
    assert Stock.objects.get().on_hand == 0
    assert due_tasks() == waiting
    assert not orders_in("paid").exists()


def test_recording_an_order_twice_records_it_once(past):
    record_past_orders([past])
    assert record_past_orders([past, replace(past, key="import:2", shipping_minor=0)]) == []
    assert (Order.objects.count(), balances()) == (1, [1300, 1000, 300, 0])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lines": [], "shipping_minor": 0}, "nothing_paid"),
        ({"shipping_minor": -1}, "bad_line"),
        ({"lines": [PastLine(variant_id=None, title="x", quantity=0, unit_minor=1)]}, "bad_line"),
        ({"lines": [PastLine(variant_id=None, title="x", quantity=1, unit_minor=-1)]}, "bad_line"),
    ],
)
def test_one_bad_order_and_none_is_recorded(past, change, code):
    with pytest.raises(Refused) as refused:
        record_past_orders([past, replace(past, ref="500002", **change)])
    assert refused.value.code == code
    assert not Order.objects.exists()


def test_a_refund_of_the_past_leaves_no_money_due_and_no_stock(past):
    (order,) = record_past_orders([past])
    line, later = order.lines.get(), LONG_AGO + timedelta(days=9)
    giving = Giving(parts={line.id: Part(1, 250)}, shipping_minor=300, reason="Cancelled", key="import:C1")

    (refund,) = record_past_refunds({order.id: giving}, at=later)
    assert record_past_refunds({order.id: giving}, at=later) == [refund]

    assert (refund.made_at, refund.settled_at, refund.total_minor) == (later, later, 550)
    assert balances() == [750, 750, 0, 0]
    assert Stock.objects.get().on_hand == 0
    order.refresh_from_db()
    assert (order.refunded, order.lines.get().refunded_quantity) == (Money(550, "GBP"), 1)
    assert findings() == []


def test_a_refund_above_what_is_left_undoes_the_others_with_it(past):
    first, second = record_past_orders([past, replace(past, ref="500002", key="import:2")])
    givings = {
        order.id: Giving(parts={order.lines.get().id: Part(pieces, 250 * pieces)}, reason="x", key="import:C1")
        for order, pieces in ((first, 1), (second, 5))
    }
    with pytest.raises(Refused) as refused:
        record_past_refunds(givings, at=LONG_AGO)
    assert refused.value.code == "refund_too_large"
    assert not Refund.objects.exists()
