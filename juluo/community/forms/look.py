from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.forms.space import SpaceForm
from juluo.core.models import Space
from juluo.core.words import Mood


class LookForm(SpaceForm):
    """`brand` is a colour of the space's own, or nothing."""

    brand = forms.CharField(
        label=_("Colour"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "#0a6355", "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Buttons, links and the current tab wear it. Leave it empty for our deep green."),
    )  # fmt: skip
    mood = forms.ChoiceField(label=_("Mood"), choices=Mood.choices, widget=forms.RadioSelect)
    logo = forms.FileField(
        label=_("Logo"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=_("A square picture, JPEG, PNG, WebP or GIF."),
    )  # fmt: skip
    without_logo = forms.BooleanField(label=_("Show no logo"), required=False)

    @classmethod
    def of(cls, space: Space, asked: Mapping[str, Any]) -> dict[str, str]:
        """What the form begins with: the space as it is, and over it what the address asks to see."""
        now = {"name": space.name, "brand": space.brand, "mood": space.mood}
        return {name: str(asked.get(name, value)) for name, value in now.items()}
