from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.members import set_rung
from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.front.queries.overview import overview_of, today_began
from juluo.ledger.models import Transfer
from juluo.ledger.operations import post
from juluo.ledger.queries import balances_of_member
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, PROVIDER, SALES
from juluo.mall.models import Refund
from juluo.mall.tests.factories import make_variant, paid_order, placed_order


def yuan(minor):
    return Money(minor, "CNY")


def test_a_day_begins_at_the_midnight_of_the_space(space):
    now = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # 01:00 of the 23rd in Shanghai
    assert today_began(space, now) == datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def test_the_overview_answers_five_questions(space, lin, wu, other_space):
    variant = make_variant()
    placed_order(lin, variant)
    order = paid_order(lin, variant)
    Refund.objects.create(
        order=order, key="r", goods_minor=1, reason="Broken", made_at=clock.now(), failed_at=clock.now()
    )
    post("back", {PROVIDER: yuan(-300), SALES: yuan(300)})
    with acting_in(other_space):
        post("elsewhere", {PROVIDER: yuan(9), SALES: yuan(-9)})

    numbers = overview_of(space)

    assert (numbers.to_ship, [each.order.ref for each in numbers.failed]) == (1, [order.ref])
    assert (numbers.joined_today, numbers.joined, numbers.joined_before) == (2, 2, 0)
    assert (numbers.money_in, numbers.money_back) == (order.total, yuan(300))
    assert (numbers.visitors, numbers.visitors_before) == (0, 0)


def test_the_overview_page_links_its_numbers(client_of, mei, lin):
    order = paid_order(lin, make_variant())
    page = client_of(mei).get("/studio/").text
    for target in ("/studio/orders/?state=paid", "/studio/members/", "/studio/ledger/transfers/"):
        assert target in page
    assert order.ref not in page


def test_the_audit_log_says_who_did_what_to_whom_and_why(client_of, mei, lin):
    with acting_as(Actor(mei.id, staff=True)):
        set_rung(lin, Rung.ANGEL, reason="Three tastings")

    line = client_of(mei).get("/studio/audit/").context["lines"][0]

    assert (line.who, line.about, line.about_id, line.reason) == ("Mei", "Lin", lin.id, "Three tastings")
    assert str(Rung.FAN.label) in line.sentence
    assert str(Rung.ANGEL.label) in line.sentence


def test_the_audit_log_leaves_out_what_members_did_and_other_spaces(client_of, mei, wu, other_space):
    with acting_in(other_space), acting_as(Actor(wu.id, staff=True)):
        set_rung(wu, Rung.ANGEL, reason="Elsewhere")
    page = client_of(mei).get("/studio/audit/")
    assert page.context["lines"] == []
    assert "Elsewhere" not in page.text


@pytest.fixture
def books(lin, mei):
    sale = post("order-paid:1", {PROVIDER: yuan(900), SALES: yuan(-900)})
    post("commission:1", {COMMISSION_COST: yuan(90), COMMISSION.of(lin.id): yuan(-90)})
    post("commission:2", {COMMISSION_COST: yuan(10), COMMISSION.of(lin.id): yuan(-10)})
    return sale


def test_the_ledger_shows_balances_and_that_it_is_sound(client_of, mei, books):
    page = client_of(mei).get("/studio/ledger/")
    kinds = {row["kind"]: row["balance"] for row in page.context["balances"]}
    assert (kinds["provider"], kinds["sales"], kinds["commission"]) == (yuan(900), yuan(900), yuan(100))
    assert "notice-ok" in page.text


def test_transfers_are_shown_latest_first_with_their_entries(client_of, mei, books, wu, other_space):
    with acting_in(other_space):
        foreign = post("elsewhere", {PROVIDER: yuan(9), SALES: yuan(-9)})
    page = client_of(mei).get("/studio/ledger/transfers/").text

    assert page.index("commission:2") < page.index("commission:1") < page.index("order-paid:1")
    assert "elsewhere" not in page
    assert client_of(mei).get(f"/studio/ledger/transfers/{books.id}/").status_code == 200
    assert client_of(mei).get(f"/studio/ledger/transfers/{foreign.id}/").status_code == 404


def test_a_statement_runs_its_balance_across_pages(client_of, mei, lin, books, monkeypatch):
    monkeypatch.setattr("juluo.ledger.studio._ROWS", 1)
    browser, path = client_of(mei), f"/studio/ledger/members/{lin.id}/"
    first = browser.get(path).context["page"]
    second = browser.get(path, {"after": first.next}).context["page"]

    assert [(row.natural, row.running) for row in first.rows + second.rows] == [(10, 100), (90, 90)]
    assert balances_of_member(lin.id)[0].balance_minor == 100


def test_a_member_without_accounts_and_a_foreign_one(client_of, mei, wu):
    browser = client_of(mei)
    assert browser.get(f"/studio/ledger/members/{mei.id}/").status_code == 200
    assert browser.get(f"/studio/ledger/members/{wu.id}/").status_code == 404


@pytest.mark.parametrize("path", ["", "audit/", "ledger/", "ledger/transfers/"])
def test_the_studio_is_for_staff(client_of, lin, path):
    assert client_of(lin).get(f"/studio/{path}").status_code == 404
    assert "/accounts/login/" in client_of().get(f"/studio/{path}")["Location"]


@pytest.mark.parametrize("path", ["ledger/transfers/", "audit/", ""])
def test_lists_cost_the_same_at_one_row_and_at_three(client_of, mei, lin, path):
    browser = client_of(mei)

    def add(number):
        with acting_as(Actor(mei.id, staff=True)):
            set_rung(lin, Rung.ANGEL if number % 2 else Rung.FAN, reason="Because")
        post(f"sale:{number}", {PROVIDER: yuan(5), COMMISSION.of(lin.id): yuan(-5)})

    add(1)
    browser.get(f"/studio/{path}")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/studio/{path}")
    add(2)
    add(3)
    with CaptureQueriesContext(connection) as more:
        browser.get(f"/studio/{path}")

    assert Transfer.objects.count() == 3
    assert len(more) == len(few)
