"""A three-part series from the studio to a reader: free, joined, bought, read, and given back. Pages alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from juluo.community.queries.doors import current_covenant
from juluo.core import clock
from juluo.core.models import Entitlement, Member, User
from juluo.ip.models import Post, Series
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, SALES
from juluo.mall.models import Order, OrderState, Product
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.test_checkout import hidden
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import Shop
from juluo.testing.jobs import run_tasks

TITLES = ("第一封信", "第二封信", "第三封信")


def end_of(title: str) -> str:
    return f"{title}的结尾"


def publish_series(studio: Client) -> Series:
    """The owner writes three parts, the first for everyone, puts them in order, and sells the whole."""
    for title, audience in zip(TITLES, ("everyone", "buyers", "buyers"), strict=True):
        text = f"{title}的开头。\n\n::wall\n\n{end_of(title)}。"
        place = studio.post("/studio/posts/new/", {"title": title, "text": text, "audience": audience})["Location"]
        assert studio.post(f"{place.removeprefix('/@shanye')}publication/").status_code == 302
    place = studio.post("/studio/series/", {"title": "三封信", "summary": "山里来的三封信。"})["Location"]
    posts = {post.title: post for post in Post.objects.all()}
    order = {f"part-{posts[title].pk}": str(number) for number, title in enumerate(TITLES, 1)}
    assert studio.post(f"{place.removeprefix('/@shanye')}parts/", order).status_code == 302
    series = Series.objects.get()
    sale = f"/studio/sales/series/{series.pk}/"
    assert sale in studio.get(f"/studio/series/{series.pk}/").content.decode()
    assert studio.post(sale, {"title": "三封信（全）", "price": "29"}).status_code == 302
    return series


def parts_of(series: Series) -> list[str]:
    return [f"/posts/{key}/" for key in series.posts.order_by("part").values_list("pk", flat=True)]


def read(reader: Client, path: str) -> str:
    page = reader.get(path)
    assert page.status_code == 200
    return page.content.decode()


def joins(reader: Client, back: str) -> None:
    form = {"name": "Hao", "covenant": current_covenant().id, "accept": "on", "next": back}
    assert reader.post("/join/", form)["Location"] == back


def buys(reader: Client, product: Product, till: Shop) -> Order:
    reader.post("/cart/", {"variant": str(product.variants.get().pk), "quantity": 1})
    page = read(reader, "/checkout/")
    assert 'name="phone"' not in page
    form = {"key": hidden(page, "key"), "agreed": hidden(page, "agreed"), "note": ""}
    place = reader.post("/checkout/", form)["Location"].removeprefix("/@shanye")
    press(reader.post(place)["Location"], "pay")
    assert till.deliver(till.letters(1)[0]) == 204
    run_tasks()
    return Order.objects.get()


def gives_back(studio: Client, order: Order) -> None:
    path = f"/studio/orders/{order.ref}/"
    page = studio.get(path).content.decode().partition("refund/")[2]
    form: dict[str, Any] = {"key": hidden(page, "key"), "reason": "不合适", "shipping": ""}
    form |= {f"line_{line.pk}": "1" for line in order.lines.all()}
    assert studio.post(f"{path}refund/", form).status_code == 302
    run_tasks()


def opened(reader: Client, parts: list[str]) -> list[bool]:
    return [end_of(title) in read(reader, path) for title, path in zip(TITLES, parts, strict=True)]


def expect_offer(page: str) -> None:
    """The page says what the rest costs, and leads to where it is bought."""
    wall = page.partition('id="wall"')[2]
    assert "¥29.00" in re.sub(r"<[^>]*>|\s", "", wall)
    assert re.search(r'href="/@shanye/mall/([^"]+)/"', wall)


def comes_to_the_end(reader: Client, parts: list[str], series: Series) -> None:
    places = [reader.post(f"{path}reading/")["Location"] for path in parts]
    assert places == [f"/@shanye{path}" for path in (*parts[1:], f"/series/{series.pk}/")]
    assert "You have read 3 of 3 parts." in read(reader, f"/series/{series.pk}/")


@pytest.mark.timeout(180)
def test_a_series_is_published_read_bought_and_given_back(
    till: Shop, browse: Browse, mei: Member, hao: User, lin: Member
) -> None:
    series = publish_series(studio := browse(mei))
    parts, product = parts_of(series), Product.objects.get()
    assert opened(browse(), parts) == [True, False, False]
    expect_offer(read(browse(), parts[1]))

    reader = browse(hao)
    joins(reader, f"/@shanye{parts[1]}")
    assert opened(reader, parts) == [True, False, False]
    order = buys(reader, product, till)
    assert order.state == OrderState.DELIVERED
    assert f"/series/{series.pk}/" in read(reader, f"/orders/{order.ref}/")
    clock.advance(timedelta(days=400))
    assert opened(reader, parts) == [True, True, True]
    assert opened(browse(lin), parts) == opened(browse(), parts) == [True, False, False]

    comes_to_the_end(reader, parts, series)

    gives_back(studio, order)
    assert opened(reader, parts) == [True, False, False]
    assert Entitlement.objects.get().revoked_at is not None
    assert (balance_of(SALES, "CNY").minor, balance_of(PROVIDER, "CNY").minor, findings()) == (0, 0, [])
    expect_offer(read(reader, f"/series/{series.pk}/"))
