"""What the kinds of accounts are called."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

KIND_WORDS: dict[str, Promise] = {
    "provider": pgettext_lazy("account", "With payment companies"),
    "sales": pgettext_lazy("account", "Sales"),
    "shipping": pgettext_lazy("account", "Shipping charged"),
    "refunds_due": pgettext_lazy("account", "Refunds on their way"),
    "commission_cost": pgettext_lazy("account", "Cost of commission"),
    "commission_pending": pgettext_lazy("account", "Commission, pending"),
    "commission": pgettext_lazy("account", "Commission, available"),
    "points_cost": pgettext_lazy("account", "Cost of points"),
    "points": pgettext_lazy("account", "Points"),
    "owed": pgettext_lazy("account", "Owed by members"),
}


def name_of_kind(kind: str) -> str:
    return str(KIND_WORDS.get(kind, kind))
