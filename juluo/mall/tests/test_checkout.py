"""The checkout page: one order for one form, nothing typed lost, nothing charged that was not seen."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from juluo.core.models import FactRow, Member, Space
from juluo.core.spaces import acting_in
from juluo.mall.models import CartLine, Order, ShippingZone, Stock, Variant
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant
from juluo.testing.together import at_once

TYPED = {
    "name": "林一",
    "phone": "138 0000 0000",
    "region": "云南省",
    "city": "昆明市五华区",
    "line": "翠湖南路 1 号 <2 楼>",
    "postcode": "650000",
    "note": "请放门口",
}
type Fill = Callable[..., dict[str, str]]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def fill(client: Client, **changes: str) -> dict[str, str]:
    """The form as the page shows it, filled in."""
    page = client.get("/checkout/").content.decode()
    return TYPED | {"key": hidden(page, "key"), "agreed": hidden(page, "agreed")} | changes


def put(client: Client, variant: Variant, quantity: int = 1) -> None:
    assert client.post("/cart/", {"variant": str(variant.id), "quantity": quantity}).status_code == 302


@pytest.fixture
def buyer(browse: Browse, lin: Member) -> Client:
    """Lin's browser, with two pieces in the cart."""
    client = browse(lin)
    put(client, make_variant(title="生普饼", price_minor=9900, rungs={"fan": 7900}, on_hand=5), 2)
    return client


def test_a_filled_form_becomes_an_order_and_leads_to_paying(buyer: Client, lin: Member) -> None:
    answer = buyer.post("/checkout/", fill(buyer))

    order = Order.objects.get()
    assert answer["Location"] == f"/@shanye/orders/{order.ref}/payment/"
    assert (order.buyer, order.total_minor, order.note) == (lin, 15800, "请放门口")
    assert order.address == {name: TYPED[name] for name in ("name", "phone", "region", "city", "line", "postcode")}
    assert (CartLine.objects.count(), Stock.objects.get().reserved) == (0, 2)


def test_the_page_shows_the_rungs_price_the_shipping_and_the_total(buyer: Client) -> None:
    ShippingZone.objects.create(name="全国", fee_minor=1200)

    page = buyer.get("/checkout/").content.decode()

    for amount in ("¥158.00", "¥12.00"):
        assert amount in page
    assert hidden(page, "agreed") == "17000"
    assert "Order with obligation to pay" in page


def test_each_form_has_a_key_of_its_own(buyer: Client) -> None:
    assert fill(buyer)["key"] != fill(buyer)["key"]


def test_the_same_form_again_is_the_same_order(buyer: Client) -> None:
    form = fill(buyer)

    first, second = buyer.post("/checkout/", form), buyer.post("/checkout/", form)

    assert first["Location"] == second["Location"]
    assert (Order.objects.count(), Stock.objects.get().reserved) == (1, 2)
    assert FactRow.objects.filter(name="OrderPlaced").count() == 1


def test_a_double_click_is_one_order(buyer: Client) -> None:
    form = fill(buyer)

    answers = at_once(lambda: buyer.post("/checkout/", form).status_code, times=4)

    assert set(answers) == {302}
    assert (Order.objects.count(), Stock.objects.get().reserved) == (1, 2)


def test_an_old_form_leaves_what_was_put_in_the_cart_since(buyer: Client) -> None:
    form = fill(buyer)
    buyer.post("/checkout/", form)
    put(buyer, make_variant(title="新茶"))

    buyer.post("/checkout/", form)

    assert (Order.objects.count(), CartLine.objects.count()) == (1, 1)


def test_nothing_typed_is_lost_when_something_is_missing(buyer: Client) -> None:
    form = fill(buyer, phone="")

    answer = buyer.post("/checkout/", form)
    page = answer.content.decode()

    assert (answer.status_code, Order.objects.count()) == (422, 0)
    for typed in ("林一", "云南省", "昆明市五华区", "翠湖南路 1 号 &lt;2 楼&gt;", "650000", "请放门口"):
        assert f'value="{typed}"' in page
    assert hidden(page, "key") == form["key"]
    assert 'aria-describedby="id_phone_error"' in page


@pytest.mark.parametrize(
    "phone", ["call me", "１３８００００００００", "1", "+86" * 20, "138\x000000000", "13800000000; DROP"]
)
def test_a_phone_that_cannot_be_called_is_named(buyer: Client, phone: str) -> None:
    answer = buyer.post("/checkout/", fill(buyer, phone=phone))

    assert (answer.status_code, Order.objects.count()) == (422, 0)
    assert 'id="id_phone_error"' in answer.content.decode()


def test_what_was_sold_meanwhile_is_told_and_the_cart_stays(buyer: Client) -> None:
    form = fill(buyer)
    Stock.objects.update(on_hand=2, reserved=1)

    answer = buyer.post("/checkout/", form)
    page = answer.content.decode()

    assert (answer.status_code, Order.objects.count(), CartLine.objects.count()) == (422, 0, 1)
    assert ("Only 1 of “生普饼” are left." in page, 'value="昆明市五华区"' in page) == (True, True)
    assert Stock.objects.get().reserved == 1


def test_a_changed_price_is_confirmed_before_it_is_charged(buyer: Client) -> None:
    form = fill(buyer)
    Variant.objects.update(price_minor=5000)

    refused = buyer.post("/checkout/", form)
    page = refused.content.decode()

    assert (refused.status_code, Order.objects.count()) == (422, 0)
    assert "The price changed since you saw it." in page
    assert buyer.post("/checkout/", form | {"agreed": hidden(page, "agreed")}).status_code == 302
    assert Order.objects.get().total_minor == 10000


@pytest.mark.parametrize("agreed", ["-1", "0", "1", "15800.0", "１５８００", "9" * 30, "NaN", "", "1\x00"])
def test_a_total_that_was_never_shown_buys_nothing(buyer: Client, agreed: str) -> None:
    assert buyer.post("/checkout/", fill(buyer, agreed=agreed)).status_code == 422
    assert (Order.objects.count(), Stock.objects.get().reserved) == (0, 0)


@pytest.mark.parametrize("key", ["", "x" * 65, "a\x00b"])
def test_a_form_without_a_proper_key_buys_nothing(buyer: Client, key: str) -> None:
    assert buyer.post("/checkout/", fill(buyer, key=key)).status_code == 422
    assert Order.objects.count() == 0


def test_a_region_without_delivery_is_named_beside_the_field(buyer: Client) -> None:
    ShippingZone.objects.create(name="江南", regions=["浙江省"], fee_minor=800)

    answer = buyer.post("/checkout/", fill(buyer, agreed="15800"))

    page = answer.content.decode()
    assert (answer.status_code, Order.objects.count()) == (422, 0)
    assert ('id="id_region_error"' in page, "<dd>–</dd>" in page) == (True, True)
    assert "We do not deliver to this region yet." in page


def test_nothing_is_refused_before_a_region_is_said(buyer: Client) -> None:
    ShippingZone.objects.create(name="江南", regions=["浙江省"], fee_minor=800)

    page = buyer.get("/checkout/").content.decode()

    assert ("We do not deliver" in page, "/@shanye/shipping/" in page) == (False, True)


def test_shipping_that_the_typed_region_adds_is_confirmed_first(buyer: Client) -> None:
    ShippingZone.objects.create(name="其他", fee_minor=0)
    ShippingZone.objects.create(name="西南", regions=["云南省"], fee_minor=800)
    form = fill(buyer)

    page = buyer.post("/checkout/", form).content.decode()

    assert (form["agreed"], hidden(page, "agreed"), Order.objects.count()) == ("15800", "16600", 0)
    assert buyer.post("/checkout/", form | {"agreed": "16600"}).status_code == 302


def test_the_last_address_is_there_next_time(buyer: Client) -> None:
    assert 'value="Lin"' in buyer.get("/checkout/").content.decode()
    buyer.post("/checkout/", fill(buyer))
    put(buyer, make_variant())

    page = buyer.get("/checkout/").content.decode()

    assert ('value="昆明市五华区"' in page, 'value="林一"' in page) == (True, True)


def test_an_empty_cart_is_not_ordered(browse: Browse, lin: Member) -> None:
    client = browse(lin)

    assert "There is nothing to order" in client.get("/checkout/").content.decode()
    assert client.post("/checkout/", TYPED | {"key": "k", "agreed": "0"}).status_code == 422
    assert Order.objects.count() == 0


def test_a_guest_signs_in_and_comes_back_to_the_checkout(browse: Browse) -> None:
    login = "/@shanye/accounts/login/?next=%2F%40shanye%2Fcheckout%2F"
    referer = {"Referer": "/@shanye/checkout/"}

    assert browse().get("/checkout/")["Location"] == login
    assert browse().post("/checkout/", TYPED, headers=referer)["Location"] == login


def test_a_cart_of_another_space_is_not_ordered_here(browse: Browse, lin: Member, other_space: Space) -> None:
    with acting_in(other_space):
        foreign = make_variant()
        CartLine.objects.create(
            holder=lin.id, variant=foreign, quantity=1, seen_minor=1, added_at=foreign.product.published_at
        )

    assert "There is nothing to order" in browse(lin).get("/checkout/").content.decode()


def test_the_checkout_costs_the_same_for_one_and_three(buyer: Client, cost) -> None:
    first = cost(buyer, "/checkout/")
    put(buyer, make_variant())
    put(buyer, make_variant())

    assert cost(buyer, "/checkout/") == first


def test_paying_takes_two_clicks_and_names_what_is_paid(buyer: Client) -> None:
    place = buyer.post("/checkout/", fill(buyer))["Location"]

    page = buyer.get(place).content.decode()

    assert (Order.objects.get().ref in page, "Pay now" in page, "held until" in page) == (True, True, True)


def test_without_a_payment_company_paying_is_refused_in_words(buyer: Client) -> None:
    place = buyer.post("/checkout/", fill(buyer))["Location"]

    answer = buyer.post(place)

    assert answer.status_code == 409
    assert "This space cannot take payments yet." in answer.content.decode()


def test_what_costs_nothing_is_paid_at_once(browse: Browse, lin: Member) -> None:
    client = browse(lin)
    put(client, make_variant(price_minor=0))
    place = client.post("/checkout/", fill(client))["Location"]

    answer = client.post(place, follow=True)

    assert "Paid. It will be shipped soon." in answer.content.decode()
