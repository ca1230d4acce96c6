from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.ids import uuid7
from juluo.core.models import Member, Space
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.payments.adapters import provider_of
from juluo.payments.facts import PaymentOpened
from juluo.payments.models import MerchantAccount, Payment, PaymentState
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.operations.outcomes import fail_payment, record_page
from juluo.payments.provider import PaymentAsk, ProviderDeclined, ProviderUnavailable, refuse_in_transaction
from juluo.payments.queries import account_with, first_account, standing_payment
from juluo.payments.rules import FIRST_ASK, LIFE, check_amount, check_same, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentWanted:
    """What is to be paid. `purpose` and `purpose_id` come back in the facts and mean nothing here.

    `key` makes the wish repeatable even after the attempt failed; without one, only an attempt that is open or
    confirmed is found again. `provider` defaults to the space's oldest account, `expires_at` to half an hour from now.
    """

    purpose: str
    purpose_id: UUID
    amount: Money
    description: str
    return_url: str
    payer: Member | None = None
    key: str = ""
    provider: str = ""
    expires_at: datetime | None = None


def open_payment(wanted: PaymentWanted) -> Payment:
    """Open an attempt and ask the provider for a page to pay on (`payment.pay_url`).

    Opening twice returns the attempt that is open or confirmed. Call it outside any transaction. Refused with
    `no_provider`, `nothing_to_pay`, `payment_open` (another amount), `provider_declined`, or `provider_unavailable`
    (simply try again: the attempt stands).
    """
    refuse_in_transaction()
    _open_account_to_play()
    payment = begin_payment(wanted)
    return _with_page(payment) if payment.state == PaymentState.CREATED else payment


def _open_account_to_play() -> None:
    """Where the sandbox gateway runs, a space without any account gets one there by itself."""
    if settings.JULUO_SANDBOX_TOKEN and first_account() is None:
        try:
            open_sandbox_account()
        except ProviderUnavailable as error:
            raise _does_not_answer() from error


@transaction.atomic
def begin_payment(wanted: PaymentWanted) -> Payment:
    """Commit the attempt before anybody is called. The provider will know it by the attempt's id."""
    check_amount(wanted.amount)
    _one_at_a_time(wanted)
    if made := _made_before(wanted):
        check_same(made, (wanted.purpose, wanted.purpose_id, wanted.amount))
        return made
    payment = _new(wanted)
    payment.save(force_insert=True)
    record(PaymentOpened(payment_id=payment.id, purpose=wanted.purpose, purpose_id=wanted.purpose_id))
    return payment


def _one_at_a_time(wanted: PaymentWanted) -> None:
    """Let a second request for the same purpose wait for the first, so that it finds its attempt."""
    name = f"payment:{acting_space_id()}:{wanted.purpose}:{wanted.purpose_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _made_before(wanted: PaymentWanted) -> Payment | None:
    by_key = Payment.objects.filter(key=wanted.key).first() if wanted.key else None
    return by_key or standing_payment(wanted.purpose, wanted.purpose_id)


def _new(wanted: PaymentWanted) -> Payment:
    now, payment_id = clock.now(), uuid7()
    return Payment(
        id=payment_id,
        key=wanted.key or str(payment_id),
        purpose=wanted.purpose,
        purpose_id=wanted.purpose_id,
        payer=wanted.payer,
        amount_minor=wanted.amount.minor,
        currency=wanted.amount.currency,
        description=one_line(wanted.description),
        return_url=wanted.return_url,
        provider=_provider_for(wanted),
        opened_at=now,
        expires_at=wanted.expires_at or now + LIFE,
        next_ask_at=now + FIRST_ASK,
    )


def _provider_for(wanted: PaymentWanted) -> str:
    account = MerchantAccount.objects.filter(provider=wanted.provider).first() if wanted.provider else first_account()
    if account is None:
        raise Refused(_("This space cannot take payments yet."), code="no_provider")
    return account.provider


def _with_page(payment: Payment) -> Payment:
    account = account_with(payment.provider)
    ask = PaymentAsk(
        ref=str(payment.id),
        amount=payment.amount,
        description=payment.description,
        notify_url=notify_url(payment.provider),
        return_url=payment.return_url,
    )
    try:
        return record_page(payment, provider_of(account).create(ask))
    except ProviderUnavailable as error:
        raise _does_not_answer() from error
    except ProviderDeclined as declined:
        fail_payment(payment)
        raise Refused(_("The payment company refused this payment."), code="provider_declined") from declined


def _does_not_answer() -> Refused:
    message = _("The payment company does not answer at the moment. Please try again.")
    return Refused(message, code="provider_unavailable")


def notify_url(provider: str) -> str:
    """Where `provider` tells the acting space what happened."""
    slug = Space.objects.values_list("slug", flat=True).get(pk=acting_space_id())
    return f"{settings.JULUO_PUBLIC_URL}/@{slug}/payments/notifications/{provider}/"
