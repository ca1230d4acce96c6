"""`findings` names each kind of defect. The defects are planted by a superuser: the runtime login could not."""

import pytest
from django.db import transaction

from juluo.core.ids import uuid7
from juluo.core.models import FactRow
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import SpaceFactory
from juluo.ledger.models import LedgerCheck
from juluo.ledger.operations import check_ledger, credit_legs, debit_legs, post
from juluo.ledger.queries import (
    _CHECKS,
    account_of,
    balance_of,
    balances_of_member,
    findings,
    last_check,
    statement,
    transfers_latest_first,
)
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, OWED, PROVIDER, SALES
from juluo.ledger.tasks import check_every_ledger
from juluo.ledger.wording import RULE_WORDS


def cny(minor):
    return Money(minor, "CNY")


@pytest.fixture
@transaction.atomic
def books(tea, lin):
    post("order-paid:1", {PROVIDER: cny(9900), SALES: cny(-9900)})
    post("commission:1", {COMMISSION_COST: cny(500), **credit_legs(COMMISSION.of(lin.id), cny(500))}, fact_id=uuid7())
    post("clawback:1", {COMMISSION_COST: cny(-700), **debit_legs(COMMISSION.of(lin.id), cny(700))}, fact_id=uuid7())


@pytest.fixture
def plant(books, wiper):
    def run(sql, *values):
        with wiper.transaction():
            wiper.execute("SET LOCAL session_replication_role = replica")
            wiper.execute(sql, values)

    return run


def found():
    return {each.rule for each in findings()}


def test_sound_books_have_no_findings(books):
    assert findings() == []


@pytest.mark.parametrize(
    ("sql", "rules"),
    [
        ("UPDATE ledger_entry SET minor = 9901 WHERE minor = 9900", {"zero_sum"}),
        ("DELETE FROM ledger_entry WHERE minor = 9900", {"zero_sum", "two_entries"}),
        ("DELETE FROM ledger_transfer WHERE reason = 'order-paid:1'", {"orphan_entry"}),
        ("DELETE FROM ledger_account WHERE kind = 'sales'", {"orphan_entry"}),
        ("UPDATE ledger_account SET currency = 'USD' WHERE kind = 'sales'", {"orphan_entry"}),
        ("UPDATE ledger_account SET balance_minor = 1 WHERE kind = 'commission'", {"balance_kept"}),
        ("UPDATE ledger_account SET balance_minor = 0 WHERE kind = 'owed'", {"balance_kept"}),
        ("UPDATE ledger_transfer SET fact_id = NULL WHERE reason = 'clawback:1'", {"owed_explained"}),
    ],
)
def test_each_planted_defect_is_found_by_the_rule_it_breaks(plant, sql, rules):
    plant(sql)
    assert found() == rules


def test_a_negative_balance_is_found(plant, wiper):
    wiper.execute("ALTER TABLE ledger_account DROP CONSTRAINT account_not_negative")
    try:
        plant("UPDATE ledger_account SET balance_minor = -1 WHERE kind = 'commission'")
        assert found() == {"not_negative", "balance_kept"}
    finally:
        plant("UPDATE ledger_account SET balance_minor = 0 WHERE kind = 'commission'")
        wiper.execute(
            "ALTER TABLE ledger_account ADD CONSTRAINT account_not_negative"
            " CHECK (balance_minor IS NULL OR balance_minor >= 0)",
        )


def test_a_finding_says_where_and_how_much(plant):
    plant("UPDATE ledger_entry SET minor = 9901 WHERE minor = 9900")
    [finding] = findings()
    assert finding.as_json() == {"rule": "zero_sum", "where": "order-paid:1", "minor": 1, "currency": "CNY"}


def test_defects_of_another_space_are_its_own(plant):
    with acting_in(SpaceFactory()):
        plant("UPDATE ledger_entry SET minor = 9901 WHERE minor = 9900")
        assert findings() == []


def test_a_check_keeps_what_it_found(plant):
    assert last_check() is None
    plant("UPDATE ledger_entry SET minor = 9901 WHERE minor = 9900")
    check = check_ledger()
    assert (last_check(), check.found) == (check, 1)
    assert check.findings == [{"rule": "zero_sum", "where": "order-paid:1", "minor": 1, "currency": "CNY"}]


def test_a_check_keeps_the_first_findings_and_counts_them_all(plant, monkeypatch):
    monkeypatch.setattr("juluo.ledger.operations._FINDINGS_KEPT", 1)
    plant("DELETE FROM ledger_entry WHERE minor = 9900")
    check = check_ledger()
    assert (len(check.findings), check.found) == (1, 2)


def test_every_ledger_is_checked_at_night_by_nobody(books, tea):
    other = SpaceFactory()
    check_every_ledger.run()
    check_every_ledger.run()
    assert [(each.found, each.findings) for each in LedgerCheck.objects.all()] == [(0, [])] * 2
    facts = FactRow.objects.filter(name="LedgerChecked").values_list("actor_id", "by_staff", "data__found")
    assert list(facts) == [(None, False, 0)] * 2
    with acting_in(other):
        assert LedgerCheck.objects.count() == 2


def test_a_check_that_is_rolled_back_leaves_nothing(books):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        check_ledger()
        raise ZeroDivisionError
    assert (LedgerCheck.objects.count(), FactRow.objects.filter(name="LedgerChecked").count()) == (0, 0)


def test_every_rule_has_words():
    assert set(RULE_WORDS) == set(_CHECKS)


def test_a_statement_runs_from_the_first_entry_to_the_balance(tea, books):
    post("order-paid:2", {PROVIDER: cny(100), SALES: cny(-100)})
    rows = statement(account_of(SALES, "CNY"))
    assert [(row.transfer.reason, row.natural, row.running) for row in rows] == [
        ("order-paid:2", 100, 10000),
        ("order-paid:1", 9900, 9900),
    ]


def test_a_members_accounts_stand_in_the_charts_order(lin, books):
    rows = [(row.kind, row.balance_minor) for row in balances_of_member(lin.id)]
    assert rows == [("commission", 0), ("owed", 200)]


def test_an_account_that_was_never_used_is_zero(tea, lin):
    assert balance_of(OWED.of(lin.id), "CNY") == cny(0)
    assert account_of(PROVIDER, "CNY") is None


def test_transfers_come_latest_first(books):
    assert [row.reason for row in transfers_latest_first()] == ["clawback:1", "commission:1", "order-paid:1"]
