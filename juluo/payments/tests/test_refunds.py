import pytest
from django.db import transaction

from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.payments.models import Payment, ProviderRefund
from juluo.payments.operations.outcomes import ask_provider
from juluo.payments.operations.refunds import record_refund, request_refund, settle_refund
from juluo.payments.provider import Settlement
from juluo.payments.queries import refunded
from juluo.payments.tests.shop import PRICE, Shop, at_once, facts, later, state
from juluo.testing.jobs import killed_at_write, rescue_jobs, run_tasks


@pytest.fixture
def payment(shop: Shop) -> Payment:
    return ask_provider(shop.paid())


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


def test_a_refund_goes_through_the_provider_and_is_told(payment: Payment) -> None:
    refund = request_refund(payment, amount=yuan(40), key="a")
    assert refund.state == "requested"
    run_tasks()

    assert (state(refund), refunded(payment)) == ("done", yuan(40))
    assert facts()[-2:] == ["RefundRequested", "RefundSettled"]


def test_the_same_key_is_one_refund(payment: Payment) -> None:
    first, second = (request_refund(payment, amount=yuan(40), key="a") for _ in range(2))
    run_tasks(times=2)

    assert (first.id, refunded(payment)) == (second.id, yuan(40))
    assert facts().count("RefundSettled") == 1


def test_the_same_key_for_another_amount_is_refused(payment: Payment) -> None:
    request_refund(payment, amount=yuan(40), key="a")
    with pytest.raises(Refused) as refused:
        request_refund(payment, amount=yuan(41), key="a")

    assert refused.value.code == "key_reused"


@pytest.mark.parametrize("amount", [Money(9901, "CNY"), Money(0, "CNY"), Money(-1, "CNY"), Money(1, "USD")])
def test_what_cannot_be_refunded_is_refused(payment: Payment, amount: Money) -> None:
    with pytest.raises(Refused):
        request_refund(payment, amount=amount, key="a")

    assert not ProviderRefund.objects.exists()


def test_an_unpaid_payment_is_not_refunded(shop: Shop) -> None:
    with pytest.raises(Refused) as refused:
        request_refund(shop.open(), amount=PRICE, key="a")

    assert refused.value.code == "not_confirmed"


def test_refunds_requested_at_once_never_exceed_what_was_taken(shop: Shop, payment: Payment) -> None:
    keys = iter("abcdef")
    answers = at_once(lambda: request_refund(payment, amount=yuan(40), key=next(keys)), shop.space.id, threads=6)
    run_tasks()

    assert sum(isinstance(answer, Refused) for answer in answers) == 4
    assert refunded(payment) == yuan(80)


def test_a_request_that_rolls_back_calls_nobody(payment: Payment) -> None:
    with transaction.atomic():
        request_refund(payment, amount=PRICE, key="a")
        transaction.set_rollback(True)
    run_tasks()

    assert refunded(payment) == Money.zero("CNY")


def test_two_workers_settling_at_once_refund_once(shop: Shop, payment: Payment) -> None:
    refund = request_refund(payment, amount=PRICE, key="a")
    at_once(lambda: settle_refund(refund), shop.space.id, threads=3)

    assert (refunded(payment), facts().count("RefundSettled")) == (PRICE, 1)


@pytest.mark.parametrize("write", [1, 2])
def test_a_worker_that_dies_after_the_call_refunds_once(payment: Payment, write: int) -> None:
    request_refund(payment, amount=PRICE, key="a")
    with killed_at_write(write):
        run_tasks()
    rescue_jobs()
    run_tasks()

    assert (refunded(payment), facts().count("RefundSettled")) == (PRICE, 1)


def test_a_refund_the_provider_refuses_is_told_and_frees_the_amount(shop: Shop, payment: Payment) -> None:
    shop.control(refund_fails=1)
    failed = request_refund(payment, amount=PRICE, key="a")
    run_tasks()
    again = request_refund(payment, amount=PRICE, key="b")
    run_tasks()

    assert [state(failed), state(again)] == ["failed", "done"]
    assert facts()[-4:] == ["RefundRequested", "RefundFailed", "RefundRequested", "RefundSettled"]


def test_a_refund_that_the_gateway_knows_nothing_of_fails(shop: Shop, payment: Payment) -> None:
    Payment.objects.update(provider_ref="pay_unheard_of")
    refund = request_refund(Payment.objects.get(), amount=PRICE, key="a")
    run_tasks()

    assert state(refund) == "failed"


def test_an_ended_refund_never_changes_again(payment: Payment) -> None:
    refund = request_refund(payment, amount=PRICE, key="a")
    run_tasks()

    assert record_refund(refund, status=Settlement.FAILED).state == "done"
    assert settle_refund(ProviderRefund.objects.get()).state == "done"


def test_a_refund_the_provider_takes_its_time_over_is_found_by_asking(shop: Shop, payment: Payment) -> None:
    shop.control(refund_pending_s=1, lost=True)
    refund = request_refund(payment, amount=PRICE, key="a")
    run_tasks()
    assert state(refund) == "requested"
    shop.wait(1.1)
    later(seconds=61)

    assert state(refund) == "done"


def test_a_refund_waits_out_a_provider_that_is_down(shop: Shop, payment: Payment) -> None:
    shop.control(api_down=2)
    refund = request_refund(payment, amount=PRICE, key="a")
    run_tasks()
    later(seconds=61)
    assert state(refund) == "requested"
    later(seconds=61)

    assert (state(refund), refunded(payment)) == ("done", PRICE)
