"""What facts carry, in words: fields that changed, what was done to a product, why a notification was rejected."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from juluo.core.chronicle import reason_of
from juluo.payments.models import Verdict

FIELDS: dict[str, Promise] = {
    "title": pgettext_lazy("field", "title"),
    "text": pgettext_lazy("field", "text"),
    "cover_id": pgettext_lazy("field", "cover"),
    "name": pgettext_lazy("field", "name"),
    "kind": pgettext_lazy("field", "kind"),
    "human_author": pgettext_lazy("field", "who writes it"),
    "tagline": pgettext_lazy("field", "tagline"),
    "beliefs": pgettext_lazy("field", "beliefs"),
    "origin": pgettext_lazy("field", "origin"),
    "tone": pgettext_lazy("field", "tone"),
    "timeline": pgettext_lazy("field", "timeline"),
    "contact": pgettext_lazy("field", "contact"),
    "portrait_id": pgettext_lazy("field", "portrait"),
    "regions": pgettext_lazy("field", "regions"),
    "fee_minor": pgettext_lazy("field", "fee"),
    "free_from_minor": pgettext_lazy("field", "free from"),
    "closed": pgettext_lazy("field", "whether it is served"),
}
DONE: dict[str, Promise] = {
    "written": pgettext_lazy("product", "Written"),
    "changed": pgettext_lazy("product", "Text, prices or variants changed"),
    "published": pgettext_lazy("product", "Put on sale"),
    "withdrawn": pgettext_lazy("product", "Taken off sale"),
    "imported": pgettext_lazy("product", "Imported"),
}
VERDICTS: dict[str, Promise] = {
    Verdict.UNKNOWN: pgettext_lazy("notification", "It is about no payment of ours"),
    Verdict.WRONG_AMOUNT: pgettext_lazy("notification", "The amount is another"),
    Verdict.WRONG_CURRENCY: pgettext_lazy("notification", "The currency is another"),
    Verdict.WRONG_REF: pgettext_lazy("notification", "The payment company's number is another"),
    Verdict.CONTRADICTED: pgettext_lazy("notification", "The payment company itself says something else"),
}
REASONS: dict[str, Promise] = {
    "unusable": pgettext_lazy("reason", "The order was paid, cancelled or out of stock by then"),
    "product": pgettext_lazy("reason", "Entered on the product's page"),
    "touch": pgettext_lazy("reason", "Opened the sharer's link"),
}
"""Reasons that a verb gives by itself; what people wrote stands as they wrote it."""


def detail_of(data: Mapping[str, Any]) -> str:
    """What a fact carries beside its sentence: the fields that changed, what was done, why; "" if nothing."""
    if changed := data.get("changed"):
        comma = pgettext("between the items of a list", ", ")
        return _("Changed: %(fields)s") % {"fields": comma.join(str(FIELDS.get(each, each)) for each in changed)}
    for key, words in (("what", DONE), ("verdict", VERDICTS)):
        if value := data.get(key):
            return str(words.get(value, value))
    return reason_of(data)
