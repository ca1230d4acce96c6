"""Forms around what is bought together, and what is given to friends."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import WholeNumberField
from juluo.ip.models import GiftTerms
from juluo.ip.rules.gifts import MOST_DAYS, MOST_READS


class ContentsForm(forms.Form):
    """What a bundle holds: what is ticked, in the order in which it is shown."""

    rights = forms.MultipleChoiceField(
        label=_("What stands in it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The latest posts and series. Who paid for something that leaves keeps it."),
    )  # fmt: skip

    def __init__(self, chosen: Sequence[str], choices: Sequence[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        self.initial["rights"] = list(chosen)
        self.fields["rights"].choices = choices  # type: ignore[attr-defined] # a field of choices
        self.choosable = bool(choices)


class ReadsForm(forms.Form):
    reads = WholeNumberField(label=_("How many friends"), min_value=1, max_value=MOST_READS, initial=1)


class ClaimForm(forms.Form):
    named = forms.BooleanField(label=_("The giver may see that it was me"), required=False)


class GiftTermsForm(forms.Form):
    reads = WholeNumberField(
        label=_("Reads that each purchase gives away"), min_value=0, max_value=MOST_READS,
        help_text=_("0 gives none away."),
    )  # fmt: skip
    days = WholeNumberField(label=_("Days for which each read is open"), min_value=1, max_value=MOST_DAYS)

    @staticmethod
    def of(terms: GiftTerms) -> dict[str, Any]:
        return {"reads": terms.reads, "days": terms.days}
