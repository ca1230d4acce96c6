from uuid import UUID

from django.conf import settings

from juluo.core.money import Money
from juluo.payments.models import MerchantAccount, Payment, PaymentState, RefundState


def account_with(provider: str) -> MerchantAccount:
    """The acting space's account with `provider`. Raises MerchantAccount.DoesNotExist."""
    account: MerchantAccount = MerchantAccount.objects.get(provider=provider)
    return account


def first_account() -> MerchantAccount | None:
    """The account that takes payments when nobody chose one: the oldest."""
    return MerchantAccount.objects.order_by("made_at", "id").first()


def accounts_oldest_first() -> list[MerchantAccount]:
    """Every account of the acting space; the first takes payments."""
    return list(MerchantAccount.objects.order_by("made_at", "id"))


def plays_with_money() -> bool:
    """Whether this installation runs the sandbox gateway, where every space gets an account by itself."""
    return bool(settings.JULUO_SANDBOX_TOKEN)


def takes_payments() -> bool:
    """Whether somebody can pay in the acting space."""
    return plays_with_money() or MerchantAccount.objects.exists()


def standing_payment(kind: str, purpose_id: UUID) -> Payment | None:
    """The open or confirmed payment of a subject, the confirmed one first."""
    states = (PaymentState.CONFIRMED, PaymentState.CREATED, PaymentState.PENDING)
    payments = Payment.objects.filter(purpose=kind, purpose_id=purpose_id, state__in=states)
    return payments.order_by("state", "id").first()  # "confirmed" sorts before "created" and "pending"


def refunded(payment: Payment) -> Money:
    """What the provider has given back of `payment`."""
    done = payment.refunds.filter(state=RefundState.DONE).values_list("amount_minor", flat=True)
    return Money(sum(done), payment.currency)
