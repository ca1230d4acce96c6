"""Pages speak of goods only where goods are bought, and know what somebody has already."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from juluo.core import clock
from juluo.core.entitlements import grant
from juluo.ip.models import Audience
from juluo.ip.operations.posts import PostWords, edit_post
from juluo.ip.rules.audience import right_to_post
from juluo.ip.tests.factories import make_post
from juluo.mall.models import Order
from juluo.mall.operations.orders import Checkout, pay_order, place_order
from juluo.mall.queries.timeline import steps_of
from juluo.mall.tests.factories import make_variant, paid_order
from juluo.mall.tests.test_rights import bought, variant_of

GOODS = r"\bgoods\b|[Ss]hipp|[Dd]eliver|parcel|arrived"


@pytest.fixture
def letter(mei):
    return make_post(mei, "三封信")


@pytest.fixture
def english(client_of, lin):
    browser = client_of(lin)
    browser.cookies["django_language"] = "en"
    return browser


def main_of(page):
    return page.text.partition("<main")[2].partition("</main>")[0]


def test_an_order_that_only_opens_something_speaks_of_no_goods(english, lin, letter):
    variant = variant_of(right_to_post(letter.pk))
    english.post("/cart/line/", {"variant": variant.pk, "quantity": 1})
    placed = place_order(lin, Checkout(pieces={variant.pk: 1}, key="k"))
    paths = ["/cart/", "/checkout/", f"/orders/{placed.ref}/", f"/orders/{placed.ref}/payment/"]
    assert {path: re.findall(GOODS, main_of(english.get(path))) for path in paths} == {path: [] for path in paths}

    assert pay_order(placed, payment_id=uuid4(), amount=placed.total)
    order = Order.objects.get(pk=placed.pk)

    for path in (f"/orders/{order.ref}/", "/orders/"):
        page = main_of(english.get(path))
        assert (re.findall(GOODS, page), "Opened" in page) == ([], True)
    with override("en"):
        assert [step["label"] for step in steps_of(order)] == ["Ordered", "Paid", "Opened to you"]


def test_an_order_of_goods_still_does(english, lin):
    order = paid_order(lin, make_variant())
    page = main_of(english.get(f"/orders/{order.ref}/"))
    assert ("Goods" in page, "Shipped" in page) == (True, True)


def test_who_holds_what_a_product_opens_is_led_there_instead_of_paying_again(client_of, english, lin, mei, letter):
    variant = variant_of(right_to_post(letter.pk))
    path = f"/mall/{variant.product.slug}/"
    assert 'id="held"' not in english.get(path).text
    bought(lin, variant)

    page = english.get(path).text

    assert ('id="held"' in page, "You have this already." in page, 'name="buy"' in page) == (True, True, False)
    assert f'class="button" href="/@shanye/posts/{letter.pk}/"' in page
    for other in (client_of(), client_of(mei)):
        page = other.get(path).text
        assert ('id="held"' in page, 'name="buy"' in page) == (False, True)


def test_what_ends_one_day_can_still_be_bought(english, lin, letter):
    variant = variant_of(right_to_post(letter.pk))
    grant(lin, right_to_post(letter.pk), reason="gift:1", until=clock.now() + timedelta(days=7))
    page = english.get(f"/mall/{variant.product.slug}/").text
    assert ("Buy it to keep it." in page, 'name="buy"' in page) == (True, True)


def test_a_count_of_one_is_told_in_the_singular(client_of, mei, letter):
    browser = client_of(mei)
    browser.cookies["django_language"] = "en"
    assert "1 post in this view" in browser.get("/studio/posts/").text
    make_post(mei, "又一封")
    assert "2 posts in this view" in browser.get("/studio/posts/").text


def test_who_stands_too_low_reads_how_one_rises(client_of, lin, letter):
    words = PostWords(title=letter.title, text=f"{letter.text}\n\n::wall\n\n后面。", audience=Audience.ANGEL)
    edit_post(letter, words)
    browser = client_of(lin)
    assert 'href="/@shanye/rungs/"' in browser.get(f"/posts/{letter.pk}/").text
    page = browser.get("/rungs/").text
    assert ("你在这里" in page, "你在这里" in client_of().get("/rungs/").text) == (True, False)
