from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.ip.models import Pace


class PaceForm(forms.Form):
    """A button alone sends no pace: it is then as it was, or the default."""

    pace = forms.ChoiceField(
        label=_("How soon you hear of it"), choices=Pace.choices, required=False, widget=forms.RadioSelect
    )
