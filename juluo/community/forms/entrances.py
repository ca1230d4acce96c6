from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.models import Entrance
from juluo.community.rules.entrances import STANDING
from juluo.community.rules.members import NAME_LENGTH


class EntranceFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Name or code")}),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("open", ""), ("closed", "")], widget=forms.HiddenInput
    )


class EntranceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH, help_text=_("Like the place where it hangs."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(each.value, each.label) for each in Entrance.Kind if each not in STANDING]
    )
