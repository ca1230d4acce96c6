from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from juluo.community.models import PARTING_WORDS_LENGTH, Covenant, Entrance, Parting
from juluo.community.operations.covenants import COVENANT_LENGTH
from juluo.community.operations.members import REASON_LENGTH
from juluo.community.rules import BY_AGREEMENT, NAME_LENGTH, SPACE_NAME_LENGTH, STANDING
from juluo.core import days
from juluo.core.models import Space
from juluo.core.words import Mood, Rung


class PartingForm(forms.Form):
    """Why somebody leaves, if they like to say so."""

    why = forms.ChoiceField(
        label=_("Will you tell why?"), required=False, choices=[("", _("I would rather not say")), *Parting.Why.choices]
    )
    words = forms.CharField(
        label=_("In one line"), required=False, max_length=PARTING_WORDS_LENGTH,
        help_text=_("The staff read it without your name."),
    )  # fmt: skip


class AcceptForm(forms.Form):
    """`covenant` is the version whose text the page showed."""

    covenant = forms.UUIDField(widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label=_("I have read the covenant and accept it."),
        error_messages={"required": _("Tick the box to accept the covenant.")},
    )

    def read_version(self) -> Covenant:
        """The version that was shown; one we do not know counts as changed."""
        shown: Covenant | None = Covenant.objects.filter(pk=self.cleaned_data["covenant"]).first()
        return shown or Covenant()

    def untick(self) -> None:
        """Ask again: what was ticked was another text."""
        self.data = {name: value for name, value in self.data.items() if name != "accept"}


class JoinForm(AcceptForm):
    name = forms.CharField(label=_("What shall we call you?"), max_length=NAME_LENGTH)
    field_order = ("name", "covenant", "accept")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("It is kept in the audit log."))


class RungForm(ReasonForm):
    rung = forms.ChoiceField(
        label=_("Rung"), choices=[(each.value, each.label) for each in Rung if each not in BY_AGREEMENT]
    )
    field_order = ("rung", "reason")


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


class CovenantForm(forms.Form):
    text = forms.CharField(
        label=_("Covenant"),
        max_length=COVENANT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("In Markdown. Every member is asked to read and accept a new version."),
    )


class MemberFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Search by name")}),
    )  # fmt: skip
    rung = forms.ChoiceField(label=_("Rung"), required=False, choices=[("", ""), *Rung.choices],
                             widget=forms.HiddenInput)  # fmt: skip
    since = forms.CharField(
        label=_("Joined since"), required=False, max_length=10,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
    )  # fmt: skip

    def clean_since(self) -> str:
        """A day as it is written in an address, or nothing."""
        said: str = self.cleaned_data["since"]
        if said and days.read(said) is None:
            raise forms.ValidationError(_("Enter a valid date."))
        return said


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
