"""The life of an order, its stock and its money."""

from datetime import timedelta
from uuid import uuid4

import pytest

from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, SALES
from juluo.mall.models import Order, ShippingZone, Stock
from juluo.mall.operations.orders import (
    cancel_order,
    deliver_order,
    lapse_order,
    pay_order,
    place_order,
    ship_order,
)
from juluo.mall.tests.factories import checkout_of, make_variant, paid_order, placed_order
from juluo.testing.together import at_once


def test_a_fan_pays_the_price_of_their_rung_and_sees_why(lin: Member) -> None:
    line = placed_order(lin, make_variant(price_minor=9900, rungs={"fan": 7900, "angel": 6900})).lines.get()

    assert (line.unit_minor, line.list_minor, line.price_reason) == (7900, 9900, "rung:fan")


def test_a_rung_price_above_the_list_price_is_not_taken(lin: Member) -> None:
    line = placed_order(lin, make_variant(price_minor=9900, rungs={"fan": 12000})).lines.get()

    assert (line.unit_minor, line.price_reason) == (9900, "list")


def test_the_same_key_is_one_order(lin: Member) -> None:
    checkout = checkout_of(make_variant(on_hand=5))

    assert place_order(lin, checkout) == place_order(lin, checkout)
    assert Stock.objects.get().reserved == 1


def test_two_at_once_with_one_key_are_one_order(lin: Member) -> None:
    checkout = checkout_of(make_variant(on_hand=5))

    answers = at_once(lambda: place_order(lin, checkout), times=4)

    assert len({order.id for order in answers}) == 1
    assert Stock.objects.get().reserved == 1


def test_the_last_piece_goes_to_one_of_many(lin: Member, mei: Member) -> None:
    variant = make_variant(on_hand=1)

    answers = at_once(lambda: place_order(lin, checkout_of(variant)), lambda: place_order(mei, checkout_of(variant)))

    assert sorted(type(answer).__name__ for answer in answers) == ["Order", "Refused"]
    assert Order.objects.count() == 1


def test_a_refused_order_leaves_nothing(lin: Member) -> None:
    plenty, scarce = make_variant(title="多", on_hand=9), make_variant(title="少", on_hand=1)
    before = FactRow.objects.count()

    with pytest.raises(Refused, match="少") as refused:
        place_order(lin, checkout_of(plenty, scarce, quantity=2))

    assert refused.value.code == "sold_out"
    assert (Order.objects.count(), FactRow.objects.count()) == (0, before)
    assert set(Stock.objects.values_list("reserved", flat=True)) == {0}


@pytest.mark.parametrize("quantity", [0, -1, 10_000])
def test_quantities_nobody_means_are_refused(lin: Member, quantity: int) -> None:
    with pytest.raises(Refused) as refused:
        place_order(lin, checkout_of(make_variant(), quantity=quantity))

    assert refused.value.code == "bad_quantity"


def test_a_changed_total_is_refused_before_anything_is_taken(lin: Member) -> None:
    variant = make_variant(price_minor=9900)
    checkout = checkout_of(variant)
    seen = type(checkout)(pieces=checkout.pieces, address=checkout.address, key="k", agreed=Money(9800, "CNY"))

    with pytest.raises(Refused) as refused:
        place_order(lin, seen)

    assert refused.value.code == "price_changed"
    assert Stock.objects.get().reserved == 0


def test_regions_without_delivery_are_refused(lin: Member) -> None:
    ShippingZone.objects.create(name="江南", regions=["浙江省"], fee_minor=800)

    with pytest.raises(Refused) as refused:
        placed_order(lin)

    assert refused.value.code == "region_not_served"


def test_shipping_is_free_from_its_threshold(lin: Member) -> None:
    ShippingZone.objects.create(name="全国", fee_minor=1200, free_from_minor=20_000)
    variant = make_variant(price_minor=9900)

    assert placed_order(lin, variant).shipping_minor == 1200
    assert placed_order(lin, variant, quantity=3).shipping_minor == 0


def test_a_limit_counts_unpaid_orders_too(lin: Member) -> None:
    variant = make_variant(on_hand=10)
    variant.limit_per_member = 2
    variant.save()
    placed_order(lin, variant)

    with pytest.raises(Refused) as refused:
        placed_order(lin, variant, quantity=2)

    assert refused.value.code == "limit_reached"


def test_a_limit_holds_when_two_orders_come_at_once(lin: Member) -> None:
    variant = make_variant(on_hand=10)
    variant.limit_per_member = 1
    variant.save()

    answers = at_once(lambda: place_order(lin, checkout_of(variant)), times=4)

    assert [type(answer).__name__ for answer in answers].count("Order") == 1


def test_paying_twice_posts_one_sale(lin: Member) -> None:
    order = placed_order(lin)
    payment = uuid4()

    assert pay_order(order, payment_id=payment, amount=order.total)
    assert pay_order(order, payment_id=payment, amount=order.total)

    assert balance_of(SALES, "CNY") == balance_of(PROVIDER, "CNY") == order.total
    assert FactRow.objects.filter(name="OrderPaid").count() == 1
    assert findings() == []


def test_two_payments_at_once_settle_an_order_once(lin: Member) -> None:
    order = placed_order(lin)

    answers = at_once(lambda: pay_order(order, payment_id=uuid4(), amount=order.total), times=3)

    assert sorted(answers) == [False, False, True]
    assert balance_of(SALES, "CNY") == order.total


def test_another_amount_never_pays_an_order(lin: Member) -> None:
    order = placed_order(lin)

    assert not pay_order(order, payment_id=uuid4(), amount=Money(order.total_minor - 1, "CNY"))
    assert Order.objects.get().paid_at is None


def test_paying_takes_the_reserved_pieces_off_the_shelf(lin: Member) -> None:
    paid_order(lin, make_variant(on_hand=10), quantity=3)

    stock = Stock.objects.get()
    assert (stock.on_hand, stock.reserved) == (7, 0)


def test_an_order_not_paid_in_time_gives_its_stock_back_once(lin: Member) -> None:
    order = _overdue(placed_order(lin, make_variant(on_hand=2), quantity=2))

    lapse_order(order)
    lapse_order(order)

    assert Stock.objects.get().reserved == 0
    assert FactRow.objects.filter(name="OrderLapsed").count() == 1


def test_an_order_in_time_does_not_lapse(lin: Member) -> None:
    with pytest.raises(Refused):
        lapse_order(placed_order(lin))


def test_a_late_payment_takes_stock_again_if_there_is_any(lin: Member) -> None:
    order = lapse_order(_overdue(placed_order(lin, make_variant(on_hand=2), quantity=2)))

    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    assert Stock.objects.get().on_hand == 0


def test_a_late_payment_for_what_is_gone_is_not_used(lin: Member, mei: Member) -> None:
    variant = make_variant(on_hand=2)
    late = lapse_order(_overdue(placed_order(lin, variant, quantity=2)))
    paid_order(mei, variant, quantity=1)

    assert not pay_order(late, payment_id=uuid4(), amount=late.total)
    assert Order.objects.get(pk=late.pk).paid_at is None
    assert Stock.objects.get().on_hand == 1


def test_cancelling_gives_stock_back_once(lin: Member) -> None:
    order = placed_order(lin, make_variant(on_hand=2), quantity=2)

    cancel_order(order, reason="Changed my mind")
    cancel_order(order, reason="Changed my mind")

    assert Stock.objects.get().reserved == 0


def test_a_paid_order_is_not_cancelled(lin: Member) -> None:
    with pytest.raises(Refused) as refused:
        cancel_order(paid_order(lin), reason="too late")

    assert refused.value.code == "already_paid"


def test_an_unpaid_order_is_not_shipped(lin: Member) -> None:
    with pytest.raises(Refused):
        ship_order(placed_order(lin), carrier="顺丰", parcel_number="SF1")


def test_the_return_window_runs_from_the_day_after_delivery(lin: Member) -> None:
    order = ship_order(paid_order(lin), carrier="顺丰", parcel_number="SF1")

    delivered = deliver_order(deliver_order(order))

    assert delivered.delivered_at is not None
    assert delivered.lines.get().window_ends_at == delivered.delivered_at + timedelta(days=8)
    assert FactRow.objects.filter(name="OrderDelivered").count() == 1


def _overdue(order: Order) -> Order:
    order.held_until = clock.now() - timedelta(seconds=1)
    order.save(update_fields=["held_until"])
    return order
