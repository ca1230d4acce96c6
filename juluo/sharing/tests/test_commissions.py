from itertools import product
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from juluo.core import clock
from juluo.core.facts import recording_history
from juluo.core.models import FactRow
from juluo.core.spaces import acting_in
from juluo.ledger.models import Transfer
from juluo.mall.models import Order, OrderLine
from juluo.sharing.models import Attribution, Commission, CommissionState
from juluo.sharing.operations.commissions import settle_due, settle_line, settle_order
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms
from juluo.sharing.tests.shop import AFTER_THE_WINDOW, deliver, money_of, opens, order, pay, refund, share, spend
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("sound_ledger", "plan")


@pytest.fixture
def bought(lin, buyer, tea):
    """Buyer opened Lin's link, then ordered two of one tea and paid; no task has run."""
    opens(buyer, share(lin))
    return pay(order(buyer, tea, quantity=2))


def test_a_paid_order_credits_the_sharer_once_however_often_tasks_run(bought, lin):
    run_tasks(times=2)
    settle_order(bought)

    commission = Commission.objects.get()
    assert (commission.payee_id, commission.slot, commission.layer) == (lin.id, 1, 1)
    assert (commission.base_minor, commission.rate_bp, commission.minor) == (20_000, 1000, 2000)
    assert money_of(lin) == (2000, 0, 0)
    assert Transfer.objects.filter(reason__startswith="commission:").count() == 1
    assert FactRow.objects.filter(name="CommissionPending").count() == 1


def test_an_unpaid_order_earns_nothing(lin, buyer, tea):
    opens(buyer, share(lin))
    settle_order(order(buyer, tea))
    assert money_of(lin) == (0, 0, 0)
    assert Attribution.objects.get().sharer == lin


def test_shipping_is_never_a_base(bought):
    Order.objects.filter(pk=bought.pk).update(shipping_minor=1000, total_minor=21_000)
    run_tasks()
    assert Commission.objects.get().base_minor == 20_000


def test_it_becomes_available_when_its_own_window_has_ended(test_clock, bought, lin):
    run_tasks()
    deliver(bought)
    assert settle_due() == 0

    clock.advance(AFTER_THE_WINDOW)

    assert (settle_due(), settle_due()) == (1, 0)
    assert money_of(lin) == (0, 2000, 0)
    assert Commission.objects.get().state == CommissionState.AVAILABLE


def test_a_partial_refund_takes_back_its_part_while_waiting(bought, lin):
    run_tasks()
    refund(bought)
    run_tasks(times=2)
    assert money_of(lin) == (1000, 0, 0)
    assert Commission.objects.get().state == CommissionState.PENDING


def test_a_whole_refund_leaves_it_void(bought, lin):
    run_tasks()
    refund(bought, 2)
    run_tasks()
    assert money_of(lin) == (0, 0, 0)
    assert Commission.objects.get().state == CommissionState.VOID


def test_the_reaction_to_the_refund_may_run_before_that_to_the_payment(bought, lin):
    refund(bought)
    line = bought.lines.get()
    settle_line(line)
    first = money_of(lin)
    run_tasks(times=2)
    assert first == money_of(lin) == (1000, 0, 0)


def test_a_refund_after_release_debits_and_what_was_spent_is_owed(test_clock, bought, lin, buyer, tea):
    run_tasks()
    deliver(bought)
    clock.advance(AFTER_THE_WINDOW)
    settle_due()
    spend(lin, 1500)

    refund(bought)
    run_tasks(times=2)
    assert money_of(lin) == (0, 0, 500)

    another = pay(order(buyer, tea))
    run_tasks()
    deliver(another)
    clock.advance(AFTER_THE_WINDOW)
    settle_due()
    assert money_of(lin) == (0, 500, 0)


@pytest.mark.parametrize("heard", list(product([False, True], repeat=3)))
def test_whatever_was_heard_of_when_it_ends_the_same(heard, test_clock, bought, lin):
    """Payment, a refund, and the end of the window: after each of them tasks may have run, or not yet."""

    def window_ends():
        deliver(bought)
        clock.advance(AFTER_THE_WINDOW)

    for happens, is_heard in zip([lambda: None, lambda: refund(bought), window_ends], heard, strict=True):
        happens()
        if is_heard:
            run_tasks()
            settle_due()
    run_tasks(times=2)
    settle_due()

    assert money_of(lin) == (0, 1000, 0)
    assert Commission.objects.get().state == CommissionState.AVAILABLE


def test_each_line_settles_by_itself(test_clock, lin, buyer, tea, cup):
    opens(buyer, share(lin))
    paid = pay(order(buyer, tea, cup))
    run_tasks()
    assert money_of(lin) == (1000 + 333, 0, 0)
    OrderLine.objects.filter(variant=cup).update(window_ends_at=clock.now())
    assert settle_due() == 1
    assert money_of(lin) == (1000, 333, 0)
    assert paid.lines.count() == Commission.objects.count() == 2


def test_the_plan_in_force_when_ordering_counts(lin, buyer, tea):
    opens(buyer, share(lin))
    placed = order(buyer, tea)
    publish_plan(Terms(rate_bp=2000))
    pay(placed)
    run_tasks()
    assert Commission.objects.get().rate_bp == 1000


def test_imported_history_earns_nothing(bought, lin):
    Order.objects.filter(pk=bought.pk).update(historical=True)
    with recording_history():
        assert settle_order(Order.objects.get()) == []
    run_tasks()
    assert money_of(lin) == (0, 0, 0)
    assert not Attribution.objects.exists()


def test_settling_that_fails_leaves_nothing(bought, lin):
    def settle_and_fail():
        with transaction.atomic():
            settle_order(bought)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        settle_and_fail()
    assert not Commission.objects.exists()
    assert money_of(lin) == (0, 0, 0)


def test_a_line_that_cannot_be_settled_stops_nobody_else(test_clock, bought, lin, monkeypatch, caplog):
    run_tasks()
    deliver(bought)
    clock.advance(AFTER_THE_WINDOW)
    monkeypatch.setattr("juluo.sharing.operations.commissions.settle_line", lambda line: 1 / 0)
    assert settle_due() == 0
    assert "line not settled" in caplog.text


def test_two_settlements_at_once_credit_once(space, bought, lin):
    line, ready = bought.lines.get(), Barrier(2)

    def settle():
        with acting_in(space):
            ready.wait()
            settle_line(line)
        connections.close_all()

    threads = [Thread(target=settle) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert money_of(lin) == (2000, 0, 0)
    assert Commission.objects.get().steps == 1
