"""A three-part series from the studio to a reader: free, joined, bought, read, and given back. Pages alone.

The same reader pays for a question, which nobody answers in time: all the money comes back by itself.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from juluo.community.queries.doors import current_covenant
from juluo.core import clock
from juluo.core.models import Entitlement, Member, User
from juluo.core.tasks import run_routines
from juluo.ip.models import Post, Question, QuestionState, Series
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, SALES
from juluo.mall.models import Order, OrderState, Product
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.test_checkout import hidden
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import Shop
from juluo.reach.models import Notification
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


def asks(reader: Client, studio: Client, till: Shop) -> Question:
    """The owner sells answers; the reader sees price, deadline and what happens without an answer, then pays."""
    assert studio.post("/studio/sales/rights/question/", {"title": "提问", "price": "60"}).status_code == 302
    page = " ".join(read(reader, "/questions/new/").split())
    assert "within 7 days of your payment" in page
    assert "all your money goes back by itself" in page
    place = reader.post("/questions/new/", {"title": "什么时候采茶？", "pay": "1"})["Location"].removeprefix("/@shanye")
    assert "¥60.00" in re.sub(r"<[^>]*>|\s", "", read(reader, place))
    press(reader.post(place)["Location"], "pay")
    assert till.deliver(till.letters(2)[-1]) == 204
    run_tasks()
    question = Question.objects.get()
    assert question.state == QuestionState.OPEN
    return question


def nobody_answers(reader: Client, question: Question) -> None:
    """A day before it is due the staff are told; at the deadline the money goes back, once."""
    clock.advance(timedelta(days=6, minutes=1))
    run_routines()
    run_tasks()
    assert Notification.objects.filter(kind="ip.question_due").count() == 1
    clock.advance(timedelta(days=1))
    for _twice in range(2):
        run_routines()
        run_tasks()
    assert Question.objects.get().state == QuestionState.EXPIRED
    assert "Nobody answered in time." in read(reader, f"/questions/{question.pk}/")
    assert Notification.objects.filter(kind="ip.question_expired").count() == 1
    order = Order.objects.latest("placed_at")
    (refund,) = order.refunds.all()
    assert (order.state, refund.total_minor, refund.settled_at is not None) == (OrderState.REFUNDED, 6000, True)


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

    nobody_answers(reader, asks(reader, studio, till))

    gives_back(studio, order)
    assert opened(reader, parts) == [True, False, False]
    assert not Entitlement.objects.filter(revoked_at=None).exists()
    assert (balance_of(SALES, "CNY").minor, balance_of(PROVIDER, "CNY").minor, findings()) == (0, 0, [])
    expect_offer(read(reader, f"/series/{series.pk}/"))
