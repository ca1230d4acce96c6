from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juluo.core.number_fields import MoneyField, WholeNumberField
from juluo.mall.models import Order, OrderLine
from juluo.mall.operations.refunds import Giving
from juluo.mall.rules.orders import Part, part_for


class ShipForm(forms.Form):
    carrier = forms.CharField(label=gettext_lazy("Carrier"), max_length=60)
    parcel_number = forms.CharField(label=gettext_lazy("Parcel number"), max_length=60)


class CancelForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class RefundForm(forms.Form):
    """How many pieces of each line come back, whether shipping is given back, and why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, order: Order, lines: list[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.lines = order, lines
        for line in lines:
            left = line.quantity - line.refunded_quantity
            self.fields[f"line_{line.id}"] = WholeNumberField(
                label=f"{line.title} (≤ {left})", min_value=0, max_value=left, initial=0, required=False
            )
        self.fields["shipping"] = MoneyField(order.currency, label=_("Shipping to give back"), required=False)

    def giving(self) -> Giving:
        pieces = {line.id: (line, self.cleaned_data[f"line_{line.id}"] or 0) for line in self.lines}
        parts = {line_id: part_for(line, quantity) for line_id, (line, quantity) in pieces.items() if quantity}
        empty: dict[Any, Part] = {}
        return Giving(
            parts=parts or empty,
            shipping_minor=self.cleaned_data["shipping"] or 0,
            reason=self.cleaned_data["reason"],
            key=self.cleaned_data["key"],
        )
