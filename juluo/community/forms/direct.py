from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.models import DIRECT_LENGTH


class DirectForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"), max_length=DIRECT_LENGTH, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Plain text. Only the two of you read it."),
    )  # fmt: skip
