from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.operations.members import REASON_LENGTH
from juluo.community.rules.members import BY_AGREEMENT, NAME_LENGTH
from juluo.core import days
from juluo.core.words import Rung


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("It is kept in the audit log."))


class RungForm(ReasonForm):
    rung = forms.ChoiceField(
        label=_("Rung"), choices=[(each.value, each.label) for each in Rung if each not in BY_AGREEMENT]
    )
    field_order = ("rung", "reason")


class MemberFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Search by name")}),
    )  # fmt: skip
    rung = forms.ChoiceField(label=_("Rung"), required=False, choices=[("", ""), *Rung.choices],
                             widget=forms.HiddenInput)  # fmt: skip
    since = forms.CharField(
        label=_("Joined since"), required=False, max_length=10,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
    )  # fmt: skip

    def clean_since(self) -> str:
        """A day as it is written in an address, or nothing."""
        said: str = self.cleaned_data["since"]
        if said and days.read(said) is None:
            raise forms.ValidationError(_("Enter a valid date."))
        return said
