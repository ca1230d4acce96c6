from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import WholeNumberField
from juluo.ip.rules.surveys import DAYS, FIELD_LENGTH, GAPS, SIZES


class SurveyForm(forms.Form):
    field = forms.CharField(
        label=_("In which field?"),
        max_length=FIELD_LENGTH,
        help_text=_("“When you think of …, what is this to you?” Rock tea, cooking classes, running shoes."),
    )
    size = WholeNumberField(label=_("How many members to ask"), min_value=SIZES[0], max_value=SIZES[1], initial=100)
    gap_days = WholeNumberField(
        label=_("Ask nobody again for this many days"), min_value=GAPS[0], max_value=GAPS[1], initial=90
    )
    open_days = WholeNumberField(label=_("Days to answer"), min_value=DAYS[0], max_value=DAYS[1], initial=14)
