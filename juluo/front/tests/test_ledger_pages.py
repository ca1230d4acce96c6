from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core import clock
from juluo.core.models import FactRow
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.ledger.models import LedgerCheck, Transfer
from juluo.ledger.operations import check_ledger, post
from juluo.ledger.queries import balances_of_member
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, PROVIDER, SALES


def yuan(minor):
    return Money(minor, "CNY")


@pytest.fixture
def books(lin, mei):
    sale = post("order-paid:1", {PROVIDER: yuan(900), SALES: yuan(-900)})
    post("commission:1", {COMMISSION_COST: yuan(90), COMMISSION.of(lin.id): yuan(-90)})
    post("commission:2", {COMMISSION_COST: yuan(10), COMMISSION.of(lin.id): yuan(-10)})
    return sale


def test_the_ledger_shows_balances(client_of, mei, books):
    page = client_of(mei).get("/studio/ledger/")
    kinds = {row["kind"]: row["balance"] for row in page.context["balances"]}
    assert (kinds["provider"], kinds["sales"], kinds["commission"]) == (yuan(900), yuan(900), yuan(100))


def test_the_ledger_page_shows_the_last_check_and_does_not_check(client_of, mei, books, monkeypatch):
    browser = client_of(mei)
    assert "notice-ok" not in browser.get("/studio/ledger/").text
    check_ledger()
    monkeypatch.setattr("juluo.ledger.operations.findings", pytest.fail)
    assert "notice-ok" in browser.get("/studio/ledger/").text


def test_what_the_check_found_is_shown_where_and_by_how_much(client_of, mei, books, wiper):
    with wiper.transaction():
        wiper.execute("SET LOCAL session_replication_role = replica")
        wiper.execute("UPDATE ledger_entry SET minor = 901 WHERE minor = 900")
    check_ledger()
    page = client_of(mei).get("/studio/ledger/").text
    assert ("notice-bad" in page, "order-paid:1" in page, "¥0.01" in page) == (True, True, True)


def test_staff_may_have_the_ledger_checked_now(client_of, mei, books):
    answer = client_of(mei).post("/studio/ledger/checks/")
    assert answer["Location"] == "/@shanye/studio/ledger/"
    check, fact = LedgerCheck.objects.get(), FactRow.objects.get(name="LedgerChecked")
    assert (check.found, fact.actor_id, fact.by_staff, fact.subject_id) == (0, mei.id, True, check.id)
    assert client_of(mei).get("/studio/ledger/checks/").status_code == 405


def test_transfers_are_shown_latest_first_with_their_entries(client_of, mei, books, wu, other_space):
    with acting_in(other_space):
        foreign = post("elsewhere", {PROVIDER: yuan(9), SALES: yuan(-9)})
    page = client_of(mei).get("/studio/ledger/transfers/").text

    assert page.index("commission:2") < page.index("commission:1") < page.index("order-paid:1")
    assert "elsewhere" not in page
    assert client_of(mei).get(f"/studio/ledger/transfers/{books.id}/").status_code == 200
    assert client_of(mei).get(f"/studio/ledger/transfers/{foreign.id}/").status_code == 404


def test_transfers_are_filtered_by_account_and_by_days(client_of, mei, books):
    yesterday = clock.now() - timedelta(days=1)
    post("old", {PROVIDER: yuan(1), SALES: yuan(-1)}, at=yesterday)

    def listed(**asked):
        return [row.reason for row in client_of(mei).get("/studio/ledger/transfers/", asked).context["page"].rows]

    everything = ["commission:2", "commission:1", "order-paid:1", "old"]
    assert listed(account="provider") == ["order-paid:1", "old"]
    assert listed(account="provider", since=clock.now().date() + timedelta(days=2)) == []
    assert listed(until=yesterday.date() - timedelta(days=1)) == []
    assert listed(account="rubbish", since="9999-12-31", until="x") == everything


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


@pytest.mark.parametrize("path", ["", "transfers/"])
def test_the_ledger_is_for_staff(client_of, lin, path):
    assert client_of(lin).get(f"/studio/ledger/{path}").status_code == 404
    assert client_of(lin).post("/studio/ledger/checks/").status_code == 404
    assert "/accounts/login/" in client_of().get(f"/studio/ledger/{path}")["Location"]


@pytest.mark.parametrize("path", ["", "transfers/", "transfers/?account=provider&since=2026-01-01"])
def test_the_ledger_costs_the_same_at_one_row_and_at_three(client_of, mei, lin, path):
    browser = client_of(mei)

    def add(number):
        post(f"sale:{number}", {PROVIDER: yuan(5), COMMISSION.of(lin.id): yuan(-5)})

    add(1)
    browser.get(f"/studio/ledger/{path}")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/studio/ledger/{path}")
    add(2)
    add(3)
    with CaptureQueriesContext(connection) as more:
        browser.get(f"/studio/ledger/{path}")

    assert Transfer.objects.count() == 3
    assert len(more) == len(few)
