import base64
import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from django.test import Client

from juluo.core.sealing import seal
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import SpaceFactory
from juluo.payments.models import SECRET, MerchantAccount, Notice
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.operations.outcomes import ask_provider
from juluo.payments.operations.refunds import request_refund
from juluo.payments.tasks import apply_notice
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import LetterReceived, Shop, at_once, digest, facts, later, state
from juluo.testing.jobs import killed_at_write, rescue_jobs, run_tasks

CONFIRMED_ONCE = ["PaymentOpened", "NoticeReceived", "PaymentConfirmed"]


def signed(body: bytes, secret: str, *, event_id: str = "evt_forged", age: int = 0) -> LetterReceived:
    stamp = str(int(time.time()) - age)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, b".".join((event_id.encode(), stamp.encode(), body)), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": event_id, "webhook-timestamp": stamp, "webhook-signature": signature}, body


def rewritten(letter: LetterReceived, **changes: Any) -> bytes:
    said = json.loads(letter[1])
    return json.dumps(said | {"data": said["data"] | changes}).encode()


def test_a_notification_three_times_takes_effect_once(shop: Shop) -> None:
    payment = shop.paid()
    letter = shop.letters()[0]
    assert [shop.deliver(letter) for _ in range(3)] == [204] * 3
    run_tasks()

    assert (state(payment), facts(), Notice.objects.get().verdict) == ("confirmed", CONFIRMED_ONCE, "applied")


def test_copies_delivered_at_once_are_stored_once(shop: Shop) -> None:
    shop.paid()
    letter = shop.letters()[0]

    assert at_once(lambda: shop.deliver(letter), shop.space.id, threads=4) == [204] * 4
    run_tasks()
    assert facts() == CONFIRMED_ONCE


def test_the_errand_run_twice_and_at_once_takes_effect_once(shop: Shop) -> None:
    payment = shop.paid()
    shop.deliver(shop.letters()[0])
    run_tasks(times=2)
    notice = Notice.objects.get()
    Notice.objects.update(applied_at=None)
    at_once(lambda: apply_notice.function(notice.id), shop.space.id, threads=3)

    assert (state(payment), facts()) == ("confirmed", CONFIRMED_ONCE)


@pytest.mark.parametrize("write", range(1, 4))
def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(shop: Shop, write: int) -> None:
    payment = shop.paid()
    shop.deliver(shop.letters()[0])
    with killed_at_write(write):
        run_tasks()
    rescue_jobs()
    run_tasks()

    assert (state(payment), facts()) == ("confirmed", CONFIRMED_ONCE)


def test_the_refunds_notification_may_come_before_the_payments(shop: Shop) -> None:
    payment = ask_provider(shop.paid())
    refund = request_refund(payment, amount=payment.amount, key="return-1")
    run_tasks()
    for letter in reversed(shop.letters(2)):
        assert shop.deliver(letter) == 204
    run_tasks()

    assert (state(payment), state(refund)) == ("confirmed", "done")
    assert set(Notice.objects.values_list("verdict", flat=True)) == {"applied"}


def test_a_notification_for_an_expired_attempt_still_confirms_it(shop: Shop) -> None:
    payment = shop.open()
    later(minutes=31)
    press(payment.pay_url, "pay")
    shop.deliver(shop.letters()[0])
    run_tasks()

    assert state(payment) == "confirmed"


def test_one_good_signature_among_several_is_enough(shop: Shop) -> None:
    shop.paid()
    letter = shop.letters()[0]

    assert shop.deliver(letter, signature=f"v1,AAAA {letter[0]['webhook-signature']}") == 204


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_?", "whsec_A"])
def test_a_blank_or_broken_secret_of_ours_lets_nothing_in(shop: Shop, secret: str) -> None:
    shop.paid()
    MerchantAccount.objects.update(sealed_secret=seal(secret, about=SECRET))
    before = digest()

    assert shop.deliver(signed(shop.letters()[0][1], "")) == 400
    assert digest() == before


def test_a_notification_that_overtakes_the_answer_to_our_own_request_is_applied(shop: Shop) -> None:
    payment = shop.paid()
    type(payment).objects.update(state="created", provider_ref="", pay_url="")
    shop.deliver(shop.letters()[0])
    run_tasks()

    assert state(payment) == "confirmed"


def test_a_declined_payment_fails(shop: Shop) -> None:
    payment = shop.open()
    press(payment.pay_url, "decline")
    shop.deliver(shop.letters()[0])
    run_tasks()

    assert (state(payment), facts()) == ("failed", ["PaymentOpened", "NoticeReceived", "PaymentFailed"])


@pytest.mark.parametrize(
    "changes",
    [
        {"signature": None}, {"signature": ""}, {"signature": "v1,"}, {"signature": "v1,AAAA"}, {"signature": "v2,A"},
        {"id": None}, {"id": ""}, {"id": "evt_other"}, {"timestamp": None}, {"timestamp": "now"}, {"timestamp": "-1"},
        {"timestamp": "1"}, {"timestamp": "9" * 30}, {"timestamp": "１２３"},
        {"signature": "v1,\u00e9"},
    ],
)  # fmt: skip
def test_a_forged_envelope_leaves_no_trace(shop: Shop, changes: dict, caplog: pytest.LogCaptureFixture) -> None:
    shop.paid()
    letter, before = shop.letters()[0], digest()

    assert shop.deliver(letter, **changes) == 400
    run_tasks()
    assert digest() == before
    assert "A notification was refused." in caplog.messages


@pytest.mark.parametrize("age", [301, -330])
def test_a_notification_older_or_younger_than_five_minutes_is_refused(shop: Shop, age: int) -> None:
    shop.paid()
    body, before = shop.letters()[0][1], digest()

    assert shop.deliver(signed(body, shop.account.credentials.secret, age=age)) == 400
    assert digest() == before


def test_our_test_clock_does_not_make_outsiders_notifications_old(shop: Shop) -> None:
    shop.paid()
    later(days=3)

    assert shop.deliver(shop.letters()[0]) == 204


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b"null", b"\xff\x00", b"[" * 60_000, b'{"type": 1, "merchant": "shanye", "data": {}}',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    ],
)  # fmt: skip
def test_a_correctly_signed_body_that_makes_no_sense_is_refused(shop: Shop, body: bytes) -> None:
    before = digest()

    assert shop.deliver(signed(body, shop.account.credentials.secret)) == 400
    assert digest() == before


@pytest.mark.parametrize(
    "changes",
    [{"amount_minor": 10**30}, {"amount_minor": "9900"}, {"id": "a\x00b"}, {"id": "x" * 200}, {"currency": 1}],
)
def test_values_that_no_row_can_hold_are_refused(shop: Shop, changes: dict) -> None:
    shop.paid()
    letter, before = shop.letters()[0], digest()

    assert shop.deliver(signed(rewritten(letter, **changes), shop.account.credentials.secret)) == 400
    assert digest() == before


def test_a_body_of_ten_megabytes_is_refused(shop: Shop) -> None:
    before = digest()

    assert shop.deliver(({}, b"x" * 10_000_000)) == 413
    assert digest() == before


def test_another_merchants_notification_is_refused_at_our_door(shop: Shop) -> None:
    shop.paid()
    letter = shop.letters()[0]
    said = json.loads(letter[1])
    with acting_in(SpaceFactory(slug="wu")):
        others_secret = open_sandbox_account().credentials.secret
    before = digest()
    forged = [
        signed(letter[1], others_secret),
        signed(json.dumps(said | {"merchant": "wu"}).encode(), shop.account.credentials.secret),
    ]

    assert [shop.deliver(each) for each in forged] == [400, 400]
    assert digest() == before


def test_a_space_without_such_an_account_answers_as_if_nothing_were_there(shop: Shop) -> None:
    letter = shop.paid() and shop.letters()[0]
    SpaceFactory(slug="wu")
    MerchantAccount.objects.filter(provider="stripe").delete()
    paths = ("/@wu/payments/notifications/sandbox/", "/@shanye/payments/notifications/stripe/")

    for path in paths:
        answer = Client(raise_request_exception=False).post(path, data=letter[1], content_type="application/json")
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"amount_minor": 9901}, "wrong_amount"),
        ({"amount_minor": 9899}, "wrong_amount"),
        ({"currency": "USD"}, "wrong_currency"),
        ({"id": "pay_other"}, "wrong_ref"),
        ({"merchant_ref": "not-one-of-ours"}, "unknown"),
        ({"merchant_ref": "01890a5d-ac96-774b-bcce-b302099a8057"}, "unknown"),
        ({}, "contradicted"),
    ],
)
def test_a_signed_claim_that_is_not_so_confirms_nothing_and_tells_staff(
    shop: Shop, changes: dict, verdict: str
) -> None:
    example = shop.paid()
    letter = shop.letters()[0]
    payment = shop.open()
    claim = rewritten(letter, merchant_ref=str(payment.id), id=payment.provider_ref)
    assert shop.deliver(signed(rewritten((letter[0], claim), **changes), shop.account.credentials.secret)) == 204
    run_tasks()

    assert (state(payment), state(example)) == ("pending", "pending")
    assert (Notice.objects.get().verdict, facts()[-1]) == (verdict, "NoticeRejected")


def test_an_order_of_another_space_is_unknown_here(shop: Shop) -> None:
    with acting_in(other := SpaceFactory(slug="wu")):
        open_sandbox_account()
        payment = shop.open(payer=None)
    letter = shop.paid() and shop.letters()[0]
    claim = rewritten(letter, merchant_ref=str(payment.id), id=payment.provider_ref)
    shop.deliver(signed(claim, shop.account.credentials.secret))
    run_tasks()

    assert Notice.objects.get().verdict == "unknown"
    with acting_in(other):
        assert state(payment) == "pending"
