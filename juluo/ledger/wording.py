"""What the kinds of accounts, the rules of the check and transfers are called."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from juluo.core.chronicle import sentence_of
from juluo.ledger.models import Transfer

KIND_WORDS: dict[str, Promise] = {
    "provider": pgettext_lazy("account", "With payment companies"),
    "sales": pgettext_lazy("account", "Sales"),
    "shipping": pgettext_lazy("account", "Shipping charged"),
    "tips": pgettext_lazy("account", "Support without buying"),
    "refunds_due": pgettext_lazy("account", "Refunds on their way"),
    "commission_cost": pgettext_lazy("account", "Cost of commission"),
    "commission_pending": pgettext_lazy("account", "Commission, pending"),
    "commission": pgettext_lazy("account", "Commission, available"),
    "points_cost": pgettext_lazy("account", "Cost of points"),
    "points": pgettext_lazy("account", "Points"),
    "owed": pgettext_lazy("account", "Owed by members"),
}

RULE_WORDS: dict[str, Promise] = {
    "zero_sum": pgettext_lazy("ledger rule", "This transfer does not sum to zero"),
    "two_entries": pgettext_lazy("ledger rule", "This transfer has fewer than two entries"),
    "orphan_entry": pgettext_lazy("ledger rule", "This entry lacks its transfer or its account"),
    "balance_kept": pgettext_lazy("ledger rule", "The balance kept is not the sum of the entries"),
    "not_negative": pgettext_lazy("ledger rule", "This account is below zero"),
    "owed_explained": pgettext_lazy("ledger rule", "No fact explains what this member owes"),
}


def name_of_rule(rule: str) -> str:
    return str(RULE_WORDS.get(rule, rule))


def name_of_kind(kind: str) -> str:
    return str(KIND_WORDS.get(kind, kind))


def title_of(transfer: Transfer) -> str:
    """Say what happened: the sentence of the fact behind a transfer, else its reason. For rows of `queries`."""
    told: Any = transfer
    return sentence_of(told.fact_name, told.fact_data) if told.fact_name else transfer.reason
