"""A right bought for one subject at a time: ordered by itself, told to whoever declared it, given back whole."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import set_urlconf

from juluo.core import clock
from juluo.core.entitlements import may_use
from juluo.core.models import Entitlement, FactRow
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip import selling
from juluo.ip.selling import Kind, give_back
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import REFUNDS_DUE, SALES
from juluo.mall.models import Order, OrderLine, Refund, Variant
from juluo.mall.operations.carts import put_in_cart
from juluo.mall.operations.orders import Checkout, lapse_order, pay_order, place_order
from juluo.mall.operations.refunds import Giving, refund_order
from juluo.mall.operations.rights import order_right, sell_right, settle_rights
from juluo.mall.rules.orders import Part
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

PRICE = Money(3000, "CNY")
ONE, OTHER = "letter:1", "letter:2"


@pytest.fixture
def told(monkeypatch, space):
    """What the handlers of a kind sold by subject were told."""
    heard = []
    kind = Kind(
        key="letter",
        named=lambda key: "" if key else "一封信",
        page=lambda _key: "/letters/",
        by_subject=True,
        given=lambda bought: heard.append(("given", bought.subject, bought.member.name, bought.price.minor)),
        ended=lambda bought: heard.append(("ended", bought.subject, bought.member.name, bought.price.minor)),
    )
    monkeypatch.setitem(selling._kinds, "letter", kind)
    sell_right("letter", title="一封信", price=PRICE)
    set_urlconf("juluo.urls.space")
    yield heard
    set_urlconf(None)


def paid(order):
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    run_tasks()
    Order.objects.filter(pk=order.pk).update(payment_id=None)  # no provider to ask for the money
    return Order.objects.get(pk=order.pk)


def reason_of(order):
    return f"order-line:{order.lines.get().pk}"


def test_each_subject_is_bought_by_itself_and_its_kind_is_told_once(lin, told):
    first, second = (paid(order_right(lin, right)) for right in (ONE, OTHER))
    settle_rights(first)
    run_tasks(times=2)

    assert [line.right for line in OrderLine.objects.order_by("id")] == [ONE, OTHER]
    assert may_use(lin, ONE)
    assert may_use(lin, OTHER)
    assert told == [("given", "1", "Lin", 3000), ("given", "2", "Lin", 3000)]
    assert second.address == {}


def test_an_order_for_the_same_subject_is_the_one_that_stands(lin, mei, told):
    waiting = order_right(lin, ONE)
    assert order_right(lin, ONE) == waiting
    assert order_right(mei, ONE) != waiting

    paid(waiting)

    assert order_right(lin, ONE) == waiting


def test_two_who_ask_at_once_make_one_order(lin, told):
    orders = at_once(lambda: order_right(lin, ONE).pk, times=2)
    assert len(set(orders)) == 1
    assert Order.objects.count() == 1


def test_what_lapsed_is_ordered_anew_and_late_money_for_it_is_told_too(lin, told, settings):
    settings.JULUO_TEST_CLOCK = True
    first = order_right(lin, ONE)
    clock.advance(timedelta(minutes=16))
    lapse_order(first)
    second = order_right(lin, ONE)
    assert second != first

    paid(second)
    paid(first)

    assert told == [("given", "1", "Lin", 3000)] * 2


def test_nothing_by_subject_is_put_in_a_cart_or_ordered_without_it(lin, told):
    variant = selling_variant()
    before = digest()
    for attempt in (
        lambda: put_in_cart(lin.pk, variant, quantity=1, rung=None),
        lambda: place_order(lin, Checkout(pieces={variant.pk: 1}, key="k")),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "needs_subject"
    assert changes(before, digest()) == []


def test_what_is_not_on_sale_is_not_ordered(lin, told):
    with pytest.raises(Refused) as refusal:
        order_right(lin, "post:1")
    assert refusal.value.code == "not_on_sale"


def test_all_money_goes_back_once_and_the_right_with_it(lin, told):
    order = paid(order_right(lin, ONE))
    for _twice in range(2):
        give_back(reason_of(order), why="other")
        run_tasks(times=2)

    assert not may_use(lin, ONE)
    assert told == [("given", "1", "Lin", 3000), ("ended", "1", "Lin", 3000)]
    assert [refund.total_minor for refund in Refund.objects.all()] == [3000]
    assert (balance_of(SALES, "CNY").minor, balance_of(REFUNDS_DUE, "CNY").minor, findings()) == (0, 3000, [])


def test_a_refund_in_part_ends_nothing_and_the_rest_goes_back_later(lin, told):
    order = paid(order_right(lin, ONE))
    refund_order(order, Giving(parts={order.lines.get().pk: Part(0, 1000)}, reason="Sorry", key="a"))
    run_tasks()
    assert len(told) == 1

    give_back(reason_of(order), why="other")
    run_tasks()

    assert [kind for kind, *_rest in told] == ["given", "ended"]
    assert sorted(refund.total_minor for refund in Refund.objects.all()) == [1000, 2000]


def test_what_cost_nothing_ends_without_money(lin, told):
    sold = selling_variant()
    sold.price_minor = 0
    sold.save(update_fields=["price_minor"])
    order = paid(order_right(lin, ONE))

    give_back(reason_of(order), why="other")
    run_tasks(times=2)

    assert [kind for kind, *_rest in told] == ["given", "ended"]
    assert not Refund.objects.exists()
    assert order_right(lin, ONE) != order


def test_giving_back_that_is_rolled_back_gives_nothing_back(lin, told):
    order = paid(order_right(lin, ONE))
    with transaction.atomic():
        give_back(reason_of(order), why="other")
        transaction.set_rollback(True)
    run_tasks()
    assert may_use(lin, ONE)
    assert not FactRow.objects.filter(name="MoneyWantedBack").exists()


def test_the_money_of_another_space_is_not_given_back(lin, told, other_space):
    order = paid(order_right(lin, ONE))
    reason = reason_of(order)
    with acting_in(other_space):
        give_back(reason, why="other")
    with pytest.raises(OrderLine.DoesNotExist):
        run_tasks()
    assert may_use(lin, ONE)


def test_its_product_leads_to_where_it_is_chosen(client_of, mei, lin, told):
    product = selling_variant().product
    page = client_of(lin).get(f"/mall/{product.slug}/").content.decode()
    assert 'href="/letters/"' in page
    assert 'id="choose"' not in page
    assert client_of(mei).get("/studio/sales/rights/letter/").status_code == 302
    assert client_of(mei).get("/studio/sales/rights/letter:1/").status_code == 404
    assert client_of(mei).get("/studio/sales/rights/nothing/").status_code == 404
    answer = client_of(mei).put(
        "/api/v1/studio/rights/letter/sale", {"price_minor": 1}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["offers"][0]["price"]["minor"]) == (200, 3000)
    assert Entitlement.objects.count() == 0


def selling_variant():
    return Variant.objects.select_related("product").get(product__right="letter")


@pytest.mark.parametrize("reason", ["", "hand", "gift:x"])
def test_what_no_order_paid_for_is_not_given_back(space, reason):
    with pytest.raises(Refused) as refusal:
        give_back(reason, why="other")
    assert refusal.value.code == "not_paid"
    assert not FactRow.objects.filter(name="MoneyWantedBack").exists()
