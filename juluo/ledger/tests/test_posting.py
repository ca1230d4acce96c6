"""Posting, reversing, crediting and taking back: happy, refused, twice, two at once, rolled back."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connections, transaction

from juluo.core.ids import uuid7
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import MemberFactory, SpaceFactory
from juluo.ledger import operations
from juluo.ledger.models import Account, Entry, Transfer
from juluo.ledger.operations import check_balanced, credit_legs, debit_legs, post, reverse
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, OWED, PROVIDER, SALES, SHIPPING, Place


def cny(minor):
    return Money(minor, "CNY")


def sell(reason="order-paid:1", minor=9900):
    return post(reason, {PROVIDER: cny(minor), SALES: cny(-minor)})


def earn(member, minor, reason="commission:1"):
    return post(reason, {COMMISSION_COST: cny(minor), COMMISSION.of(member.id): cny(-minor)})


def spend(member, minor, reason="payout:1"):
    return post(reason, {COMMISSION.of(member.id): cny(minor), PROVIDER: cny(-minor)})


def balance(place, currency="CNY"):
    return balance_of(place, currency).minor


def at_once(*acts):
    """Call each function in a thread of its own, all starting together; return results or exceptions in order."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(10)
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at what each thread got
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result() for each in [threads.submit(copy_context().run, run, act) for act in acts]]


def test_a_sale_moves_money_from_nowhere_to_nowhere(tea):
    transfer = post("order-paid:1", {PROVIDER: cny(10900), SALES: cny(-9900), SHIPPING: cny(-1000)})

    entries = Entry.objects.values_list("account__kind", "minor", "currency", "transfer_id")
    assert set(entries) == {
        ("provider", 10900, "CNY", transfer.id),
        ("sales", -9900, "CNY", transfer.id),
        ("shipping", -1000, "CNY", transfer.id),
    }
    assert (balance(PROVIDER), balance(SALES), balance(SHIPPING)) == (10900, 9900, 1000)
    assert findings() == []


def test_each_currency_balances_by_itself(tea):
    legs = {PROVIDER: cny(100), SALES: Money(-100, "USD")}
    with pytest.raises(ValueError, match="balance"):
        post("mixed", legs)
    assert Transfer.objects.count() == 0


@pytest.mark.parametrize(
    "legs",
    [
        {},
        {PROVIDER: cny(100)},
        {PROVIDER: cny(100), SALES: cny(-99)},
        {PROVIDER: cny(0), SALES: cny(0)},
        {PROVIDER: cny(0), SALES: cny(5)},
    ],
)
def test_legs_that_do_not_balance_are_a_mistake_and_leave_nothing(tea, legs):
    with pytest.raises(ValueError, match="balance"):
        post("wrong", legs)
    assert (Transfer.objects.count(), Account.objects.count()) == (0, 0)


def test_zero_legs_are_left_out(tea):
    post("free-shipping", {PROVIDER: cny(100), SALES: cny(-100), SHIPPING: cny(0)})
    assert set(Entry.objects.values_list("account__kind", flat=True)) == {"provider", "sales"}


def test_posting_the_same_reason_twice_moves_money_once(tea):
    assert sell() == sell()
    assert (balance(PROVIDER), Transfer.objects.count()) == (9900, 1)


def test_two_threads_posting_one_reason_at_once_move_money_once(tea):
    first, second = at_once(sell, sell)
    assert first == second
    assert (balance(PROVIDER), Transfer.objects.count(), findings()) == (9900, 1, [])


def test_the_same_reason_in_another_space_is_another_transfer(tea):
    sell()
    with acting_in(SpaceFactory()):
        assert balance(PROVIDER) == 0
        sell(minor=1)
        assert balance(PROVIDER) == 1
    assert balance(PROVIDER) == 9900


def test_a_transfer_rolled_back_leaves_nothing_and_can_be_posted_again(tea):
    with transaction.atomic():
        sell()
        transaction.set_rollback(True)
    assert (Transfer.objects.count(), Account.objects.count()) == (0, 0)

    sell()
    assert balance(SALES) == 9900


def test_a_member_cannot_spend_more_than_they_have(tea, lin):
    earn(lin, 500)
    with pytest.raises(Refused) as refused:
        spend(lin, 501)
    assert refused.value.code == "insufficient"
    assert (balance(COMMISSION.of(lin.id)), Transfer.objects.count(), findings()) == (500, 1, [])


def test_a_member_can_spend_everything(tea, lin):
    earn(lin, 500)
    spend(lin, 500)
    assert balance(COMMISSION.of(lin.id)) == 0


def test_of_two_payouts_at_once_that_do_not_both_fit_one_is_refused(tea, lin):
    earn(lin, 500)
    results = at_once(lambda: spend(lin, 400, "payout:1"), lambda: spend(lin, 400, "payout:2"))
    assert sorted(type(each).__name__ for each in results) == ["Refused", "Transfer"]
    assert (balance(COMMISSION.of(lin.id)), findings()) == (100, [])


def test_gifts_in_opposite_directions_at_once_do_not_deadlock(tea, lin, hao):
    earn(lin, 1000, "commission:lin")
    earn(hao, 1000, "commission:hao")

    def give(giver, taker, number):
        def act():
            for each in range(20):
                post(f"{number}:{each}", {COMMISSION.of(giver.id): cny(7), COMMISSION.of(taker.id): cny(-7)})

        return act

    results = at_once(give(lin, hao, 1), give(hao, lin, 2), give(lin, hao, 3), give(hao, lin, 4))

    assert results == [None] * 4
    assert (balance(COMMISSION.of(lin.id)), balance(COMMISSION.of(hao.id)), findings()) == (1000, 1000, [])


def test_new_accounts_named_in_opposite_orders_at_once_do_not_deadlock(tea):
    places = [Place(kind) for kind in ("provider", "sales", "shipping", "refunds_due", "commission_cost")]

    def open_all(currency, number, order):
        sums = {place: Money(1, currency) for place in order[1:]}
        return lambda: post(f"{currency}:{number}", {order[0]: Money(-4, currency), **sums})

    for at in range(12):
        results = at_once(
            open_all(f"X{at:02}", 1, places),
            open_all(f"X{at:02}", 2, places[::-1]),
            open_all(f"X{at:02}", 3, places[2:] + places[:2]),
        )
        assert [type(each) for each in results] == [Transfer] * 3
    assert findings() == []


def test_reversing_mirrors_every_entry_once(tea):
    sold = post("order-paid:1", {PROVIDER: cny(10900), SALES: cny(-9900), SHIPPING: cny(-1000)})

    undone = reverse(sold, reason="undo:1")
    again = reverse(sold, reason="undo:2")

    assert undone == again
    assert undone.reverses == sold
    assert (balance(PROVIDER), balance(SALES), balance(SHIPPING), findings()) == (0, 0, 0, [])


def test_two_threads_reversing_at_once_reverse_once(tea):
    sold = sell()
    first, second = at_once(lambda: reverse(sold, reason="undo:1"), lambda: reverse(sold, reason="undo:1"))
    assert first == second
    assert (balance(PROVIDER), findings()) == (0, [])


def test_reversing_a_credit_that_was_spent_is_refused(tea, lin):
    credit = earn(lin, 500)
    spend(lin, 200)
    with pytest.raises(Refused):
        reverse(credit, reason="undo:1")
    assert balance(COMMISSION.of(lin.id)) == 300


def credit(member, minor, reason):
    with transaction.atomic():
        legs = credit_legs(COMMISSION.of(member.id), cny(minor))
        return post(reason, {COMMISSION_COST: cny(minor), **legs}, fact_id=uuid7())


def take_back(member, minor, reason):
    with transaction.atomic():
        legs = debit_legs(COMMISSION.of(member.id), cny(minor))
        return post(reason, {COMMISSION_COST: cny(-minor), **legs}, fact_id=uuid7())


def claims(member):
    return balance(COMMISSION.of(member.id)), balance(OWED.of(member.id))


def test_taking_back_what_was_not_spent_owes_nothing(tea, lin):
    credit(lin, 500, "c:1")
    take_back(lin, 200, "r:1")
    assert claims(lin) == (300, 0)


def test_what_cannot_be_taken_back_is_owed_and_settled_by_later_credits(tea, lin):
    credit(lin, 500, "c:1")
    spend(lin, 400)

    take_back(lin, 500, "r:1")
    assert claims(lin) == (0, 400)

    credit(lin, 150, "c:2")
    assert claims(lin) == (0, 250)

    credit(lin, 300, "c:3")
    assert (claims(lin), findings()) == ((50, 0), [])


def test_two_refunds_taking_back_at_once_never_go_below_zero(tea, lin):
    credit(lin, 500, "c:1")
    results = at_once(lambda: take_back(lin, 400, "r:1"), lambda: take_back(lin, 400, "r:2"))
    assert [type(each) for each in results] == [Transfer] * 2
    assert (claims(lin), findings()) == ((0, 300), [])


def test_a_credit_and_a_take_back_at_once_come_to_the_same_sum_in_either_order(tea, lin):
    results = at_once(lambda: credit(lin, 500, "c:1"), lambda: take_back(lin, 300, "r:1"))
    assert [type(each) for each in results] == [Transfer] * 2
    spendable, owed = claims(lin)
    assert (spendable - owed, findings()) == (200, [])


@pytest.mark.parametrize("legs", [credit_legs, debit_legs])
def test_only_a_members_claim_can_be_credited_or_taken_back(tea, legs):
    with pytest.raises(ValueError, match="nobody"), transaction.atomic():
        legs(COMMISSION, cny(1))


def test_an_account_cannot_belong_to_a_member_of_another_space(tea):
    with acting_in(SpaceFactory()):
        wu = MemberFactory()
    with pytest.raises(Exception, match="foreign key"):
        earn(wu, 5)
    assert Transfer.objects.count() == 0


def test_legs_are_checked_before_anything_is_read():
    with pytest.raises(ValueError, match="two legs"):
        check_balanced({PROVIDER: cny(1)})


def test_a_process_forgets_the_accounts_it_knows_before_they_are_too_many(tea, lin, hao, monkeypatch):
    monkeypatch.setattr(operations, "_MADE_KEPT", 3)
    monkeypatch.setattr(operations, "_made", set())
    for number in range(6):
        earn((lin, hao)[number % 2], 10, f"commission:{number}")
        assert len(operations._made) <= 3 + 2
    assert (balance(COMMISSION.of(lin.id)), balance(COMMISSION.of(hao.id)), findings()) == (30, 30, [])
    assert Account.objects.count() == 3
