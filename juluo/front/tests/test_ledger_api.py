"""The ledger through the API: balances, what happened in words, a member's accounts and statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core.keys import make_key
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.ledger.models import Transfer
from juluo.ledger.operations import post, reverse
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, PROVIDER, SALES
from juluo.mall.tests.factories import paid_order
from juluo.testing.digest import changes, digest

LEDGER = "/api/v1/ledger"


def yuan(minor):
    return Money(minor, "CNY")


def earn(member, minor, reason):
    return post(reason, {COMMISSION_COST: yuan(minor), COMMISSION.of(member.id): yuan(-minor)})


def read(browser, path, **asked):
    answer = browser.get(f"{LEDGER}/{path}", asked, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.json()


def problem(answer):
    return answer.status_code, answer.json()["code"]


@pytest.fixture
def earned(lin):
    earn(lin, 90, "commission:1")
    return earn(lin, 10, "commission:2")


def test_a_members_accounts_and_statement_are_found_by_member_and_name(client_of, mei, lin, earned):
    browser = client_of(mei)
    [account] = read(browser, f"members/{lin.id}/accounts")
    lines = read(browser, f"members/{lin.id}/statement", kind="commission", currency="CNY")["items"]

    assert (account["kind"], account["balance"]) == ("commission", {"minor": 100, "currency": "CNY"})
    assert [(line["reason"], line["amount"]["minor"], line["balance"]) for line in lines] == [
        ("commission:2", 10, {"minor": 100, "currency": "CNY"}),
        ("commission:1", 90, {"minor": 90, "currency": "CNY"}),
    ]
    assert read(browser, f"members/{lin.id}/statement")["items"] == lines
    assert read(browser, f"accounts/{account['id']}/statement")["items"] == lines


def test_page_and_api_tell_the_same_statement(client_of, mei, lin, earned):
    rows = client_of(mei).get(f"/studio/ledger/members/{lin.id}/").context["page"].rows
    lines = read(client_of(mei), f"members/{lin.id}/statement")["items"]
    assert [(row.natural, row.running) for row in rows] == [
        (line["amount"]["minor"], line["balance"]["minor"]) for line in lines
    ]


def test_a_statement_runs_its_balance_across_pages(client_of, mei, lin, earned):
    browser, sums, path = client_of(mei), [], f"{LEDGER}/members/{lin.id}/statement?limit=1"
    while path:
        page = browser.get(path).json()
        sums += [line["balance"]["minor"] for line in page["items"]]
        path = (page["next"] or "").removeprefix("http://testserver")
    assert sums == [100, 90]


def test_an_account_that_never_was_and_a_foreign_member_are_not_found(client_of, mei, lin, wu, other_space, earned):
    with acting_in(other_space):
        earn(wu, 5, "commission:1")
    browser = client_of(mei)
    asked = [
        f"members/{lin.id}/statement?kind=owed",
        f"members/{lin.id}/statement?currency=JPY",
        f"members/{mei.id}/statement",
        f"members/{wu.id}/statement",
        f"members/{wu.id}/accounts",
    ]
    assert {problem(browser.get(f"{LEDGER}/{path}")) for path in asked} == {(404, "not_found")}
    assert read(browser, f"members/{mei.id}/accounts") == []
    assert len(read(client_of(wu, other_space), f"members/{wu.id}/statement")["items"]) == 1


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [({"kind": bad}, "#/kind") for bad in ("nonsense", "", "sales", "Commission", "commission\n")]
    + [({"currency": bad}, "#/currency") for bad in ("", "cny", "CNYX", "ＣＮＹ", "1")]
    + [({"limit": "0"}, "#/limit"), ({"after": "x"}, "#/after")],
)
def test_a_value_that_names_no_account_is_named_and_changes_nothing(client_of, mei, lin, earned, asked, pointer):
    before, answer = digest(), client_of(mei).get(f"{LEDGER}/members/{lin.id}/statement", asked)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert changes(before, digest()) == []


def test_a_transfer_is_told_by_the_sentence_of_its_fact_else_by_its_reason(client_of, mei, lin):
    order = paid_order(lin)
    plain = post("by-hand:1", {PROVIDER: yuan(5), SALES: yuan(-5)})
    browser = client_of(mei)

    told = [(each["reason"], each["sentence"]) for each in read(browser, "transfers")["items"]]

    assert told == [("by-hand:1", "by-hand:1"), (f"order-paid:{order.id}", "An order was paid")]
    page = browser.get("/studio/ledger/transfers/", headers={"Accept-Language": "en"}).text
    assert page.index(">by-hand:1</a>") < page.index(">An order was paid</a>")
    assert "<h1>by-hand:1" in browser.get(f"/studio/ledger/transfers/{plain.id}/").text.replace("\n", "")


def test_a_reversal_and_what_it_undid_name_each_other(client_of, mei, lin):
    paid_order(lin)
    sale = Transfer.objects.get()
    undone = reverse(sale, reason="undo:1")
    first, second = (
        client_of(mei).get(f"/studio/ledger/transfers/{each.id}/", headers={"Accept-Language": "en"}).text
        for each in (sale, undone)
    )
    assert (f"/transfers/{undone.id}/" in first, ">undo:1</a>" in first) == (True, True)
    assert (f"/transfers/{sale.id}/" in second, ">An order was paid</a>" in second) == (True, True)


def test_findings_carry_money_where_a_rule_is_about_money(client_of, mei, earned, wiper):
    with wiper.transaction():
        wiper.execute("SET LOCAL session_replication_role = replica")
        wiper.execute("UPDATE ledger_entry SET minor = 91 WHERE minor = 90")
        wiper.execute("DELETE FROM ledger_entry WHERE minor = -10")
    found = read(client_of(mei), "check")["findings"]
    amounts = {(each["rule"], each["where"]): each["amount"] for each in found}
    assert amounts["zero_sum", "commission:1"] == {"minor": 1, "currency": "CNY"}
    assert amounts["two_entries", "commission:2"] is None


@pytest.mark.parametrize("path", ["accounts", "statement"])
def test_only_staff_who_may_read_the_ledger_see_a_members_money(client_of, lin, mei, earned, path):
    where = f"{LEDGER}/members/{lin.id}/{path}"

    def with_scope(scope):
        _key, token = make_key(mei, name="books", scopes=[scope])
        return client_of().get(where, headers={"Authorization": f"Bearer {token}"})

    assert problem(client_of().get(where)) == (401, "sign_in")
    assert problem(client_of(lin).get(where)) == (403, "not_allowed")
    make_staff(lin, RoleKey.EDITOR)
    assert problem(client_of(lin).get(where)) == (403, "not_allowed")
    assert problem(with_scope("orders.read")) == (403, "not_allowed")
    assert with_scope("ledger.read").status_code == 200


@pytest.mark.parametrize("path", ["transfers", "members/{lin}/statement", "members/{lin}/accounts"])
def test_a_list_of_the_ledger_costs_the_same_at_one_row_and_at_three(client_of, mei, lin, path):
    browser, where = client_of(mei), path.format(lin=lin.id)
    earn(lin, 1, "commission:1")
    read(browser, where)
    with CaptureQueriesContext(connection) as few:
        read(browser, where)
    earn(lin, 2, "commission:2")
    earn(lin, 3, "commission:3")
    with CaptureQueriesContext(connection) as more:
        read(browser, where)
    assert len(more) == len(few)
