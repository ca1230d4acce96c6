"""The cart of a guest, of a member, and of a guest who becomes one."""

import pytest
from django.test import Client

from juluo.core.models import Member, Space
from juluo.core.spaces import acting_in
from juluo.mall.models import CartLine, Stock, Variant
from juluo.mall.operations.catalog import withdraw_product
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant
from juluo.testing.together import at_once

ABSURD = [
    "0",
    "-1",
    "-0",
    "",
    "abc",
    "1.5",
    "1e3",
    "１",
    "١",
    "10000",
    "9" * 40,
    "1\x00",
    "NaN",
    "[1]",
    "1,000",
    "true",
]


def put(client: Client, variant: Variant, quantity: str | int = 1, **more: str) -> int:
    answer = client.post("/cart/", {"variant": str(variant.id), "quantity": quantity, **more})
    return answer.status_code


def quantities() -> list[int]:
    return list(CartLine.objects.order_by("added_at").values_list("quantity", flat=True))


def page(client: Client) -> str:
    return client.get("/cart/").content.decode()


def test_a_guest_puts_something_in_and_finds_it(browse: Browse) -> None:
    guest, variant = browse(), make_variant(title="生普饼")

    answer = guest.post("/cart/", {"variant": str(variant.id), "quantity": 2}, follow=True)

    assert answer.redirect_chain == [(f"/@shanye/mall/{'%E7%94%9F%E6%99%AE%E9%A5%BC'}/", 302)]
    assert "It is in your cart." in answer.content.decode()
    assert ("生普饼" in page(guest), 'value="2"' in page(guest)) == (True, True)


def test_the_same_thing_again_adds_up(browse: Browse) -> None:
    guest, variant = browse(), make_variant()

    assert [put(guest, variant, 2), put(guest, variant, 3)] == [302, 302]
    assert quantities() == [5]


def test_two_tabs_at_once_add_up(browse: Browse, lin: Member) -> None:
    client, variant = browse(lin), make_variant()

    assert at_once(lambda: put(client, variant), times=4) == [302] * 4
    assert quantities() == [4]


def test_buying_now_leads_a_guest_through_sign_in_to_the_checkout(browse: Browse) -> None:
    guest, variant = browse(), make_variant()

    answer = guest.post("/cart/", {"variant": str(variant.id), "quantity": 1, "buy": "1"}, follow=True)

    assert [place for place, _status in answer.redirect_chain] == [
        "/@shanye/checkout/",
        "/@shanye/accounts/login/?next=%2F%40shanye%2Fcheckout%2F",
    ]


def test_a_guests_cart_is_still_there_once_they_signed_in(browse: Browse, lin: Member) -> None:
    client, variant, other = browse(), make_variant(title="甲"), make_variant(title="乙")
    put(client, variant, 2)
    put(browse(lin), variant, 1)

    client.force_login(lin.user)
    put(client, other)

    assert ('value="3"' in page(client), "乙" in page(client)) == (True, True)


@pytest.mark.parametrize("quantity", ABSURD)
def test_quantities_nobody_means_change_nothing(browse: Browse, quantity: str) -> None:
    guest, variant = browse(), make_variant()
    put(guest, variant, 2)

    changed = guest.post("/cart/line/", {"variant": str(variant.id), "quantity": quantity or "x"})

    assert put(guest, variant, quantity) == 422
    assert (changed.status_code, quantities()) == ((302, []) if quantity == "0" else (422, [2]))


@pytest.mark.parametrize("variant_id", ["", "x", "00000000-0000-0000-0000-000000000000", "1\x00", "' OR 1=1"])
def test_things_that_do_not_exist_are_not_put_in(browse: Browse, variant_id: str) -> None:
    client = browse()
    client.raise_request_exception = False

    assert client.post("/cart/", {"variant": variant_id, "quantity": 1}).status_code in {404, 422}
    assert quantities() == []


def test_a_thing_of_another_space_is_put_in_like_one_that_does_not_exist(browse: Browse, other_space: Space) -> None:
    with acting_in(other_space):
        foreign = make_variant()

    assert put(browse(), foreign) == 404
    assert quantities() == []


def test_what_is_no_longer_on_sale_is_refused(browse: Browse) -> None:
    variant = make_variant()
    withdraw_product(variant.product)

    assert put(browse(), variant) == 409
    assert quantities() == []


def test_changing_and_taking_out(browse: Browse) -> None:
    guest, variant = browse(), make_variant()
    put(guest, variant)

    guest.post("/cart/line/", {"variant": str(variant.id), "quantity": 4})
    assert quantities() == [4]
    answer = guest.post("/cart/line/", {"variant": str(variant.id), "quantity": 0}, follow=True)

    assert "Your cart is empty" in answer.content.decode()
    assert quantities() == []


def test_htmx_gets_the_changed_cart_alone(browse: Browse) -> None:
    guest, variant = browse(), make_variant()
    put(guest, variant)

    change = {"variant": str(variant.id), "quantity": 4}
    part = guest.post("/cart/line/", change, headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="cart">')
    assert ('value="4"' in part, "<html" in part) == (True, False)


def test_a_cart_is_its_holders_alone(browse: Browse, lin: Member, other_space: Space) -> None:
    guest, variant = browse(), make_variant()
    put(guest, variant)
    elsewhere = browse(None, within=other_space)
    elsewhere.cookies = guest.cookies

    for stranger in (browse(), browse(lin), elsewhere):
        assert "Your cart is empty" in page(stranger)
        stranger.post("/cart/line/", {"variant": str(variant.id), "quantity": 0})
    assert quantities() == [1]


def test_a_price_that_changed_is_told(browse: Browse) -> None:
    guest, variant = browse(), make_variant(price_minor=9900)
    put(guest, variant)

    Variant.objects.update(price_minor=12_300)

    assert "The price changed since you put it in: it was ¥99.00." in page(guest)


def test_what_cannot_be_bought_stands_apart_and_is_not_counted(browse: Browse) -> None:
    guest = browse()
    fine, gone, scarce, withdrawn = (make_variant(title=title, price_minor=1000) for title in "甲乙丙丁")
    for variant in (fine, gone, scarce, withdrawn):
        put(guest, variant, 3)
    Stock.objects.filter(variant=gone).update(on_hand=0)
    Stock.objects.filter(variant=scarce).update(on_hand=2)
    withdraw_product(withdrawn.product)

    shown = page(guest)

    for sentence in ("These cannot be bought now", "Sold out", "Only 2 left", "Take 2", "No longer on sale"):
        assert sentence in shown
    assert 'price-whole">30<' in shown


def test_the_cart_costs_the_same_for_one_and_three(browse: Browse, lin: Member, cost) -> None:
    client = browse(lin)
    put(client, make_variant())
    first = cost(client, "/cart/")
    put(client, make_variant())
    put(client, make_variant())

    assert cost(client, "/cart/") == first
