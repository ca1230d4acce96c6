from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.ip.models import HIDING_WORDS_LENGTH, Comment


class ReportFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("open", ""), ("closed", "")], widget=forms.HiddenInput
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Comment.Reason.choices)
    words = forms.CharField(label=_("In your words"), max_length=HIDING_WORDS_LENGTH, required=False)


class HidingForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why is it hidden?"), choices=Comment.Reason.choices)
    words = forms.CharField(
        label=_("In your words"),
        max_length=HIDING_WORDS_LENGTH,
        required=False,
        help_text=_("Its author reads the reason and these words."),
    )
