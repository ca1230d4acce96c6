"""How an attempt ends. What the provider says is the truth; a notice only makes us ask."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.payments.adapters import provider_of
from juluo.payments.facts import PaymentConfirmed, PaymentExpired, PaymentFailed, PaymentMismatched
from juluo.payments.models import Payment, PaymentState
from juluo.payments.provider import PaymentAnswer, Status, refuse_in_transaction
from juluo.payments.queries import account_with
from juluo.payments.rules import is_full_payment

ENDED = {Status.DECLINED, Status.CANCELLED}
type Ending = PaymentConfirmed | PaymentFailed | PaymentExpired | PaymentMismatched


def ask_provider(payment: Payment) -> Payment:
    """Ask how `payment` stands and record it. Raises ProviderUnavailable; call it outside any transaction."""
    refuse_in_transaction()
    account = account_with(payment.provider)
    answer = provider_of(account).query(str(payment.id))
    if answer is None or answer.status in {Status.OPEN, Status.AUTHORIZED}:
        payment = record_page(payment, answer) if answer else payment
        return expire_payment(payment) if payment.expires_at <= clock.now() else payment
    if answer.status in ENDED:
        return fail_payment(payment)
    return confirm_payment(payment, answer, merchant=account.merchant)


@transaction.atomic
def record_page(payment: Payment, answer: PaymentAnswer) -> Payment:
    """Record where the buyer can pay. Twice changes nothing."""
    payment = _locked(payment)
    if payment.state == PaymentState.CREATED:
        payment.state = PaymentState.PENDING
        payment.provider_ref, payment.pay_url = answer.provider_ref, answer.pay_url
        payment.save(update_fields=["state", "provider_ref", "pay_url"])
    return payment


@transaction.atomic
def confirm_payment(payment: Payment, answer: PaymentAnswer, *, merchant: str) -> Payment:
    """The provider itself answered that it took the full amount. A failed or expired attempt is confirmed too.

    Twice changes nothing. An answer that differs from what we asked for confirms nothing: staff are told, once.
    """
    payment = _locked(payment)
    if payment.state == PaymentState.CONFIRMED:
        return payment
    if not is_full_payment(payment, answer, merchant):
        return _flag_mismatch(payment)
    payment.provider_ref = answer.provider_ref
    return _end(payment, PaymentState.CONFIRMED, PaymentConfirmed)


@transaction.atomic
def fail_payment(payment: Payment) -> Payment:
    """The buyer or the provider ended the attempt. Only an attempt that is open or expired can fail."""
    payment = _locked(payment)
    if payment.state == PaymentState.CONFIRMED:
        return payment
    return _end(payment, PaymentState.FAILED, PaymentFailed)


@transaction.atomic
def expire_payment(payment: Payment) -> Payment:
    """Give up waiting. The provider is still asked now and then: a late payment is never silent."""
    payment = _locked(payment)
    return _end(payment, PaymentState.EXPIRED, PaymentExpired) if payment.is_open else payment


def _locked(payment: Payment) -> Payment:
    locked: Payment = Payment.objects.select_for_update().get(pk=payment.pk)
    return locked


def _end(payment: Payment, state: PaymentState, kind: type[Ending]) -> Payment:
    if payment.state == state:
        return payment
    payment.state, payment.settled_at = state, clock.now()
    payment.next_ask_at = payment.next_ask_at if state == PaymentState.EXPIRED else None
    payment.save(update_fields=["state", "settled_at", "next_ask_at", "provider_ref"])
    record(_told(kind, payment))
    return payment


def _told(kind: type[Ending], payment: Payment) -> Ending:
    return kind(payment_id=payment.id, purpose=payment.purpose, purpose_id=payment.purpose_id)


def _flag_mismatch(payment: Payment) -> Payment:
    if payment.mismatched_at is None:
        payment.mismatched_at, payment.next_ask_at = clock.now(), None
        payment.save(update_fields=["mismatched_at", "next_ask_at"])
        record(_told(PaymentMismatched, payment))
    return payment
