from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from juluo.core.number_fields import WholeNumberField
from juluo.mall.operations.orders import Address
from juluo.mall.rules.orders import MOST_OF_ONE


class CartForm(forms.Form):
    variant = forms.UUIDField()
    quantity = WholeNumberField(min_value=1, max_value=MOST_OF_ONE, initial=1, label=gettext_lazy("Quantity"))


class CartChangeForm(forms.Form):
    variant = forms.UUIDField()
    quantity = WholeNumberField(min_value=0, max_value=MOST_OF_ONE)


class SearchForm(forms.Form):
    """Words to look for in the mall; what cannot be read as words finds everything."""

    q = forms.CharField(max_length=60, required=False)

    def words(self) -> str:
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class PastedForm(forms.Form):
    """An address in one piece, to be split into the fields below it."""

    pasted = forms.CharField(
        label=gettext_lazy("Paste an address"),
        help_text=gettext_lazy("Name, phone and address in one piece, as people send them."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        max_length=1000,
        required=False,
    )


class CheckoutForm(forms.Form):
    """The address if goods travel, a note, and what the buyer saw: the total they agreed to and this checkout's key."""

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

    def __init__(self, *args: Any, travels: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.travels = travels
        for name, hint in self.AUTOCOMPLETE.items():
            if travels:
                self.fields[name].widget.attrs["autocomplete"] = hint
            else:
                del self.fields[name]

    def region_asked(self) -> str:
        """The region as it stands in the form, filled in well or badly."""
        return str(self["region"].value() or "") if self.travels else ""

    def address(self) -> Address | None:
        """Where the goods go; None where nothing travels."""
        return Address(**{name: self.cleaned_data[name] for name in self.AUTOCOMPLETE}) if self.travels else None
