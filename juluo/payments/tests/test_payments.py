import pytest
from django.db import transaction
from django.urls import resolve

from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.sealing import seal
from juluo.payments.adapters import provider_of
from juluo.payments.models import KEY, MerchantAccount, Payment
from juluo.payments.operations.accounts import keep_account, open_sandbox_account
from juluo.payments.operations.opening import notify_url, open_payment
from juluo.payments.operations.outcomes import ask_provider, confirm_payment, expire_payment, fail_payment
from juluo.payments.provider import Credentials, PaymentAnswer, ProviderUnavailable, Status
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import PRICE, Shop, at_once, facts, later, state
from juluo.payments.views.notifications import receive


def confirm(payment: Payment) -> Payment:
    ref, provider_ref = str(payment.id), payment.provider_ref
    answer = PaymentAnswer(ref, provider_ref, "shanye", Status.PAID, PRICE, captured=PRICE, pay_url="")
    return confirm_payment(payment, answer, merchant="shanye")


def test_a_buyer_is_sent_to_the_providers_page_and_the_payment_is_confirmed(shop: Shop) -> None:
    payment = shop.open()
    press(payment.pay_url, "pay")

    assert ask_provider(payment).state == "confirmed"
    assert facts() == ["PaymentOpened", "PaymentConfirmed"]


def test_opening_twice_finds_the_open_attempt(shop: Shop) -> None:
    wish = shop.wish()
    first, second = open_payment(wish), open_payment(wish)

    assert (first.id, first.pay_url) == (second.id, second.pay_url)
    assert facts() == ["PaymentOpened"]


def test_opening_after_the_payment_finds_the_confirmed_one(shop: Shop) -> None:
    wish = shop.wish()
    payment = open_payment(wish)
    press(payment.pay_url, "pay")
    ask_provider(payment)

    assert open_payment(wish).state == "confirmed"
    assert Payment.objects.count() == 1


def test_after_a_failure_a_new_attempt_is_opened_but_a_key_finds_the_old_one(shop: Shop) -> None:
    wish, keyed = shop.wish(), shop.wish(key="form-1")
    for each in (wish, keyed):
        press(open_payment(each).pay_url, "decline")
        ask_provider(open_payment(each))

    assert open_payment(wish).state == "pending"
    assert open_payment(keyed).state == "failed"


def test_four_browsers_opening_at_once_share_one_attempt(shop: Shop) -> None:
    wish = shop.wish()
    opened = at_once(lambda: open_payment(wish).id, shop.space.id, threads=4)

    assert (len(set(opened)), Payment.objects.count(), facts()) == (1, 1, ["PaymentOpened"])


def test_another_amount_or_purpose_is_refused_while_an_attempt_is_open(shop: Shop) -> None:
    payment = shop.open(key="form-1")
    for other in ({"purpose_id": payment.purpose_id, "amount": Money(1, "CNY")}, {"key": "form-1"}):
        with pytest.raises(Refused) as refused:
            shop.open(**other)
        assert refused.value.code == "payment_open"

    assert Payment.objects.count() == 1


@pytest.mark.parametrize("amount", [Money(0, "CNY"), Money(-1, "CNY")])
def test_nothing_is_not_paid(shop: Shop, amount: Money) -> None:
    with pytest.raises(Refused) as refused:
        shop.open(amount=amount)

    assert (refused.value.code, Payment.objects.count()) == ("nothing_to_pay", 0)


def test_where_the_gateway_plays_a_space_gets_its_account_by_itself(shop: Shop) -> None:
    MerchantAccount.objects.all().delete()

    assert shop.open().pay_url
    assert MerchantAccount.objects.count() == 1


def test_a_space_without_an_account_cannot_take_payments(shop: Shop, settings) -> None:
    settings.JULUO_SANDBOX_TOKEN = ""
    MerchantAccount.objects.all().delete()
    for provider in ("", "sandbox"):
        with pytest.raises(Refused) as refused:
            shop.open(provider=provider)
        assert (refused.value.code, Payment.objects.count()) == ("no_provider", 0)


def test_an_attempt_survives_a_provider_that_is_down(shop: Shop) -> None:
    wish = shop.wish()
    shop.control(api_down=1)
    with pytest.raises(Refused) as refused:
        open_payment(wish)
    assert (refused.value.code, Payment.objects.get().state) == ("provider_unavailable", "created")

    assert open_payment(wish).state == "pending"
    assert facts() == ["PaymentOpened"]


def test_a_refused_request_ends_the_attempt(shop: Shop) -> None:
    with pytest.raises(Refused) as refused:
        shop.open(return_url="mailto:lin@example.com")

    assert (refused.value.code, facts()) == ("provider_declined", ["PaymentOpened", "PaymentFailed"])


def test_a_description_of_any_letters_reaches_the_provider(shop: Shop) -> None:
    assert shop.open(description="a\x07\n" + "茶" * 300).state == "pending"


def test_confirming_twice_takes_effect_once(shop: Shop) -> None:
    payment = shop.open()
    confirm(payment)
    confirm(payment)

    assert facts() == ["PaymentOpened", "PaymentConfirmed"]


def test_two_threads_confirming_at_once_take_effect_once(shop: Shop) -> None:
    payment = shop.paid()
    at_once(lambda: ask_provider(payment), shop.space.id, threads=4)

    assert (state(payment), facts()) == ("confirmed", ["PaymentOpened", "PaymentConfirmed"])


def test_a_confirmation_that_rolls_back_leaves_nothing(shop: Shop) -> None:
    payment = shop.open()
    with transaction.atomic():
        confirm(payment)
        transaction.set_rollback(True)

    assert (state(payment), facts()) == ("pending", ["PaymentOpened"])


def test_what_is_confirmed_neither_fails_nor_expires(shop: Shop) -> None:
    payment = shop.open()
    confirm(payment)

    assert [fail_payment(payment).state, expire_payment(payment).state] == ["confirmed", "confirmed"]


def test_failing_twice_is_told_once(shop: Shop) -> None:
    payment = shop.open()
    for _ in range(2):
        fail_payment(payment)

    assert (state(payment), facts()) == ("failed", ["PaymentOpened", "PaymentFailed"])


def test_a_late_payment_of_an_expired_attempt_is_confirmed(shop: Shop) -> None:
    payment = shop.open()
    later(minutes=31)
    assert state(payment) == "expired"
    press(payment.pay_url, "pay")
    later(minutes=5)

    assert (state(payment), facts()) == ("confirmed", ["PaymentOpened", "PaymentExpired", "PaymentConfirmed"])


@pytest.mark.parametrize("off", [{"amount_minor": 9901}, {"amount_minor": 9899}, {"currency": "USD"}])
def test_a_provider_that_took_another_amount_confirms_nothing_and_staff_are_told_once(shop: Shop, off: dict) -> None:
    payment = shop.paid()
    Payment.objects.update(**off)  # what we wanted was another sum
    for _ in range(2):
        ask_provider(payment)

    assert (state(payment), facts()) == ("pending", ["PaymentOpened", "PaymentMismatched"])


def test_the_provider_is_never_called_inside_a_transaction(shop: Shop) -> None:
    payment = shop.open()
    for call in (lambda: ask_provider(payment), shop.open):
        with pytest.raises(RuntimeError, match="never inside one"), transaction.atomic():
            call()


def test_a_wrong_key_of_ours_is_an_outage_and_fails_no_payment(shop: Shop) -> None:
    payment = shop.open()
    MerchantAccount.objects.update(sealed_key=seal("mistyped", about=KEY))
    with pytest.raises(ProviderUnavailable):
        ask_provider(payment)

    assert state(payment) == "pending"


def test_the_address_given_to_the_provider_is_our_door(shop: Shop) -> None:
    path = notify_url("sandbox").partition(f"/@{shop.space.slug}")[2]

    assert resolve(path, urlconf="juluo.urls.space").func is receive


def test_what_is_captured_or_paid_out_at_the_gateway_is_repeatable(shop: Shop) -> None:
    payment = shop.paid()
    provider = provider_of(shop.account)
    answers = [provider.payout("p1", PRICE, "lin") for _ in range(2)]

    assert answers[0] == answers[1]
    assert provider.capture(payment.provider_ref, PRICE) == provider.query(str(payment.id))
    assert provider.query("unheard-of") is None


def test_an_answer_that_makes_no_sense_is_no_answer(shop: Shop, settings) -> None:
    payment = shop.open()
    settings.JULUO_SANDBOX_URL = shop.box.url.removesuffix("/notify")
    for body in (b"<html>", b"[]", b'{"status": "paid"}'):
        shop.box.answer = body
        with pytest.raises(ProviderUnavailable):
            ask_provider(payment)

    assert state(payment) == "pending"


def test_opening_the_account_again_keeps_its_credentials(shop: Shop) -> None:
    first, second = shop.account, open_sandbox_account()

    assert first.credentials == second.credentials


def test_new_credentials_replace_the_old_ones(shop: Shop) -> None:
    keep_account("sandbox", Credentials("shanye", "other-key", "whsec_AAAA"))

    assert (shop.account.credentials.key, shop.account.credentials.secret) == ("other-key", "whsec_AAAA")
    assert "other-key" not in repr(Credentials("shanye", "other-key", "whsec_AAAA"))
