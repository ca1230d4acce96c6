from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.models import HIDING_WORDS_LENGTH, Reason


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices)
    words = forms.CharField(label=_("In your words"), max_length=HIDING_WORDS_LENGTH, required=False)


class HidingForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why is it hidden?"), choices=Reason.choices)
    words = forms.CharField(
        label=_("In your words"),
        max_length=HIDING_WORDS_LENGTH,
        required=False,
        help_text=_("Its author reads the reason and these words."),
    )
