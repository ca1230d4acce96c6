from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.operations.covenants import COVENANT_LENGTH


class CovenantForm(forms.Form):
    text = forms.CharField(
        label=_("Covenant"),
        max_length=COVENANT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "In Markdown. Numbered headings and points become articles. Everybody is asked to accept a new version."
        ),
    )
