from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from juluo.core.number_fields import MoneyField, WholeNumberField
from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.core.words import Rung
from juluo.mall.models import Variant
from juluo.mall.operations.catalog import ProductText, VariantDraft
from juluo.mall.rules.orders import MOST_OF_ONE

PRICED_RUNGS = (Rung.FAN, Rung.ANGEL, Rung.PARTNER)


class ProductForm(PictureForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    slug = forms.SlugField(
        label=gettext_lazy("Address"), max_length=80, required=False, allow_unicode=True,
        help_text=gettext_lazy("The end of the product's link. Left empty, it follows from the title."),
    )  # fmt: skip
    summary = forms.CharField(label=gettext_lazy("In one sentence"), max_length=240, required=False)
    story = forms.CharField(
        label=gettext_lazy("Story"), widget=forms.Textarea(attrs={"rows": 8}), required=False, max_length=50_000
    )
    picture = forms.FileField(label=gettext_lazy("Picture"), required=False, widget=PictureInput)
    asks_covenant = forms.BooleanField(
        label=gettext_lazy("Only for who accepted the covenant in force"), required=False,
        help_text=gettext_lazy("Nobody else can order it. Everybody can still read about it."),
    )  # fmt: skip

    def text(self, picture: Any) -> ProductText:
        fields = {name: self.cleaned_data[name] for name in ("title", "slug", "summary", "story", "asks_covenant")}
        return ProductText(**fields, picture=picture)


class VariantForm(forms.Form):
    """One variant with its prices by rung and its stock."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Variant"), max_length=120, required=False)
    sku = forms.CharField(label=gettext_lazy("SKU"), max_length=60)
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


class SaleForm(forms.Form):
    """At which price a post or a series is sold."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"] = MoneyField(currency, label=pgettext_lazy("price list", "Price"))
