from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.payments.adapters import provider_of
from juluo.payments.facts import RefundFailed, RefundRequested, RefundSettled
from juluo.payments.models import Payment, ProviderRefund, RefundState
from juluo.payments.provider import ProviderDeclined, Settlement, refuse_in_transaction
from juluo.payments.queries import account_with
from juluo.payments.rules import FIRST_ASK, check_refundable


@transaction.atomic
def request_refund(payment: Payment, *, amount: Money, key: str) -> ProviderRefund:
    """Commit to giving `amount` back. The same key again returns the first request, whatever became of it.

    An errand then calls the provider; RefundSettled or RefundFailed tells how it ended. Refused with
    `not_confirmed`, `bad_amount`, `over_refunded` or `key_reused`.
    """
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    made: ProviderRefund | None = ProviderRefund.objects.filter(key=key).first()
    if made:
        if (made.payment_id, made.amount) != (payment.id, amount):
            raise Refused(_("This refund was requested before with another amount."), code="key_reused")
        return made
    check_refundable(payment, payment.refunds.all(), amount)
    now = clock.now()
    refund = ProviderRefund(
        payment=payment,
        key=key,
        amount_minor=amount.minor,
        currency=amount.currency,
        requested_at=now,
        next_ask_at=now + FIRST_ASK,
    )
    refund.save(force_insert=True)
    record(RefundRequested(refund_id=refund.id, payment_id=payment.id))
    return refund


def settle_refund(refund: ProviderRefund) -> ProviderRefund:
    """Tell the provider of the refund, or ask how it stands: both are the same repeatable request.

    Raises ProviderUnavailable; the reconciler then tries again. Call it outside any transaction.
    """
    refuse_in_transaction()
    if refund.state != RefundState.REQUESTED:
        return refund
    payment = refund.payment
    provider = provider_of(account_with(payment.provider))
    try:
        answer = provider.refund(payment.provider_ref, str(refund.id), refund.amount)
    except ProviderDeclined:
        return record_refund(refund, status=Settlement.FAILED)
    return record_refund(refund, status=answer.status)


@transaction.atomic
def record_refund(refund: ProviderRefund, *, status: Settlement) -> ProviderRefund:
    """Record how the provider says the refund stands. Once it has ended, nothing changes it."""
    settled: ProviderRefund = ProviderRefund.objects.select_for_update().get(pk=refund.pk)
    if settled.state != RefundState.REQUESTED or status == Settlement.PENDING:
        return settled
    done = status == Settlement.DONE
    settled.state = RefundState.DONE if done else RefundState.FAILED
    settled.settled_at, settled.next_ask_at = clock.now(), None
    settled.save(update_fields=["state", "settled_at", "next_ask_at"])
    payment, kind = settled.payment, RefundSettled if done else RefundFailed
    record(kind(refund_id=settled.id, payment_id=payment.id, purpose=payment.purpose, purpose_id=payment.purpose_id))
    return settled
