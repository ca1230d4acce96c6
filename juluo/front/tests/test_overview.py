from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.entrances import close_entrance
from juluo.community.operations.look import dress_space
from juluo.community.operations.members import leave_space
from juluo.community.tests.factories import make_member, make_qr
from juluo.core import clock, days
from juluo.core.examples import example_title
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.ip.operations.persona import PersonaWords, describe_persona, tell_story
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ledger.operations import post
from juluo.ledger.rules import PROVIDER, SALES
from juluo.mall.facts import PaymentReturned
from juluo.mall.models import Order, ShippingZone
from juluo.mall.tests.factories import make_variant, paid_order, placed_order
from juluo.payments.facts import NoticeRejected, PaymentFailed, RefundFailed
from juluo.payments.operations.accounts import keep_account
from juluo.payments.provider import Credentials
from juluo.sharing.models import ShareLink, Touch
from juluo.sharing.operations.links import make_link
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms


def money_of(minor, currency="CNY"):
    return Money(minor, currency)


def sell(reason, minor, currency="CNY", *, ago=timedelta(0)):
    legs = {PROVIDER: money_of(minor, currency), SALES: money_of(-minor, currency)}
    post(reason, legs, at=days.began(days.today()) - ago if ago else None)


@transaction.atomic
def go_wrong(*facts):
    for fact in facts:
        record(fact)


def failed_payment(purpose_id=None):
    return PaymentFailed(payment_id=uuid4(), purpose="order", purpose_id=purpose_id or uuid4())


def open_link(sharer, *, at=None):
    now = clock.now()
    code = uuid4().hex[:8]
    link = ShareLink.objects.create(code=code, sharer=sharer, target=f"/{code}/", made_at=now)
    return Touch.objects.create(visitor=uuid4(), link=link, at=at or now)


@pytest.fixture(autouse=True)
def days_of_the_space(space):
    with timezone.override(space.time_zone):
        yield


@pytest.fixture
def overview(client_of, mei):
    return lambda who=mei: client_of(who).get("/studio/")


PARTS = {
    "orders": "/studio/orders/?state=paid",
    "troubles": "/studio/trouble/?since=",
    "money": "/studio/ledger/transfers/?account=provider",
    "members": "/studio/members/?since=",
    "shares": "/studio/sharing/touches/?since=",
}
REACHED = {
    RoleKey.OWNER: set(PARTS),
    RoleKey.MANAGER: {"orders", "troubles", "members", "shares"},
    RoleKey.EDITOR: set(),
    RoleKey.MODERATOR: {"members"},
    RoleKey.FINANCE: {"orders", "troubles", "money", "shares"},
    RoleKey.DOOR: set(),
}
_CONTENT = {"persona#field-tagline", "story#field-text", "persona#field-beliefs", "posts"}
_SETTINGS = {
    "look#field-brand",
    "covenant#field-text",
    "plan#field-rate",
    "start#examples",
    "payments",
    "mails",
    "link",
}
_PRODUCTS = {"products", "shipping-zones#field-name"}
LINES = {
    RoleKey.OWNER: _CONTENT | _SETTINGS | _PRODUCTS | {"entrances#field-name"},
    RoleKey.MANAGER: _CONTENT | _PRODUCTS | {"entrances#field-name"},
    RoleKey.EDITOR: _CONTENT,
    RoleKey.MODERATOR: {"entrances#field-name"},
    RoleKey.FINANCE: set(),
    RoleKey.DOOR: set(),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", RoleKey)
def test_a_role_sees_the_numbers_whose_lists_it_may_open_and_no_other(overview, client_of, lin, role, part):
    make_staff(lin, role)

    answer = overview(lin)

    assert (part in answer.context) == (part in REACHED[role])
    assert (PARTS[part] in answer.text) == (part in REACHED[role])
    target = PARTS[part] if not PARTS[part].endswith("=") else f"{PARTS[part]}2026-01-01"
    assert client_of(lin).get(target).status_code == (200 if part in REACHED[role] else 403)


@pytest.mark.parametrize("role", RoleKey)
def test_each_line_of_the_checklist_leads_to_a_field_that_the_role_may_fill(overview, client_of, lin, role):
    make_staff(lin, role)

    lines = overview(lin).context["checklist"].lines

    assert {"/".join(line.url.rsplit("/", 2)[-2:]).replace("/", "") for line in lines} == LINES[role]
    for line in lines:
        place, _sign, field = line.url.partition("#")
        page = client_of(lin).get(place.removeprefix("/@shanye"))
        assert page.status_code == 200
        assert f'id="{field}"' in page.text or not field


@pytest.mark.parametrize("role", [RoleKey.EDITOR, RoleKey.DOOR, RoleKey.MODERATOR])
def test_no_money_is_shown_to_roles_that_must_not_see_it(overview, lin, role):
    make_staff(lin, role)
    sell("sale", 123_45)
    paid_order(lin, make_variant(price_minor=678_90))

    answer = overview(lin).text

    assert [each for each in ("123.45", "678.90", "¥", "/studio/ledger/", "/studio/orders/") if each in answer] == []


def test_a_role_without_numbers_is_told_so(overview, lin):
    make_staff(lin, RoleKey.DOOR)
    assert 'class="empty"' in overview(lin).text


def test_orders_that_wait_are_counted_with_the_oldest_and_the_first_to_lapse(overview, lin, wu, other_space):
    variant = make_variant()
    oldest, *unpaid = paid_order(lin, variant), placed_order(lin, variant), placed_order(lin, variant)
    paid_order(lin, variant)
    Order.objects.filter(pk=oldest.pk).update(paid_at=clock.now() - timedelta(days=3))
    with acting_in(other_space):
        paid_order(wu)

    seen = overview()
    waiting = seen.context["orders"]

    assert (waiting.to_ship, waiting.unpaid) == (2, 2)
    assert clock.now() - waiting.since > timedelta(days=2)
    assert waiting.until == min(order.held_until for order in unpaid)
    assert 'href="/@shanye/studio/orders/?state=placed"' in seen.text


def test_what_went_wrong_is_counted_by_kind(overview, mei, wu, other_space):
    returned = PaymentReturned(order_id=uuid4(), payment_id=uuid4(), reason="unusable")
    refund = RefundFailed(refund_id=uuid4(), payment_id=uuid4(), purpose="order", purpose_id=uuid4())
    long_ago = PaymentFailed(
        payment_id=uuid4(), purpose="order", purpose_id=uuid4(), at=clock.now() - timedelta(days=31)
    )
    go_wrong(failed_payment(), returned, refund, NoticeRejected(notice_id=uuid4(), verdict="unknown"), long_ago)
    with acting_in(other_space):
        go_wrong(failed_payment())

    troubles = overview().context["troubles"]

    assert (troubles.payments, troubles.refunds, troubles.notices, troubles.total) == (2, 1, 1, 4)


def test_money_is_told_by_day_with_other_currencies_beside(overview, space, mei, wu, other_space):
    sell("today", 1000)
    sell("today in yen", 500, "JPY")
    post("back", {PROVIDER: money_of(-300), SALES: money_of(300)})
    sell("yesterday", 2000, ago=timedelta(hours=1))
    sell("this week", 4000, ago=timedelta(days=6))
    sell("before", 8000, ago=timedelta(days=6, hours=1))
    with acting_in(other_space):
        sell("elsewhere", 9)

    seen = overview()
    spans = seen.context["money"]

    assert {name: span.own.came_in.minor for name, span in spans.items()} == {
        "today": 1000, "yesterday": 2000, "week": 7000,
    }  # fmt: skip
    assert (spans["today"].own.went_back, spans["yesterday"].own.went_back) == (money_of(300), money_of(0))
    assert [astuple(each) for each in spans["week"].others] == [
        astuple(type(spans["week"].own)(money_of(500, "JPY"), money_of(0, "JPY")))
    ]
    assert spans["yesterday"].others == []
    assert "JP¥500" in seen.text


def test_the_days_of_money_lead_to_the_transfers_counted(overview, client_of, mei, space):
    sell("today", 1000)
    sell("yesterday", 2000, ago=timedelta(hours=1))
    post("no provider", {SALES: money_of(5), SALES.of(mei.id): money_of(-5)})
    spans = overview().context["money"]

    def listed(span):
        asked = {"account": "provider", "since": span.first, "until": span.last}
        rows = client_of(mei).get("/studio/ledger/transfers/", asked).context["page"].rows
        return [row.reason for row in rows]

    assert [listed(spans[name]) for name in ("today", "yesterday", "week")] == [
        ["today"], ["yesterday"], ["today", "yesterday"],
    ]  # fmt: skip


def test_members_and_openings_of_seven_days_lead_to_as_many_rows(overview, client_of, mei, lin):
    gone, early = make_member("Gone"), make_member("Early")
    leave_space(gone)
    Member.objects.filter(pk__in=[early.pk, mei.pk]).update(joined_at=clock.now() - timedelta(days=8))
    open_link(mei)
    open_link(mei, at=clock.now() - timedelta(days=10))

    seen = overview().context
    members, shares = seen["members"], seen["shares"]

    assert (members.today, members.week, members.before) == (1, 1, 2)
    assert (shares.today, shares.week, shares.before) == (1, 1, 1)
    browser = client_of(mei)
    listed = browser.get("/studio/members/", {"since": members.since}).context["page"].rows
    assert [row.name for row in listed] == ["Lin"]
    assert len(browser.get("/studio/sharing/touches/", {"since": shares.since}).context["page"].rows) == 1


def test_a_day_begins_at_the_midnight_of_the_space(overview, mei, monkeypatch):
    monkeypatch.setattr("juluo.core.clock.now", lambda: datetime(2026, 11, 22, 17, 0, tzinfo=UTC))
    assert str(overview().context["money"]["today"].first) == "2026-11-23"  # 01:00 in Shanghai


def test_the_checklist_follows_what_there_really_is(overview, mei):
    def done():
        return [line.icon for line in overview().context["checklist"].lines if line.done]

    make_draft(mei, "Draft")
    assert done() == ["mail", "undo"]
    make_post(mei, "First")
    make_variant()
    entrance = make_qr()
    assert done() == ["door", "pen", "shop", "mail", "undo"]
    close_entrance(entrance)
    make_draft(mei, example_title("Draft"))
    assert done() == ["pen", "shop", "mail"]


def test_the_checklist_asks_to_deliver_to_be_paid_to_send_and_to_share(overview, mei, lin, settings, tmp_path):
    def done():
        return {line.icon for line in overview().context["checklist"].lines if line.done}

    sent = settings.MAILERS
    files = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    settings.MAILERS = {"default": files}
    assert not {"truck", "qr", "mail", "link"} & done()
    settings.MAILERS = sent
    assert done() == {"mail", "undo"}
    zone = ShippingZone.objects.create(name="Moon", closed=True)
    assert "truck" not in done()
    ShippingZone.objects.filter(pk=zone.pk).update(closed=False)
    keep_account("sandbox", Credentials("m", "k", "s"))
    make_link(lin, "/")
    assert {"truck", "qr", "link"} <= done()


def test_whoever_comes_in_by_an_own_entrance_has_got_the_link(overview, mei):
    def shared():
        return next(line.done for line in overview().context["checklist"].lines if line.icon == "link")

    make_member("By the front door")
    assert not shared()
    make_member("By the shop window", entrance=make_qr())
    assert shared()


def test_where_money_is_played_with_the_space_can_be_paid(overview, settings):
    settings.JULUO_SANDBOX_TOKEN = "token"
    assert next(line.done for line in overview().context["checklist"].lines if line.icon == "qr")


def test_the_checklist_can_be_put_away_and_brought_back_in_this_browser(client_of, mei):
    browser = client_of(mei)
    assert "/studio/persona/#field-tagline" in browser.get("/studio/").text
    for place, seen in [("away", False), ("here", True)]:
        page = browser.post("/studio/checklist/", {"place": place}, follow=True).text
        assert ("/studio/persona/#field-tagline" in page) == seen
        assert 'id="checklist"' in page
    browser.post("/studio/checklist/", {"place": "away"})
    assert "/studio/persona/#field-tagline" in client_of(mei).get("/studio/").text


def test_a_complete_checklist_is_gone(overview, mei, space):
    describe_persona(PersonaWords(name="Mei", kind="person", human_author="Mei", tagline="Tea", beliefs=["Tea"]))
    tell_story("Why", "Because.")
    dress_space(brand="#aa1020", mood="plain", logo=None)
    make_link(mei, "/")
    publish_covenant("Be kind.")
    make_post(mei, "First")
    make_variant()
    make_qr()
    ShippingZone.objects.create(name="Moon")
    keep_account("sandbox", Credentials("m", "k", "s"))
    assert 'id="checklist"' in overview().text
    publish_plan(Terms(rate_bp=100))
    assert 'id="checklist"' not in overview().text


@pytest.mark.parametrize("role", RoleKey)
def test_the_overview_costs_the_same_for_one_row_and_for_three(client_of, lin, role):
    make_staff(lin, role)
    browser = client_of(lin)

    def add(number):
        sell(f"sale:{number}", 5, ("CNY", "JPY", "USD")[number])
        paid_order(lin)
        placed_order(lin)
        open_link(lin)
        go_wrong(failed_payment())
        make_member(f"Reader {number}")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/studio/").status_code == 200
        return [each["sql"] for each in queries if each["sql"] not in {"BEGIN", "COMMIT"}]

    add(0)
    browser.get("/studio/")
    few = asked()
    add(1)
    add(2)
    more = asked()

    assert len(more) == len(few)
    assert len(more) <= 12
