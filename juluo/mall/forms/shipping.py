import re
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import MoneyField
from juluo.mall.models import ShippingZone
from juluo.mall.operations.shipping import ZoneDraft

_BETWEEN = re.compile(r"[\n,;，；、]")


class ZoneForm(forms.Form):
    """A shipping zone; money in major units of `currency`."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Buyers read it, like: Northwest."))
    regions = forms.CharField(
        label=_("Provinces or regions"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=6_000,
        help_text=_("One a line, or with commas between. Left empty, the zone is everywhere else."),
    )  # fmt: skip
    closed = forms.BooleanField(label=_("We do not deliver there."), required=False)
    field_order = ("name", "regions", "fee", "free_from", "closed")

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"] = MoneyField(currency, label=_("Shipping"), initial=0)
        self.fields["free_from"] = MoneyField(
            currency, label=_("Free from"), required=False, help_text=_("Goods worth this much ship free.")
        )
        self.order_fields(self.field_order)

    def draft(self) -> ZoneDraft:
        data = self.cleaned_data
        names = (each.strip() for each in _BETWEEN.split(data["regions"]))
        return ZoneDraft(
            name=data["name"],
            regions=[each for each in names if each],
            fee_minor=data["fee"],
            free_from_minor=data["free_from"],
            closed=data["closed"],
        )

    @classmethod
    def of(cls, zone: ShippingZone, data: Any, currency: str) -> Self:
        """The form of a zone that is there, as `data` changes it."""
        initial = {
            "name": zone.name,
            "regions": "\n".join(zone.regions),
            "fee": zone.fee_minor,
            "free_from": zone.free_from_minor,
            "closed": zone.closed,
        }
        return cls(data, initial=initial, currency=currency)
