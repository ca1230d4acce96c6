"""Reads given to friends: with a purchase or paid for, never more than there are, ended with the money."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf

from juluo.community.operations.members import ban_member
from juluo.core import clock
from juluo.core.entitlements import may_use
from juluo.core.models import Entitlement, FactRow, Member, User
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Audience, Gift, GiftClaim
from juluo.ip.operations import gifts
from juluo.ip.operations.bundles import fill_bundle, make_bundle
from juluo.ip.operations.gifts import buy_reads, give_reads, set_gift_terms, take_read, withdraw_gift
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ip.operations.series import make_series, order_parts
from juluo.ip.rules.audience import right_to_post, right_to_series
from juluo.ip.rules.bundles import right_to_bundle
from juluo.ip.tests.factories import make_draft
from juluo.ledger.queries import findings
from juluo.mall.models import Order
from juluo.mall.operations.orders import pay_order
from juluo.mall.operations.refunds import refund_rest
from juluo.mall.operations.rights import order_right, sell_right
from juluo.reach.models import Notification
from juluo.sharing.models import Commission
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

API = "/api/v1"
PRICE = Money(900, "CNY")


@pytest.fixture
def right(mei):
    words = PostWords(title="霜降", text="开头。\n\n::wall\n\n结尾。", audience=Audience.BUYERS)
    given = right_to_post(publish_post(write_post(mei, words)).pk)
    sell_right(given, title="霜降全文", price=PRICE)
    return given


def pay(order):
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    run_tasks(times=2)
    Order.objects.filter(pk=order.pk).update(payment_id=None)  # no provider to ask for the money
    return Order.objects.get(pk=order.pk)


def bought(buyer, right):
    return pay(order_right(buyer, right))


def friends(count):
    users = [User.objects.create_user(f"f{at}@example.com", name=f"友{at}") for at in range(count)]
    return [Member.objects.create(user=user, name=user.name, joined_at=clock.now()) for user in users]


@pytest.fixture
def anyone(monkeypatch):
    """Friends made by hand accepted no covenant."""
    monkeypatch.setattr(gifts, "ensure_may_take_part", lambda _member: None)


@pytest.fixture
def gift(lin, right, anyone):
    bought(lin, right)
    return give_reads(lin, right)


def code_of(attempt):
    with pytest.raises(Refused) as refusal:
        attempt()
    return refusal.value.code


def send(browser, path, body=None, method="post"):
    return getattr(browser, method)(f"{API}{path}", body or {}, content_type="application/json")


def page_of(right):
    return f"/posts/{right.removeprefix('post:')}/"


def test_a_friend_reads_for_the_days_of_the_gift(client_of, gift, right, settings):
    settings.JULUO_TEST_CLOCK = True
    (friend,) = friends(1)
    claim = take_read(gift, friend, named=False)

    assert may_use(friend, right)
    assert "结尾" in client_of(friend).get(page_of(right)).text
    assert {each.reason for each in Entitlement.objects.filter(member=friend)} == {f"gift:{gift.pk}"}
    assert (claim.until - claim.at).days == 30
    clock.advance(timedelta(days=31))
    assert not may_use(friend, right)


def test_nobody_takes_more_than_there_are_however_many_ask_at_once(gift, right):
    crowd = friends(7)
    answers = at_once(*[lambda friend=friend: take_read(gift, friend, named=False) for friend in crowd])

    assert sorted(each.code for each in answers if isinstance(each, Refused)) == ["no_reads_left"] * 4
    assert GiftClaim.objects.count() == Gift.objects.get().claimed == 3
    assert sum(may_use(friend, right) for friend in crowd) == 3


def test_the_control_a_gift_that_reads_before_it_writes_gives_too_many(gift, monkeypatch):
    """With the condition of the one update taken out, the database's own constraint is what is left."""
    monkeypatch.setattr(gifts, "F", lambda name: 999 if name == "reads" else F(name))
    crowd = friends(4)
    for friend in crowd[:3]:
        take_read(gift, friend, named=False)
    with pytest.raises(Exception, match="gift_never_overdrawn"):
        take_read(gift, crowd[3], named=False)


def test_one_member_takes_one_read_however_often_they_ask(gift):
    (friend,) = friends(1)
    at_once(lambda: take_read(gift, friend, named=True), times=3)
    take_read(gift, friend, named=False)

    assert GiftClaim.objects.get().named
    assert Gift.objects.get().claimed == 1
    assert FactRow.objects.filter(name="GiftTaken").count() == 1


def test_who_may_not_take_it_is_told_why(lin, mei, gift, right):
    assert code_of(lambda: take_read(gift, lin, named=False)) == "own_gift"
    bought(mei, right)
    assert code_of(lambda: take_read(gift, mei, named=False)) == "reads_already"
    withdraw_gift(gift)
    assert code_of(lambda: take_read(gift, friends(1)[0], named=False)) == "gift_over"
    assert not GiftClaim.objects.exists()


def test_the_banned_take_nothing_and_give_nothing(lin, right):
    bought(lin, right)
    ban_member(lin, reason="spam")
    assert code_of(lambda: give_reads(Member.objects.get(pk=lin.pk), right)) == "banned"
    assert not Gift.objects.exists()


def test_a_purchase_gives_once_and_who_did_not_buy_gives_nothing(mei, lin, gift, right):
    assert give_reads(lin, right) == gift
    assert {each.pk for each in at_once(lambda: give_reads(lin, right), times=2)} == {gift.pk}
    assert code_of(lambda: give_reads(mei, right)) == "not_bought"
    friend = friends(1)[0]
    take_read(gift, friend, named=False)
    assert code_of(lambda: give_reads(friend, right)) == "not_bought"
    assert len(gift.code) >= 16
    assert Gift.objects.count() == 1


def test_who_bought_the_series_of_a_post_gives_the_series(client_of, lin, right, anyone):
    series = order_parts(make_series("四季"), [UUID(right.removeprefix("post:"))])
    sell_right(right_to_series(series.pk), title="四季", price=PRICE)
    bought(lin, right_to_series(series.pk))
    (friend,) = friends(1)

    page = client_of(lin).get(f"/giving/{right}/").text
    gift = give_reads(lin, right)
    take_read(gift, friend, named=False)

    assert "四季" in page
    assert gift.right == right_to_series(series.pk)
    assert "结尾" in client_of(friend).get(page_of(right)).text


def test_a_refund_ends_the_gift_and_every_read_of_it(lin, gift, right):
    (friend, late) = friends(2)
    take_read(gift, friend, named=False)
    refund_rest(Order.objects.get(), reason="No", key="k")
    run_tasks(times=2)

    assert not may_use(friend, right)
    assert code_of(lambda: take_read(gift, late, named=False)) == "gift_over"
    assert code_of(lambda: give_reads(lin, right)) == "not_bought"
    assert FactRow.objects.filter(name="GiftEnded").count() == 1
    assert findings() == []


def test_taking_back_leaves_what_was_taken(lin, gift, right):
    (friend,) = friends(1)
    take_read(gift, friend, named=False)
    withdraw_gift(gift)
    withdraw_gift(gift)

    assert may_use(friend, right)
    assert list(FactRow.objects.filter(name="GiftWithdrawn").values_list("data__reads", flat=True)) == [2]


def test_what_is_rolled_back_gives_and_takes_nothing(lin, right, gift):
    with transaction.atomic():
        take_read(gift, friends(1)[0], named=False)
        transaction.set_rollback(True)
    assert (Gift.objects.get().claimed, GiftClaim.objects.count()) == (0, 0)


def test_reads_of_a_bundle_open_what_the_purchase_opened(lin, mei, right, anyone):
    bundle = fill_bundle(make_bundle("合集"), [right])
    sell_right(right_to_bundle(bundle.pk), title="合集", price=PRICE)
    sell_right(f"gift:{right_to_bundle(bundle.pk)}", title="送合集", price=PRICE)
    bought(lin, right_to_bundle(bundle.pk))
    given = give_reads(lin, right_to_bundle(bundle.pk))
    due = buy_reads_here(mei, right_to_bundle(bundle.pk), 1)
    fill_bundle(bundle, [])
    one, other = friends(2)

    for gift, friend in ((given, one), (Gift.objects.get(giver=mei), other)):
        take_read(gift, friend, named=False)
        assert may_use(friend, right)
    assert due.total == PRICE


def buy_reads_here(giver, right, reads):
    order = order_of(giver, right, reads)
    return pay(order)


def order_of(giver, right, reads):
    set_urlconf("juluo.urls.space")
    due = buy_reads(giver, right, reads=reads)
    set_urlconf(None)
    return Order.objects.get(ref=due.ref)


def test_reads_are_paid_for_by_the_piece_and_end_with_the_money(mei, right, anyone):
    sell_right(f"gift:{right}", title="送一份", price=Money(500, "CNY"))
    first = order_of(mei, right, 4)
    assert order_of(mei, right, 4) == first
    unpaid = Gift.objects.get()
    assert code_of(lambda: take_read(unpaid, friends(1)[0], named=False)) == "gift_over"
    order = pay(first)
    friend = Member.objects.get(name="友0")
    take_read(unpaid, friend, named=False)

    assert (order.total_minor, Gift.objects.get().left) == (2000, 3)
    assert not may_use(mei, right)
    assert not Commission.objects.exists()
    assert order_of(mei, right, 4) != first
    refund_rest(order, reason="No", key="k")
    run_tasks(times=2)
    assert not may_use(friend, right)
    assert findings() == []


def test_what_is_not_sold_as_a_gift_is_not_ordered_and_leaves_nothing(mei, right):
    before = digest()
    assert code_of(lambda: buy_reads(mei, right, reads=1)) == "not_on_sale"
    assert code_of(lambda: buy_reads(mei, right, reads=21)) == "bad_reads"
    assert changes(before, digest()) == []


def test_staff_set_what_purchases_give(client_of, mei, lin, right, anyone):
    studio = client_of(mei)
    assert studio.post("/studio/giving/", {"reads": "5", "days": "7"}).status_code == 302
    assert send(studio, "/studio/gift-terms", {"reads": 5, "days": 7}, "put").json() == {"reads": 5, "days": 7}
    assert FactRow.objects.filter(name="GiftTermsChanged").count() == 1
    bought(lin, right)
    gift = give_reads(lin, right)
    assert (gift.reads, gift.days) == (5, 7)
    before = digest()
    for reads, days in ((21, 7), (-1, 7), (1, 0), ("1", 7)):
        body = {"reads": reads, "days": days}
        assert send(studio, "/studio/gift-terms", body, "put").status_code == 422
        assert studio.post("/studio/giving/", body | {"reads": "x"}).status_code == 422
    assert send(client_of(lin), "/studio/gift-terms", {"reads": 1, "days": 1}, "put").status_code == 403
    assert changes(before, digest()) == []
    set_gift_terms(reads=0, days=7)
    bought(mei, right)
    assert code_of(lambda: give_reads(mei, right)) == "no_gifts"


def test_the_pages_lead_from_the_post_to_a_friend_who_reads(client_of, lin, mei, hao, right):
    bought(lin, right)
    giver = client_of(lin)
    assert f"/giving/{right}/" in giver.get(page_of(right)).text
    assert f"/giving/{right}/purchase/" in giver.get(f"/giving/{right}/").text
    place = giver.post(f"/giving/{right}/purchase/")["Location"].removeprefix("/@shanye")
    guest = client_of().get(place).text
    assert "Lin" in guest
    assert "/join/?next=" in guest
    assert "结尾" not in guest
    friend = client_of(mei)
    assert 'name="named"' in friend.get(place).text
    assert client_of().post(place, {"take": "1"}).status_code == 200
    assert not GiftClaim.objects.exists()


def test_the_giver_knows_a_friend_by_name_only_if_they_agreed(client_of, lin, gift):
    shy, open_one = friends(2)
    take_read(gift, shy, named=False)
    take_read(gift, open_one, named=True)
    run_tasks(times=2)

    page = client_of(lin).get(f"/gifts/{gift.code}/").text
    told = client_of(lin).get(f"{API}/gifts/{gift.code}/reads")
    assert (open_one.name in page, shy.name in page) == (True, False)
    assert [each["name"] for each in told.json()["taken"]] == [open_one.name, ""]
    assert Notification.objects.filter(kind="ip.gift_taken").count() == 2
    assert client_of(shy).get(f"{API}/gifts/{gift.code}/reads").status_code == 404
    assert "霜降" in client_of(lin).get("/gifts/").text


def test_the_api_gives_takes_and_takes_back(client_of, lin, mei, right, anyone):
    bought(lin, right)
    giver, friend = client_of(lin), client_of(friends(1)[0])
    made = send(giver, "/gifts", {"right": right}).json()
    code = made["code"]
    assert (made["reads"], made["left"]) == (3, 3)
    assert send(friend, f"/gifts/{code}/read", {"named": True}, "put").status_code == 200
    assert giver.get(f"{API}/gifts").json()["items"][0]["left"] == 2
    assert client_of().get(f"{API}/gifts/{code}").json()["giver"] == "Lin"
    assert send(giver, f"/gifts/{code}/withdrawal").json()["left"] == 0
    before = digest()
    for body in ({}, {"right": ""}, {"right": "x" * 81}, {"right": right, "x": 1}):
        assert send(giver, "/gifts", body).status_code == 422
    assert send(giver, "/gifts/orders", {"right": right, "reads": 0}).status_code == 422
    assert send(giver, "/gifts/orders", {"right": right, "reads": 1}).json()["code"] == "not_on_sale"
    assert send(friend, f"/gifts/{code}/read", {"named": 1}, "put").status_code == 422
    assert send(client_of(), f"/gifts/{code}/read", {}, "put").status_code == 401
    assert send(client_of(mei), f"/gifts/{code}/withdrawal").status_code == 404
    assert changes(before, digest()) == []


def test_a_draft_and_what_is_elsewhere_are_not_given(client_of, mei, lin, wu, other_space, gift):
    draft = make_draft(mei, "秘密")
    for given in (right_to_post(draft.pk), "post:x", f"post:{uuid4()}", "bundle:1", "gift:post:1"):
        assert client_of(lin).get(f"/giving/{given}/").status_code == 404
        assert send(client_of(lin), "/gifts", {"right": given}).status_code == 404
    with acting_in(other_space):
        assert not Gift.objects.exists()
    assert client_of(wu, other_space).get(f"/gifts/{gift.code}/").status_code == 404


def test_lists_of_gifts_cost_the_same_with_one_and_with_three(client_of, lin, gift):
    browser = client_of(lin)
    counts = []
    for more in (0, 2):
        for _each in range(more):
            Gift.objects.create(
                giver=lin, right=gift.right, code=uuid4().hex[:16], reads=1, days=1, made_at=clock.now(),
                given_at=clock.now(),
            )  # fmt: skip
        for path in ("/gifts/", f"{API}/gifts"):
            browser.get(path)
            with CaptureQueriesContext(connection) as queries:
                browser.get(path)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
