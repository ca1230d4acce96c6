"""Somebody holds the runtime login and writes SQL by hand. The database itself keeps the ledger true."""

import pytest
from django.db import Error, connection, transaction

from juluo.core.ids import uuid7
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import SpaceFactory
from juluo.ledger.models import Account, Entry, Transfer
from juluo.ledger.operations import post
from juluo.ledger.queries import findings
from juluo.ledger.rules import PROVIDER, SALES


def sell(reason, currency="CNY"):
    return post(reason, {PROVIDER: Money(9900, currency), SALES: Money(-9900, currency)})


@pytest.fixture
def sold(tea):
    return sell("order-paid:1")


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def account(kind, currency="CNY"):
    return Account.objects.get(kind=kind, currency=currency)


def add_transfer(space, reason="forged"):
    made = uuid7()
    run(
        "INSERT INTO ledger_transfer (space_id, id, reason, made_in, at) VALUES (%s, %s, %s, 0, now())",
        space.id, made, reason,
    )  # fmt: skip
    return made


def add_entry(space, transfer_id, into, minor, currency="CNY"):
    run(
        "INSERT INTO ledger_entry (space_id, id, transfer_id, account_id, currency, minor)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        space.id, uuid7(), transfer_id, into.id, currency, minor,
    )  # fmt: skip


def digest():
    return (
        list(Transfer.objects.order_by("id").values_list()),
        list(Entry.objects.order_by("id").values_list()),
        list(Account.objects.order_by("id").values_list()),
    )


@pytest.fixture
def unchanged(tea, sold):
    before = digest()
    yield
    assert digest() == before
    assert findings() == []


def refused(act):
    with pytest.raises(Error), transaction.atomic():
        act()


def test_a_balanced_transfer_by_hand_is_let_through_so_the_attacks_below_fail_for_their_own_reason(tea, sold):
    with transaction.atomic():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider"), 5)
        add_entry(tea, transfer, account("sales"), -5)
    assert Transfer.objects.count() == 2


@pytest.mark.parametrize("minors", [(), (100,), (100, -99), (100, 1), (1, 1, -1)])
def test_a_transfer_that_does_not_balance_is_refused(tea, unchanged, minors):
    def attack():
        transfer = add_transfer(tea)
        for minor in minors:
            add_entry(tea, transfer, account("provider"), minor)

    refused(attack)


def test_an_entry_of_zero_is_refused(tea, unchanged):
    def attack():
        transfer = add_transfer(tea)
        for minor in (0, 5, -5):
            add_entry(tea, transfer, account("provider"), minor)

    refused(attack)


def test_sums_of_two_currencies_do_not_balance_each_other(tea, sold):
    sell("dollars", "USD")
    before = digest()

    def attack():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider"), 100, "CNY")
        add_entry(tea, transfer, account("sales", "USD"), -100, "USD")

    refused(attack)
    assert digest() == before


def test_an_entry_in_another_currency_than_its_accounts_is_refused(tea, sold):
    sell("dollars", "USD")
    before = digest()

    def attack():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider", "USD"), 100, "CNY")
        add_entry(tea, transfer, account("sales"), -100, "CNY")

    refused(attack)
    assert digest() == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET minor = minor * 2",
        "UPDATE ledger_entry SET account_id = account_id",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "UPDATE ledger_transfer SET reason = 'x'",
        "UPDATE ledger_transfer SET made_in = pg_current_xact_id()::text::bigint",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer CASCADE",
        "DELETE FROM ledger_account",
        "UPDATE ledger_account SET currency = 'USD'",
        "UPDATE ledger_account SET kind = 'sales'",
        "UPDATE ledger_account SET owner_id = NULL, id = id",
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "ALTER TABLE ledger_entry NO FORCE ROW LEVEL SECURITY",
        "DROP TRIGGER entry_balances ON ledger_entry",
        "CREATE OR REPLACE FUNCTION juluo_check_transfer() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "SET session_replication_role = replica",
        "CREATE TEMP TABLE ledger_entry (LIKE ledger_entry)",
        "CREATE SCHEMA mine",
        "SET ROLE juluo_owner",
    ],
)
def test_what_was_posted_cannot_be_edited_deleted_or_unguarded(unchanged, sql):
    refused(lambda: run(sql))


def test_entries_cannot_be_appended_to_an_old_transfer_even_when_they_balance(tea, sold, unchanged):
    def attack():
        add_entry(tea, sold.id, account("provider"), 5)
        add_entry(tea, sold.id, account("sales"), -5)

    refused(attack)


def test_an_old_transfer_cannot_pretend_to_be_new(tea, unchanged):
    def attack():
        transfer = uuid7()
        run(
            "INSERT INTO ledger_transfer (space_id, id, reason, made_in, at)"
            " VALUES (%s, %s, 'x', pg_current_xact_id()::text::bigint + 1, now())",
            tea.id,
            transfer,
        )
        add_entry(tea, transfer, account("provider"), 5)

    refused(attack)


@pytest.mark.parametrize("setting", ["", "00000000-0000-7000-8000-000000000000", "other"])
def test_clearing_or_switching_the_space_before_commit_does_not_blind_the_check(tea, unchanged, setting):
    switched = str(SpaceFactory().id) if setting == "other" else setting

    def attack():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider"), 100)
        run("SELECT set_config('juluo.space', %s, true)", switched)

    refused(attack)


def test_a_session_setting_does_not_outlive_the_transactions_own(tea, unchanged):
    def attack():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider"), 100)
        run("SELECT set_config('juluo.space', '', false)")
        run("RESET ALL")

    refused(attack)


def test_checking_early_does_not_excuse_what_comes_after(tea, unchanged):
    def attack():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider"), 100)
        add_entry(tea, transfer, account("sales"), -100)
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
        add_entry(tea, transfer, account("provider"), 7)

    refused(attack)


def test_a_savepoint_rolled_back_does_not_leave_half_a_transfer(tea, unchanged):
    def attack():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, account("provider"), 100)
        with transaction.atomic():
            add_entry(tea, transfer, account("sales"), -100)
            transaction.set_rollback(True)

    refused(attack)


def test_an_entry_cannot_reach_into_another_space(tea, unchanged):
    with acting_in(SpaceFactory()):
        theirs = sell("order-paid:1")
        their_account = account("provider")

    def into_their_transfer():
        add_entry(tea, theirs.id, account("provider"), 5)
        add_entry(tea, theirs.id, account("sales"), -5)

    def into_their_account():
        transfer = add_transfer(tea)
        add_entry(tea, transfer, their_account, 5)
        add_entry(tea, transfer, account("sales"), -5)

    refused(into_their_transfer)
    refused(into_their_account)


def test_a_balance_below_zero_is_refused_by_the_database(tea, lin):
    row = Account.objects.create(kind="commission", owner=lin, currency="CNY", balance_minor=0)
    refused(lambda: run("UPDATE ledger_account SET balance_minor = -1 WHERE id = %s", row.id))


def test_one_kind_of_money_of_one_owner_has_one_account(tea, sold):
    refused(lambda: Account.objects.create(kind="provider", currency="CNY"))
