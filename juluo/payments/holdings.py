from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import Holding, hold
from juluo.payments.models import Payment

hold(
    Holding(
        model=Payment,
        title=_("Payments"),
        member="payer",
        shown=["purpose", "description", "amount_minor", "currency", "state", "provider", "provider_ref", "opened_at"],
        why=_("The books are kept as accounting law demands, under a pseudonym."),
    ),
)
