from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.ip.models import Need
from juluo.ip.models.need import DECISION_LENGTH, NEED_TEXT_LENGTH, NEED_TITLE_LENGTH
from juluo.ip.queries.needs import cards_beside
from juluo.ip.rules.needs import next_states

_MOST_OFFERED = 200


class NeedForm(forms.Form):
    title = forms.CharField(label=_("What do you wish for?"), max_length=NEED_TITLE_LENGTH)
    text = forms.CharField(
        label=_("What for?"), max_length=NEED_TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When would you use it, and what do you do today instead?"),
    )  # fmt: skip


class NeedFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, widget=forms.HiddenInput,
        choices=[("", ""), *((each, "") for each in Need.State.values), ("merged", ""), ("hidden", ""), ("all", "")],
    )  # fmt: skip


class MoveForm(forms.Form):
    """What becomes of a need, as far as its state allows."""

    state = forms.ChoiceField(label=_("What becomes of it?"))
    reason = forms.CharField(
        label=_("Why?"), max_length=DECISION_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it. A decision needs it, above all a no."),
    )  # fmt: skip

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(each.value, each.label) for each in next_states(need.state)]  # type: ignore[attr-defined] # a choice field


class MergeForm(forms.Form):
    into = forms.ChoiceField(label=_("Which card asks for the same?"))

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = cards_beside(need)[:_MOST_OFFERED]
        self.fields["into"].choices = [(str(each.pk), each.title) for each in others]  # type: ignore[attr-defined] # a choice field

    def chosen(self) -> Need:
        found: Need = Need.objects.get(pk=UUID(self.cleaned_data["into"]))
        return found
