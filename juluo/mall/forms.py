"""What people type into the mall. Rules are the verbs'; forms only parse."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from juluo.core.money import Money, exponent_of
from juluo.core.number_fields import DecimalNumberField, WholeNumberField
from juluo.core.words import Rung
from juluo.mall.models import Order, OrderLine, Variant
from juluo.mall.operations.catalog import ProductText, VariantDraft
from juluo.mall.operations.orders import Address
from juluo.mall.operations.refunds import Giving
from juluo.mall.rules.orders import MOST_OF_ONE, Part, part_for

PRICED_RUNGS = (Rung.FAN, Rung.ANGEL, Rung.PARTNER)


class CartForm(forms.Form):
    variant = forms.UUIDField()
    quantity = WholeNumberField(min_value=1, max_value=MOST_OF_ONE, initial=1, label=gettext_lazy("Quantity"))


class CartChangeForm(forms.Form):
    variant = forms.UUIDField()
    quantity = WholeNumberField(min_value=0, max_value=MOST_OF_ONE)


class CheckoutForm(forms.Form):
    """The address, the buyer's note, and what they saw: the total they agreed to and the key of this checkout."""

    name = forms.CharField(label=gettext_lazy("Recipient"), max_length=60)
    phone = forms.RegexField(
        r"^[0-9+][0-9 \-]{5,19}$",
        label=gettext_lazy("Phone"),
        max_length=20,
        error_messages={"invalid": gettext_lazy("Write a phone number of digits, like 13800000000.")},
    )
    region = forms.CharField(label=gettext_lazy("Province or region"), max_length=60)
    city = forms.CharField(label=gettext_lazy("City and district"), max_length=80)
    line = forms.CharField(label=gettext_lazy("Street and number"), max_length=160)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=12, required=False)
    note = forms.CharField(label=gettext_lazy("Note to the shop"), max_length=300, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = WholeNumberField(widget=forms.HiddenInput, min_value=0, max_value=2**62)

    AUTOCOMPLETE = {
        "name": "name", "phone": "tel", "region": "address-level1", "city": "address-level2",
        "line": "street-address", "postcode": "postal-code",
    }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in self.AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = hint

    def address(self) -> Address:
        return Address(**{name: self.cleaned_data[name] for name in self.AUTOCOMPLETE})


class ShipForm(forms.Form):
    carrier = forms.CharField(label=gettext_lazy("Carrier"), max_length=60)
    parcel_number = forms.CharField(label=gettext_lazy("Parcel number"), max_length=60)


class CancelForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class MoneyField(DecimalNumberField):
    """An amount in major units of `currency`, as integer minor units."""

    def __init__(self, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        kwargs = {"min_value": 0, "max_digits": 14, "decimal_places": exponent_of(currency)} | kwargs
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else Money.of(amount, self.currency).minor

    def prepare_value(self, value: Any) -> Any:
        return Money(value, self.currency).amount if isinstance(value, int) else value


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


class ProductForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    slug = forms.SlugField(
        label=gettext_lazy("Address"), max_length=80, required=False, allow_unicode=True,
        help_text=gettext_lazy("The end of the product's link. Left empty, it follows from the title."),
    )  # fmt: skip
    summary = forms.CharField(label=gettext_lazy("In one sentence"), max_length=240, required=False)
    story = forms.CharField(
        label=gettext_lazy("Story"), widget=forms.Textarea(attrs={"rows": 8}), required=False, max_length=50_000
    )
    picture = forms.ImageField(label=gettext_lazy("Picture"), required=False)

    def text(self, picture: Any) -> ProductText:
        fields = {name: self.cleaned_data[name] for name in ("title", "slug", "summary", "story")}
        return ProductText(**fields, picture=picture)


class VariantForm(forms.Form):
    """One variant with its prices by rung and its stock."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Variant"), max_length=120, required=False)
    sku = forms.CharField(label="SKU", max_length=60)
    on_hand = WholeNumberField(label=gettext_lazy("On hand"), min_value=0, max_value=10_000_000)
    limit_per_member = WholeNumberField(
        label=gettext_lazy("Limit per member"), min_value=1, max_value=MOST_OF_ONE, required=False
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["price"] = MoneyField(currency, label=pgettext_lazy("price list", "Price"))
        for rung in PRICED_RUNGS:
            self.fields[f"price_{rung.value}"] = MoneyField(
                currency, label=_("Price for %(rung)s") % {"rung": rung.label}, required=False
            )

    def draft(self) -> VariantDraft:
        data = self.cleaned_data
        own = {rung.value: data[f"price_{rung.value}"] for rung in PRICED_RUNGS}
        return VariantDraft(
            id=data["id"],
            sku=data["sku"],
            title=data["title"],
            price_minor=data["price"],
            currency=self.currency,
            rung_prices={rung: minor for rung, minor in own.items() if minor is not None},
            on_hand=data["on_hand"],
            limit_per_member=data["limit_per_member"],
        )

    @staticmethod
    def of(variant: Variant) -> dict[str, Any]:
        """Initial values from a variant with `stocks` and `rung_prices` loaded."""
        own = {f"price_{each.rung}": each.minor for each in variant.rung_prices.all()}
        on_hand = sum(stock.on_hand for stock in variant.stocks.all())
        return own | {
            "id": variant.id,
            "title": variant.title,
            "sku": variant.sku,
            "price": variant.price_minor,
            "on_hand": on_hand,
            "limit_per_member": variant.limit_per_member,
        }
