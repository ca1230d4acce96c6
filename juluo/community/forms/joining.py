from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.models import PARTING_WORDS_LENGTH, Covenant, Parting
from juluo.community.rules.members import NAME_LENGTH


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
        sent: Any = self.data
        said = sent.copy()
        said.pop("accept", None)
        self.data = said


class JoinForm(AcceptForm):
    name = forms.CharField(label=_("What shall we call you?"), max_length=NAME_LENGTH)
    field_order: tuple[str, ...] = ("name", "covenant", "accept")


class InvitedForm(JoinForm):
    """With a code that lets somebody in."""

    invitation = forms.CharField(
        label=_("Your code"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("From your invitation, or from the card that came with what you bought."),
    )  # fmt: skip
    field_order: tuple[str, ...] = ("invitation", "name", "covenant", "accept")
