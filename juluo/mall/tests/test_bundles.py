"""Bundles: posts and series bought together, each given as it stood when it was paid, all of it ended by a refund."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core import clock
from juluo.core.entitlements import may_use
from juluo.core.models import Entitlement, FactRow
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Audience, Bundle, BundleItem
from juluo.ip.operations.bundles import fill_bundle, make_bundle, name_bundle
from juluo.ip.operations.posts import PostWords, publish_post, unpublish_post, write_post
from juluo.ip.operations.series import make_series, order_parts
from juluo.ip.rules.audience import right_to_post, right_to_series
from juluo.ip.rules.bundles import right_to_bundle
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ledger.queries import findings
from juluo.mall.models import Order
from juluo.mall.operations.orders import pay_order
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest
from juluo.mall.operations.rights import order_right, sell_right, settle_rights
from juluo.mall.rules.orders import Part
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

API = "/api/v1"


def walled(author, title):
    words = PostWords(title=title, text=f"{title}开头。\n\n::wall\n\n{title}结尾。", audience=Audience.BUYERS)
    return publish_post(write_post(author, words))


@pytest.fixture
def held(mei):
    """A bundle of a post and a series of one part, on sale for ¥30; the post alone costs ¥9."""
    alone, part = walled(mei, "单篇"), walled(mei, "一章")
    series = order_parts(make_series("全书"), [part.pk])
    bundle = fill_bundle(
        make_bundle("合集", summary="放在一起。"), [right_to_series(series.pk), right_to_post(alone.pk)]
    )
    sell_right(right_to_post(alone.pk), title="单篇全文", price=Money(900, "CNY"))
    sell_right(right_to_bundle(bundle.pk), title="合集全部", price=Money(3000, "CNY"))
    return bundle, alone, part, series


def paid(buyer, bundle):
    order = order_right(buyer, right_to_bundle(bundle.pk))
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    run_tasks(times=2)
    Order.objects.filter(pk=order.pk).update(payment_id=None)  # no provider to ask for the money
    return Order.objects.get(pk=order.pk)


def send(browser, path, body, method="post"):
    return getattr(browser, method)(f"{API}{path}", body, content_type="application/json")


def test_who_paid_reads_everything_until_the_money_went_back(client_of, lin, hao, held):
    bundle, alone, part, series = held
    order = paid(lin, bundle)
    reader = client_of(lin)

    assert "单篇结尾" in reader.get(f"/posts/{alone.pk}/").text
    assert "一章结尾" in reader.get(f"/posts/{part.pk}/").text
    assert 'id="wall"' not in reader.get(f"/bundles/{bundle.pk}/").text
    assert {each.reason for each in Entitlement.objects.all()} == {f"order-line:{order.lines.get().pk}"}
    assert "结尾" not in client_of(hao).get(f"/posts/{alone.pk}/").text

    refund_order(order, Giving(parts={order.lines.get().pk: Part(0, 1000)}, reason="Sorry", key="a"))
    run_tasks()
    assert may_use(lin, right_to_post(alone.pk))
    refund_rest(Order.objects.get(pk=order.pk), reason="All", key="b")
    run_tasks(times=2)
    settle_rights(order)

    assert not Entitlement.objects.filter(revoked_at=None).exists()
    assert not may_use(lin, right_to_series(series.pk))
    assert findings() == []


def test_a_buyer_holds_what_stood_in_it_when_it_was_paid(lin, mei, held, settings):
    settings.JULUO_TEST_CLOCK = True
    bundle, alone, _part, series = held
    order = order_right(lin, right_to_bundle(bundle.pk))
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    clock.advance(timedelta(seconds=5))
    later = walled(mei, "后来")
    fill_bundle(bundle, [right_to_post(later.pk)])
    run_tasks()

    assert may_use(lin, right_to_post(alone.pk))
    assert may_use(lin, right_to_series(series.pk))
    assert not may_use(lin, right_to_post(later.pk))


def test_the_wall_offers_the_cheapest_first_and_the_bundle_beside_it(client_of, lin, held):
    bundle, alone, part, _series = held
    wall = client_of(lin).get(f"/posts/{alone.pk}/").text.partition('id="wall"')[2]
    assert wall.index("单篇全文") < wall.index("合集全部")
    step = client_of(lin).get(f"{API}/posts/{alone.pk}").json()["step"]
    assert (step["price"]["minor"], [each["price"]["minor"] for each in step["others"]]) == (900, [3000])
    step = client_of(lin).get(f"{API}/posts/{part.pk}").json()["step"]
    assert (step["price"]["minor"], step["others"]) == (3000, [])

    fill_bundle(bundle, [])

    assert client_of(lin).get(f"{API}/posts/{part.pk}").json()["step"]["kind"] == "wait"


def test_a_guest_reads_what_it_holds_and_nothing_behind_a_wall(client_of, mei, held):
    bundle, alone, _part, _series = held
    draft = make_draft(mei, "草稿")
    fill_bundle(bundle, [right_to_post(alone.pk), right_to_post(draft.pk)])

    page, told = client_of().get(f"/bundles/{bundle.pk}/").text, client_of().get(f"{API}/bundles/{bundle.pk}").json()

    assert "单篇" in page
    assert "草稿" not in page
    assert "结尾" not in page + str(told)
    assert [each["title"] for each in told["contents"]] == ["单篇"]
    assert told["step"]["price"]["minor"] == 3000
    assert f"/bundles/{bundle.pk}/" in client_of().get("/sitemap-bundles.xml").text
    assert client_of().get(f"/bundles/{bundle.pk}/card.png")["Content-Type"] == "image/png"
    unpublish_post(alone)
    assert client_of().get(f"/bundles/{bundle.pk}/").status_code == 404
    assert client_of().get(f"{API}/bundles/{bundle.pk}").status_code == 404


def test_staff_make_name_fill_and_sell_it_on_pages(client_of, mei):
    studio, post = client_of(mei), make_post(mei, "春")
    assert studio.post("/studio/bundles/", {"title": "合集", "summary": ""}).status_code == 302
    path = f"/studio/bundles/{Bundle.objects.get().pk}/"
    studio.post(path, {"title": "四季合集", "summary": "一起。"})
    studio.post(f"{path}contents/", {"rights": [right_to_post(post.pk)]})

    page = studio.get(path).text
    assert "四季合集" in page
    assert f"/studio/sales/rights/bundle:{Bundle.objects.get().pk}/" in page
    assert studio.get("/studio/bundles/").text.count("四季合集") == 1
    assert [item.right for item in BundleItem.objects.all()] == [right_to_post(post.pk)]
    assert FactRow.objects.filter(name__startswith="Bundle", by_staff=True).count() == 3


def test_the_api_makes_names_and_fills_it(client_of, mei, held):
    _bundle, alone, _part, series = held
    staff = client_of(mei)
    made = send(staff, "/studio/bundles", {"title": "新"}).json()
    path = f"/studio/bundles/{made['id']}"
    assert send(staff, path, {"title": "新的", "summary": "话"}, "put").json()["title"] == "新的"
    rights = [right_to_post(alone.pk), right_to_series(series.pk)]
    assert send(staff, f"{path}/contents", {"rights": rights}, "put").json()["rights"] == rights
    assert send(staff, f"{path}/contents", {"rights": rights[::-1]}, "put").json()["rights"] == rights[::-1]
    sold = send(staff, f"/studio/rights/bundle:{made['id']}/sale", {"price_minor": 1}, "put")
    assert (sold.status_code, sold.json()["title"]) == (200, "新的")
    assert staff.get(f"{API}/studio/bundles").json()["items"][0]["rights"] == rights[::-1]
    assert client_of().get(f"{API}/bundles").json()["items"][0]["title"] == "新的"


def test_what_cannot_stand_in_it_is_refused_and_changes_nothing(client_of, mei, lin, wu, other_space, held):
    bundle, alone, _part, _series = held
    with acting_in(other_space):
        foreign, theirs = make_post(wu), make_bundle("别处")
    staff, path = client_of(mei), f"/studio/bundles/{bundle.pk}"
    before = digest()
    bad = ([right_to_post(foreign.pk)], ["post:x"], [f"bundle:{bundle.pk}"], [str(alone.pk)], ["x"] * 51, None, [""])
    for rights in bad:
        answer = send(staff, f"{path}/contents", {"rights": rights}, "put")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"].startswith("#/rights")
    assert send(staff, f"/studio/bundles/{theirs.pk}/contents", {"rights": []}, "put").status_code == 404
    for body in ({"title": ""}, {"title": "t" * 121}, {"title": "t", "summary": "s" * 301}, {"title": "t", "x": 1}):
        assert send(staff, "/studio/bundles", body).status_code == 422
        assert send(staff, path, body, "put").status_code == 422
    assert staff.post(f"{path}/contents/", {"rights": [right_to_post(foreign.pk)]}).status_code == 422
    assert staff.post("/studio/bundles/", {"title": ""}).status_code == 422
    assert staff.post(f"{path}/", {"title": ""}).status_code == 422
    assert send(client_of(lin), "/studio/bundles", {"title": "t"}).status_code == 403
    assert send(client_of(), f"{path}/contents", {"rights": []}, "put").status_code == 401
    assert client_of(lin).get("/studio/bundles/").status_code == 404
    assert changes(before, digest()) == []


def test_the_same_words_and_the_same_things_change_nothing(held):
    bundle, *_rest = held
    before = digest()
    fill_bundle(bundle, [item.right for item in bundle.items.order_by("position")])
    name_bundle(bundle, "合集", summary="放在一起。")
    assert changes(before, digest()) == []


def test_filling_it_twice_at_once_is_once_and_rolled_back_is_nothing(mei, held):
    bundle, alone, _part, _series = held
    with transaction.atomic():
        fill_bundle(bundle, [])
        transaction.set_rollback(True)
    assert bundle.items.filter(left_at=None).count() == 2

    at_once(lambda: fill_bundle(bundle, [right_to_post(alone.pk)]), times=3)

    assert [item.right for item in bundle.items.filter(left_at=None)] == [right_to_post(alone.pk)]
    assert FactRow.objects.filter(name="BundleFilled").count() == 2


def test_a_bundle_that_is_not_there_cannot_be_sold(client_of, mei):
    assert client_of(mei).get(f"/studio/sales/rights/bundle:{uuid4()}/").status_code == 404
    with pytest.raises(Refused):
        order_right(mei, f"bundle:{uuid4()}")


def test_pages_cost_the_same_with_one_thing_and_with_three(client_of, mei, lin, held):
    bundle, alone, part, series = held
    one = fill_bundle(make_bundle("一"), [right_to_post(alone.pk)])
    three = fill_bundle(
        make_bundle("三"), [right_to_post(alone.pk), right_to_post(part.pk), right_to_series(series.pk)]
    )
    paid(lin, bundle)
    reader, staff, counts = client_of(lin), client_of(mei), {}
    paths = ("/bundles/{}/", f"{API}/bundles/{{}}")
    for browser, path, each in [(reader, path, each) for path in paths for each in (one, three)]:
        browser.get(path.format(each.pk))
        with CaptureQueriesContext(connection) as queries:
            browser.get(path.format(each.pk))
        counts[path, each.pk] = len(queries)
    for path in paths:
        assert counts[path, one.pk] == counts[path, three.pk] <= 12
    for path in ("/studio/bundles/", f"{API}/studio/bundles", f"{API}/bundles"):
        staff.get(path)
        with CaptureQueriesContext(connection) as few:
            staff.get(path)
        fill_bundle(make_bundle("再一"), [right_to_post(alone.pk)])
        with CaptureQueriesContext(connection) as more:
            staff.get(path)
        assert len(more) == len(few)
