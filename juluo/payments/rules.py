from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.payments.models import Notice, Payment, PaymentState, ProviderRefund, RefundState, Verdict
from juluo.payments.provider import PaymentAnswer

LIFE = timedelta(minutes=30)
"""How long a payment attempt stays open unless its opener says otherwise."""

FIRST_ASK = timedelta(seconds=60)
LATE_PAYMENTS = timedelta(days=7)
"""How long after its opening an expired attempt is still asked about."""


def check_same(payment: Payment, wish: tuple[str, UUID, Money]) -> None:
    """Refuse a wish (purpose, its id, amount) that differs from the attempt found for it."""
    if (payment.purpose, payment.purpose_id, payment.amount) != wish:
        raise Refused(_("Another payment was begun here before. Finish or cancel it first."), code="payment_open")


def check_amount(amount: Money) -> None:
    if amount.minor <= 0:
        raise Refused(_("There is nothing to pay."), code="nothing_to_pay")


def check_refundable(payment: Payment, refunds: Iterable[ProviderRefund], amount: Money) -> None:
    """Refuse a refund of an unpaid payment, in another currency, of nothing, or beyond what was taken."""
    if payment.state != PaymentState.CONFIRMED:
        raise Refused(_("Only a confirmed payment can be refunded."), code="not_confirmed")
    if amount.currency != payment.currency or amount.minor <= 0:
        raise Refused(_("The refund must be a positive amount in the currency of the payment."), code="bad_amount")
    if amount > refundable(payment, refunds):
        raise Refused(_("The refund is more than what is left of the payment."), code="over_refunded")


def refundable(payment: Payment, refunds: Iterable[ProviderRefund]) -> Money:
    """What is left of `payment` after all its refunds but the failed ones, in minor units of its currency."""
    taken = sum(refund.amount_minor for refund in refunds if refund.state != RefundState.FAILED)
    return payment.amount - Money(taken, payment.currency)


def is_full_payment(payment: Payment, answer: PaymentAnswer, merchant: str) -> bool:
    """Whether the provider's account of a paid payment is ours in every point."""
    theirs = (answer.ref, answer.merchant, answer.amount, answer.captured)
    known = payment.provider_ref in {"", answer.provider_ref}
    return known and theirs == (str(payment.id), merchant, payment.amount, payment.amount)


def verdict_on(notice: Notice, subject: Payment | ProviderRefund | None) -> Verdict | None:
    """What is wrong with the claim of `notice` about `subject`; None if nothing is."""
    if subject is None:
        return Verdict.UNKNOWN
    if notice.amount_minor != subject.amount_minor:
        return Verdict.WRONG_AMOUNT
    if notice.currency != subject.currency:
        return Verdict.WRONG_CURRENCY
    payment = subject if isinstance(subject, Payment) else subject.payment
    if payment.provider_ref not in {"", notice.provider_ref} or payment.provider != notice.provider:
        return Verdict.WRONG_REF
    return None


def next_ask(payment: Payment, at: datetime) -> datetime | None:
    """When to ask about `payment` again: every minute while it is young, ever more rarely as it ages."""
    age = at - payment.opened_at
    return None if payment.state == PaymentState.EXPIRED and age > LATE_PAYMENTS else next_turn(payment.opened_at, at)


def next_turn(since: datetime, at: datetime) -> datetime:
    return at + max(FIRST_ASK, (at - since) / 8)


def uuid_or_nil(ref: str) -> UUID:
    """Read a reference of ours as it came from outside; what is none becomes the id of nothing."""
    try:
        return UUID(ref)
    except ValueError:
        return UUID(int=0)


def one_line(description: str) -> str:
    """A description as providers take it: printable, one line, at most 120 characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in description)
    return " ".join(printable.split())[:120] or "-"
