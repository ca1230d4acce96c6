from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from juluo.community.rules.space import SPACE_NAME_LENGTH
from juluo.core.models import Space


class SpaceForm(forms.Form):
    name = forms.CharField(label=_("Name of the space"), max_length=SPACE_NAME_LENGTH)


class SettingsForm(SpaceForm):
    """What the space is called, the language it is written in and the time zone of its days."""

    language = forms.ChoiceField(
        label=_("Language of the space"), choices=settings.LANGUAGES,
        help_text=_("Your people's language. Readers may choose another for the buttons around it."),
    )  # fmt: skip
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=40,
        widget=forms.TextInput(attrs={"list": "time-zones", "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip

    @classmethod
    def of(cls, space: Space) -> dict[str, str]:
        """What the form begins with: the space as it is."""
        return {"name": space.name, "language": space.language, "time_zone": space.time_zone}


class ClosingForm(forms.Form):
    """`slug` is typed by whoever means it."""

    slug = forms.CharField(
        label=_("Address of the space"), max_length=40,
        help_text=_("Type it as it stands under its name: that is how we know that you mean it."),
    )  # fmt: skip
