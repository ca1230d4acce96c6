from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import Holding, hold
from juluo.ledger.models import Account, Entry

hold(
    Holding(
        model=Account,
        title=_("Accounts"),
        member="owner",
        shown=["kind", "currency", "balance_minor"],
        why=_("The books are kept as accounting law demands, under a pseudonym."),
    ),
    Holding(
        model=Entry,
        title=_("Entries"),
        member="account__owner",
        shown=["account__kind", "minor", "currency", "transfer__reason", "transfer__at"],
    ),
)
