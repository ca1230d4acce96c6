"""What opens something is sold like goods, and is no goods: no stock, no parcel, no address, once to each member."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.urls import set_urlconf
from django.utils.encoding import iri_to_uri

from juluo.core.entitlements import may_use
from juluo.core.models import Entitlement, FactRow
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.rules.audience import right_to_post
from juluo.ip.selling import offers_for
from juluo.ip.tests.factories import make_post
from juluo.ledger.models import Entry
from juluo.mall.models import Order, OrderState, Product, Stock
from juluo.mall.operations.catalog import publish_product, withdraw_product
from juluo.mall.operations.orders import Checkout, pay_order, place_order, ship_order
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest
from juluo.mall.operations.rights import sell_right, settle_rights
from juluo.mall.rules.orders import Part
from juluo.mall.tests.factories import HOME, make_variant
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks

PRICE = Money(2900, "CNY")


@pytest.fixture
def right(mei):
    return right_to_post(make_post(mei).pk)


def variant_of(right):
    return sell_right(right, title="三封信", price=PRICE).variants.get()


def bought(buyer, *variants, address=None):
    asked = Checkout(pieces={each.pk: 1 for each in variants}, key=uuid4().hex, address=address)
    order = place_order(buyer, asked)
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    run_tasks()
    Order.objects.filter(pk=order.pk).update(payment_id=None)  # no provider to ask for the money
    return Order.objects.get(pk=order.pk)


def rights_told():
    return list(FactRow.objects.filter(name__startswith="Access").order_by("id").values_list("name", flat=True))


def test_who_paid_holds_the_right_once_and_needs_no_address(mei, lin, right):
    order = bought(lin, variant_of(right))
    settle_rights(order)
    settle_rights(order)

    assert may_use(lin, right)
    assert not may_use(mei, right)
    assert (order.address, order.shipping_minor, order.state) == ({}, 0, OrderState.DELIVERED)
    assert rights_told() == ["AccessGiven"]
    assert Entitlement.objects.get().until is None
    assert not Notification.objects.filter(kind="mall.order_to_ship").exists()
    assert Entry.objects.aggregate(sum=Sum("minor"))["sum"] == 0


def test_tasks_that_run_twice_give_the_right_once(lin, right):
    order = place_order(lin, Checkout(pieces={variant_of(right).pk: 1}, key="k"))
    pay_order(order, payment_id=uuid4(), amount=order.total)
    run_tasks(times=2)
    assert (Entitlement.objects.count(), rights_told()) == (1, ["AccessGiven"])


def test_an_order_that_is_not_paid_opens_nothing(lin, right):
    order = place_order(lin, Checkout(pieces={variant_of(right).pk: 1}, key="k"))
    settle_rights(order)
    run_tasks()
    assert not may_use(lin, right)


def test_a_refund_of_the_line_ends_the_right_and_one_in_part_does_not(lin, right):
    tea = make_variant(price_minor=1000)
    order = bought(lin, variant_of(right), tea, address=HOME)
    opening = order.lines.get(variant__product__right=right)
    for key, part in (("a", Part(0, 900)), ("b", None)):
        other = order.lines.exclude(pk=opening.pk).get()
        parts = {opening.pk: part} if part else {other.pk: Part(1, 1000)}
        refund_order(order, Giving(parts=parts, reason="Sorry", key=key))
        run_tasks()
        assert may_use(lin, right)

    refund_order(order, Giving(parts={opening.pk: Part(0, 2000)}, reason="All of it", key="c"))
    run_tasks(times=2)
    settle_rights(order)

    assert not may_use(lin, right)
    assert rights_told() == ["AccessGiven", "AccessEnded"]


def test_a_right_is_bought_again_after_a_refund_and_not_before(lin, right):
    variant = variant_of(right)
    first = bought(lin, variant)
    with pytest.raises(Refused) as refusal:
        bought(lin, variant)
    assert refusal.value.code == "limit_reached"

    refund_rest(first, reason="Not for me", key="k")
    run_tasks()
    bought(lin, variant)
    settle_rights(first)

    assert may_use(lin, right)


def test_goods_beside_it_still_travel_and_need_an_address(lin, right):
    variant, tea = variant_of(right), make_variant(price_minor=1000, on_hand=1)
    with pytest.raises(Refused) as refusal:
        place_order(lin, Checkout(pieces={variant.pk: 1, tea.pk: 1}, key="k"))
    assert (refusal.value.code, refusal.value.field) == ("address_missing", "address")
    assert not Order.objects.exists()

    order = bought(lin, variant, tea, address=HOME)

    assert (order.state, order.address["name"]) == (OrderState.PAID, "林一")
    assert may_use(lin, right)
    assert Stock.objects.get(variant=tea).on_hand == 0
    assert Stock.objects.get(variant=variant).reserved == 0


def test_what_opened_when_it_was_paid_is_not_shipped(lin, right):
    order = bought(lin, variant_of(right))
    with pytest.raises(Refused) as refusal:
        ship_order(order, carrier="SF", parcel_number="1")
    assert refusal.value.code == "nothing_to_ship"


def test_a_right_is_on_sale_once(space, right):
    together, sold = threading.Barrier(2), []

    def run():
        with acting_in(space):
            together.wait()
            sold.append(sell_right(right, title="三封信", price=PRICE).pk)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(set(sold)), Product.objects.filter(right=right).count()) == (1, 1)
    product = sell_right(right, title="别的名字", price=Money(1, "CNY"))
    assert (product.title, product.variants.get().price_minor) == ("三封信", 2900)


def test_settling_rolled_back_leaves_nothing(lin, right):
    order = place_order(lin, Checkout(pieces={variant_of(right).pk: 1}, key="k"))
    with transaction.atomic():
        pay_order(order, payment_id=uuid4(), amount=order.total)
        settle_rights(order)
        transaction.set_rollback(True)
    assert (Entitlement.objects.count(), rights_told()) == (0, [])


def test_the_port_offers_what_is_on_sale_here_at_the_readers_price(lin, wu, other_space, right):
    product = sell_right(right, title="三封信", price=PRICE)
    with acting_in(other_space):
        sell_right(right, title="别处的", price=PRICE)

    set_urlconf("juluo.urls.space")
    (offer,) = offers_for([right, "post:other"], lin)

    assert (offer.title, offer.price, offer.right) == ("三封信", PRICE, right)
    withdraw_product(product)
    assert offers_for([right], lin) == []
    publish_product(product)
    assert len(offers_for([right], None)) == 1
    set_urlconf(None)


def test_the_api_orders_a_right_without_an_address_and_goods_not(client_of, lin, right):
    variant, tea = variant_of(right), make_variant()
    browser = client_of(lin)

    def order(variant_id, key):
        body = {"lines": [{"variant_id": str(variant_id), "quantity": 1}]}
        headers = {"Idempotency-Key": key}
        return browser.post("/api/v1/orders", body, content_type="application/json", headers=headers)

    made = order(variant.pk, "a")
    assert (made.status_code, made.json()["address"], made.json()["shipping"]["minor"]) == (201, {}, 0)
    before = digest()
    refused = order(tea.pk, "b")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/address")
    assert changes(before, digest()) == []
    shown = browser.get(f"/api/v1/products/{variant.product.slug}").json()
    assert (shown["right"], browser.get(f"/api/v1/products/{tea.product.slug}").json()["right"]) == (right, "")


def test_only_who_may_sell_puts_a_post_on_sale(client_of, mei, lin, wu, other_space, right):
    with acting_in(other_space):
        foreign = make_post(wu)
    path = f"/studio/sales/posts/{right.removeprefix('post:')}/"
    before = digest()
    assert client_of(lin).get(path).status_code == 404
    assert client_of(mei).get(f"/studio/sales/posts/{foreign.pk}/").status_code == 404
    assert client_of(mei).post(path, {"title": "三封信", "price": "-1"}).status_code == 422
    assert client_of(mei).post(path, {"title": "", "price": "29"}).status_code == 422
    assert changes(before, digest()) == []

    assert client_of(mei).post(path, {"title": "三封信", "price": "29"}).status_code == 302

    product = Product.objects.get(right=right)
    assert client_of(mei).get(path)["Location"] == iri_to_uri(f"/@shanye/studio/products/{product.slug}/")


@pytest.mark.parametrize("body", [{}, {"price_minor": -1}, {"price_minor": "1"}, {"price_minor": 1, "title": ""}])
def test_a_sale_over_the_api_says_a_price(client_of, mei, lin, right, body):
    path = f"/api/v1/studio/posts/{right.removeprefix('post:')}/sale"
    before = digest()
    assert client_of(mei).put(path, body, content_type="application/json").status_code == 422
    assert client_of(lin).put(path, {"price_minor": 2900}, content_type="application/json").status_code == 403
    assert changes(before, digest()) == []

    sold = [client_of(mei).put(path, {"price_minor": 2900}, content_type="application/json") for _twice in range(2)]

    assert [each.status_code for each in sold] == [200, 200]
    assert (sold[0].json()["right"], sold[0].json()["offers"][0]["price"]["minor"]) == (right, 2900)
    assert Product.objects.count() == 1
    assert client_of().put(path, {}, content_type="application/json").status_code == 401
