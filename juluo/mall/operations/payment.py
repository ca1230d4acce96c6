"""How an order is paid: the provider's answer arrives as a fact, and each payment is used or sent back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.money import Money
from juluo.mall.models import Order, Refund
from juluo.mall.operations.orders import pay_order
from juluo.mall.operations.refunds import (
    note_refund_failed,
    return_payment,
    settle_refund,
    settle_returned_payment,
)
from juluo.mall.rules.orders import check_payable
from juluo.payments.models import Payment, ProviderRefund
from juluo.payments.operations.opening import PaymentWanted, open_payment
from juluo.payments.operations.refunds import request_refund

PURPOSE = "order"
_REFUND, _RETURNED = "refund:", "returned:"


def begin_payment(order: Order, *, return_url: str) -> str:
    """Open a payment for the order and return the address of the provider's page ("" if nothing is to be paid).

    Call it outside any transaction: the provider is asked. Refused when the order is paid, cancelled or lapsed, or
    the provider does not answer.
    """
    check_payable(order, clock.now())
    if not order.total:
        pay_order(order, payment_id=order.id, amount=order.total)
        return ""
    wanted = PaymentWanted(
        purpose=PURPOSE,
        purpose_id=order.id,
        amount=order.total,
        description=_("Order %(ref)s") % {"ref": order.ref},
        return_url=return_url,
        payer=order.buyer,
        expires_at=order.held_until,
    )
    return open_payment(wanted).pay_url


@transaction.atomic
def receive_payment(order: Order, payment: Payment) -> None:
    """Use a confirmed payment for the order; what cannot be used goes back in full, once."""
    if pay_order(order, payment_id=payment.id, amount=payment.amount):
        return
    if return_payment(order, payment_id=payment.id, amount=payment.amount, reason="unusable"):
        request_refund(payment, amount=payment.amount, key=f"{_RETURNED}{payment.id}")


@transaction.atomic
def send_refund(refund: Refund) -> None:
    """Ask the provider to give a refund's money back. Money of imported history went back long ago."""
    if refund.order.payment_id is None or not refund.total_minor:
        return
    payment = Payment.objects.get(pk=refund.order.payment_id)
    amount = Money(refund.total_minor, refund.order.currency)
    request_refund(payment, amount=amount, key=f"{_REFUND}{refund.id}")


@transaction.atomic
def note_refund_outcome(provider_refund: ProviderRefund, *, settled: bool) -> None:
    """Book what the provider said of money we asked it to give back."""
    kind, _colon, about = provider_refund.key.partition(":")
    if f"{kind}:" == _RETURNED:
        if settled:
            settle_returned_payment(UUID(about), provider_refund.amount)
        return
    refund = Refund.objects.get(pk=UUID(about))
    if settled:
        settle_refund(refund)
    else:
        note_refund_failed(refund)
