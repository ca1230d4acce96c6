from datetime import timedelta

import pytest

from juluo.core import clock
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import SpaceFactory
from juluo.payments.models import Notice, Payment
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.operations.reconciliation import claim_payments, reconcile
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import Shop, at_once, facts, later, state
from juluo.testing.jobs import run_tasks


def test_lost_notifications_are_found_by_asking(shop: Shop) -> None:
    shop.control(lost=True)
    payments = [shop.paid() for _ in range(3)]
    later(seconds=59)
    assert [state(payment) for payment in payments] == ["pending"] * 3
    later(seconds=2)

    assert [state(payment) for payment in payments] == ["confirmed"] * 3


def test_a_provider_down_for_ten_minutes_is_asked_until_it_answers(shop: Shop) -> None:
    shop.control(lost=True)
    payment = shop.paid()
    shop.control(api_down=-1)
    for _ in range(10):
        later(minutes=1)
    assert state(payment) == "pending"
    shop.control(api_down=0)
    later(seconds=80)

    assert state(payment) == "confirmed"


def test_an_unclear_payment_is_not_given_up_while_the_provider_is_down(shop: Shop) -> None:
    shop.control(lost=True)
    payment = shop.paid()
    shop.control(api_down=-1)
    later(hours=2)
    assert state(payment) == "pending"
    shop.control(api_down=0)
    later(hours=1)

    assert (state(payment), facts()) == ("confirmed", ["PaymentOpened", "PaymentConfirmed"])


def test_an_unpaid_attempt_expires_once(shop: Shop) -> None:
    payment = shop.open()
    later(minutes=29)
    assert state(payment) == "pending"
    for _ in range(3):
        later(minutes=10)

    assert (state(payment), facts()) == ("expired", ["PaymentOpened", "PaymentExpired"])


def test_an_attempt_the_provider_never_heard_of_expires(shop: Shop) -> None:
    shop.control(api_down=1)
    with pytest.raises(Refused):
        shop.open()
    later(minutes=31)

    assert Payment.objects.get().state == "expired"


def test_an_attempt_whose_page_we_never_learnt_is_found_when_it_is_paid(shop: Shop) -> None:
    payment = shop.open()
    Payment.objects.update(state="created", provider_ref="", pay_url="")
    later(seconds=61)
    assert state(payment) == "pending"
    press(payment.pay_url, "pay")
    later(seconds=61)

    assert state(payment) == "confirmed"


def test_an_expired_attempt_is_asked_about_for_a_week_and_ever_more_rarely(shop: Shop) -> None:
    payment, turns = shop.open(), 0
    for _ in range(8 * 24):
        clock.advance(timedelta(hours=1))
        turns += bool(claim_payments())
        Payment.objects.update(state="expired")
    payment.refresh_from_db()

    assert payment.next_ask_at is None
    assert 20 < turns < 40


def test_a_notice_that_met_a_provider_that_is_down_is_applied_later(shop: Shop) -> None:
    payment = shop.paid()
    letter = shop.letters()[0]
    shop.control(api_down=1)
    shop.deliver(letter)
    run_tasks()
    assert (state(payment), Notice.objects.get().applied_at) == ("pending", None)
    later(seconds=61)

    assert (state(payment), Notice.objects.get().verdict) == ("confirmed", "applied")


def test_two_reconcilers_share_the_work(shop: Shop) -> None:
    for _ in range(6):
        shop.paid()
    clock.advance(timedelta(seconds=61))
    at_once(reconcile, shop.space.id, threads=2)

    assert facts().count("PaymentConfirmed") == 6


def test_one_payment_that_breaks_does_not_stop_the_others(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    broken, fine = shop.paid(), shop.paid()
    Payment.objects.filter(pk=broken.pk).update(provider="closed")
    later(seconds=61)

    assert (state(broken), state(fine)) == ("pending", "confirmed")
    assert "could not be reconciled" in caplog.text


def test_a_provider_that_does_not_answer_is_left_in_peace(shop: Shop) -> None:
    shop.control(lost=True)
    for _ in range(5):
        shop.paid()
    shop.control(api_down=3)
    later(seconds=61)
    assert facts().count("PaymentConfirmed") == 0
    later(seconds=61)

    assert facts().count("PaymentConfirmed") == 5


def test_each_space_is_reconciled_with_its_own_account(shop: Shop) -> None:
    with acting_in(other := SpaceFactory(slug="wu")):
        open_sandbox_account()
        theirs = shop.paid(payer=None)
    ours = shop.paid()
    later(seconds=61)

    assert state(ours) == "confirmed"
    with acting_in(other):
        assert state(theirs) == "confirmed"
