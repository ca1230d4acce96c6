"""The shelf, a product, and a buyer's orders, as people see them."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from juluo.core.models import Member, Space
from juluo.core.spaces import acting_in
from juluo.mall.models import Order, Product, Stock
from juluo.mall.operations.catalog import ProductText, VariantDraft, withdraw_product, write_product
from juluo.mall.operations.orders import ship_order
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant, paid_order, placed_order


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def missing(client: Client, path: str) -> str:
    """What an address that leads nowhere answers, without what differs by request."""
    client.raise_request_exception = False
    answer = client.get(path)
    assert answer.status_code == 404
    return re.sub(r"[0-9a-f]{16,}|csrfmiddlewaretoken.*?>", "", answer.content.decode()).replace(path, "")


def test_each_reader_sees_their_own_price(browse: Browse, lin: Member) -> None:
    make_variant(title="生普饼", price_minor=9900, rungs={"fan": 7900})

    guest, fan = text_of(browse(), "/mall/"), text_of(browse(lin), "/mall/")

    assert ('price-whole">99<' in guest, 'price-whole">79<' in guest) == (True, False)
    assert ('price-whole">79<' in fan, "Fan price" in fan) == (True, True)


def test_an_empty_shelf_says_so(browse: Browse) -> None:
    assert "Nothing is on sale yet" in text_of(browse(), "/mall/")


def test_what_was_withdrawn_is_gone_from_shelf_and_page(browse: Browse, lin: Member) -> None:
    product = make_variant(title="生普饼").product
    assert "生普饼" in text_of(browse(lin), "/mall/")

    withdraw_product(product)

    assert "生普饼" not in text_of(browse(lin), "/mall/")
    assert missing(browse(lin), f"/mall/{product.slug}/") == missing(browse(lin), "/mall/nothing/")


def test_a_guests_kept_page_is_renewed_by_publishing(browse: Browse) -> None:
    guest = browse()
    assert "生普饼" not in text_of(guest, "/mall/")

    make_variant(title="生普饼")

    assert "生普饼" in text_of(guest, "/mall/")


def test_the_shelf_costs_the_same_for_one_and_three(browse: Browse, lin: Member, cost) -> None:
    client = browse(lin)
    make_variant()
    first = cost(client, "/mall/")
    make_variant(), make_variant()

    assert cost(client, "/mall/") == first


def test_the_shelf_goes_on_where_its_first_page_ends(browse: Browse, lin: Member) -> None:
    for number in range(26):
        make_variant(title=f"tea-{number:02}")
    client = browse(lin)
    first = text_of(client, "/mall/")
    following = re.search(r'href="(\?after=[^"]+)"', first)
    assert following

    second = text_of(client, "/mall/" + following[1])

    shown = re.findall(r"/mall/(tea-\d\d)/", first) + re.findall(r"/mall/(tea-\d\d)/", second)
    assert sorted(set(shown)) == [f"tea-{number:02}" for number in range(26)]


def test_a_made_up_page_of_the_shelf_is_refused_in_words(browse: Browse) -> None:
    answer = browse().get("/mall/?after=forged")

    assert answer.status_code == 422
    assert "Begin again at the first" in answer.content.decode()


def test_a_story_cannot_harm_its_readers(browse: Browse) -> None:
    variant = make_variant()
    Product.objects.update(story="**true** <script>alert(1)</script> [x](javascript:alert(1))")

    page = text_of(browse(), f"/mall/{variant.product.slug}/")

    assert "<strong>true</strong>" in page
    assert ("<script>alert" in page, 'href="javascript' in page) == (False, False)


def test_a_product_page_costs_the_same_for_one_and_three_variants(browse: Browse, lin: Member, cost) -> None:
    one = make_variant()
    drafts = [VariantDraft(sku=f"S{number}", price_minor=100, currency="CNY", on_hand=3) for number in range(3)]
    three = write_product(ProductText(title="三"), drafts)
    Product.objects.filter(pk=three.pk).update(published_at=one.product.published_at)
    client = browse(lin)

    assert cost(client, f"/mall/{one.product.slug}/") == cost(client, f"/mall/{three.slug}/")


def test_a_sold_out_product_cannot_be_put_in_the_cart(browse: Browse) -> None:
    variant = make_variant(on_hand=0)

    page = text_of(browse(), f"/mall/{variant.product.slug}/")

    assert "sold out" in page
    assert 'form="buy"' not in page


def test_a_buyer_sees_their_orders_and_nobody_elses(
    browse: Browse, lin: Member, mei: Member, other_space: Space
) -> None:
    own, others = placed_order(lin), placed_order(mei)

    page = text_of(browse(lin), "/orders/")

    assert (own.ref in page, others.ref in page) == (True, False)
    assert text_of(browse(lin), f"/orders/{own.ref}/").count("生普饼") >= 1
    assert missing(browse(lin), f"/orders/{others.ref}/") == missing(browse(lin), "/orders/260101-ABCDEFGH/")


def test_orders_of_another_space_answer_like_missing_ones(browse: Browse, lin: Member, other_space: Space) -> None:
    with acting_in(other_space):
        foreign_member = Member.objects.get()
        foreign, product = placed_order(foreign_member), make_variant(title="别处的茶").product
    client = browse(lin)

    assert missing(client, f"/orders/{foreign.ref}/") == missing(client, "/orders/260101-ABCDEFGH/")
    assert missing(client, f"/mall/{product.slug}/") == missing(client, "/mall/nothing/")
    assert (foreign.ref in text_of(client, "/orders/"), "别处的茶" in text_of(client, "/mall/")) == (False, False)


def test_the_list_of_orders_costs_the_same_for_one_and_three(browse: Browse, lin: Member, cost) -> None:
    client = browse(lin)
    placed_order(lin)
    first = cost(client, "/orders/")
    placed_order(lin), paid_order(lin)

    assert cost(client, "/orders/") == first


@pytest.mark.parametrize("path", ["/orders/", "/orders/260101-ABCDEFGH/", "/orders/260101-ABCDEFGH/payment/"])
def test_a_guest_signs_in_and_comes_back_to_the_same_place(browse: Browse, path: str) -> None:
    answer = browse().get(path)

    assert answer.status_code == 302
    assert answer["Location"] == f"/@shanye/accounts/login/?{urlencode({'next': f'/@shanye{path}'})}"


def test_the_status_alone_is_sent_to_htmx(browse: Browse, lin: Member) -> None:
    order = placed_order(lin)

    part = browse(lin).get(f"/orders/{order.ref}/", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith("<section")
    assert ('hx-trigger="every 2s"' in part, "<html" in part) == (True, False)


def test_a_paid_order_is_not_asked_after_any_more(browse: Browse, lin: Member) -> None:
    page = text_of(browse(lin), f"/orders/{paid_order(lin).ref}/")

    assert "Paid. It will be shipped soon." in page
    assert 'hx-trigger="every 2s"' not in page


def test_the_buyer_calls_an_unpaid_order_off(browse: Browse, lin: Member) -> None:
    order = placed_order(lin)

    answer = browse(lin).post(f"/orders/{order.ref}/cancellation/", follow=True)

    assert "This order was cancelled." in answer.content.decode()
    assert Stock.objects.get().reserved == 0


def test_a_paid_order_is_not_called_off(browse: Browse, lin: Member) -> None:
    answer = browse(lin).post(f"/orders/{paid_order(lin).ref}/cancellation/")

    assert answer.status_code == 409
    assert "not cancelled but refunded" in answer.content.decode()


@pytest.mark.parametrize("deed", ["cancellation", "receipt", "payment"])
def test_nobody_acts_on_anothers_order(browse: Browse, lin: Member, mei: Member, deed: str) -> None:
    order = placed_order(mei)
    before = Order.objects.values().get()
    client = browse(lin)
    client.raise_request_exception = False

    assert client.post(f"/orders/{order.ref}/{deed}/").status_code == 404
    assert Order.objects.values().get() == before


@pytest.mark.parametrize("deed", ["cancellation", "receipt"])
def test_looking_changes_nothing(browse: Browse, lin: Member, deed: str) -> None:
    assert browse(lin).get(f"/orders/{placed_order(lin).ref}/{deed}/").status_code == 405


def test_the_buyer_says_that_it_has_arrived(browse: Browse, lin: Member) -> None:
    order = ship_order(paid_order(lin), carrier="顺丰", parcel_number="SF1")

    answer = browse(lin).post(f"/orders/{order.ref}/receipt/", follow=True)

    assert "It has arrived. Enjoy it." in answer.content.decode()
    assert Order.objects.get().delivered_at is not None


def test_what_was_not_shipped_has_not_arrived(browse: Browse, lin: Member) -> None:
    answer = browse(lin).post(f"/orders/{paid_order(lin).ref}/receipt/")

    assert answer.status_code == 409
    assert Order.objects.get().delivered_at is None


def test_a_banned_member_still_sees_orders_and_buys_nothing(browse: Browse, lin: Member) -> None:
    order = paid_order(lin)
    Member.objects.filter(pk=lin.pk).update(banned_at=order.placed_at)
    client = browse(lin)

    assert [client.get(path).status_code for path in ("/orders/", f"/orders/{order.ref}/")] == [200, 200]
    assert client.get("/checkout/").status_code == 403
    assert client.post("/checkout/").status_code == 403
