import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from juluo.core.bulk import Wish
from juluo.mall.models import OrderState

_APART = re.compile(r"[\t,，;；]+|\s+")
_LONGEST = 60


class OrderFilterForm(forms.Form):
    """The filters of the list of orders; days include themselves."""

    q = forms.CharField(
        label=gettext_lazy("Number or end of the phone number"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "type": "search",
                                      "placeholder": gettext_lazy("Number or end of the phone number")}),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *OrderState.choices], widget=forms.HiddenInput, label=gettext_lazy("State")
    )
    since = forms.DateField(
        label=pgettext_lazy("day", "From"), required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    until = forms.DateField(
        label=pgettext_lazy("day", "To"), required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class ProductFilterForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Title or SKU"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "input", "type": "search",
                                      "placeholder": gettext_lazy("Title or SKU")}),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("on_sale", ""), ("draft", "")], widget=forms.HiddenInput
    )


class ShipManyForm(forms.Form):
    """One parcel a line: number of the order, carrier, number of the parcel."""

    lines = forms.CharField(
        label=gettext_lazy("Parcels"), max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy("One a line: number of the order, carrier, number of the parcel. "
                               "Columns pasted from a spreadsheet are fine."),
    )  # fmt: skip

    def clean_lines(self) -> list[Wish]:
        typed = [each.strip() for each in self.cleaned_data["lines"].splitlines()]
        parcels = {number: _parcel(line) for number, line in enumerate(typed, 1) if line}
        unread = [str(number) for number, parcel in parcels.items() if parcel is None]
        if unread:
            message = _("These lines do not name an order, a carrier and a parcel: %(lines)s. Nothing was shipped.")
            raise ValidationError(message % {"lines": ", ".join(unread[:20])})
        return [parcel for parcel in parcels.values() if parcel]


def _parcel(line: str) -> Wish | None:
    """Read one line; the carrier may be of several words."""
    words = [each for each in _APART.split(line) if each]
    if len(words) < 3:  # noqa: PLR2004 - order, carrier, parcel
        return None
    told: Mapping[str, Any] = {"carrier": " ".join(words[1:-1]), "parcel_number": words[-1]}
    return Wish(words[0].upper(), told) if all(len(each) <= _LONGEST for each in told.values()) else None
