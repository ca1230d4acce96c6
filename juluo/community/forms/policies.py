from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.community.models import Entrance, Questionnaire
from juluo.community.models.entrance import WELCOME_LENGTH
from juluo.community.operations.policies import PATH_LENGTH, Policy
from juluo.community.operations.questionnaires import MOST_DAYS, MOST_SCORE, Deciding
from juluo.community.rules.entrances import MOST_PLACES
from juluo.community.rules.invitations import MOST_DAYS as MOST_DAYS_INVITED
from juluo.community.rules.invitations import MOST_USES
from juluo.community.rules.questions import (
    HELP_LENGTH,
    LARGEST_NUMBER,
    LARGEST_QUOTA,
    MOST_POINTS,
    ROW_LENGTH,
    TEXT_LENGTH,
    Kind,
    Question,
    Row,
)
from juluo.core.number_fields import WholeNumberField
from juluo.core.words import Rung


class PolicyForm(forms.Form):
    policy = forms.ChoiceField(label=_("Who comes in"), choices=Entrance.Policy.choices, widget=forms.RadioSelect)
    capacity = WholeNumberField(
        label=_("Places"), required=False, min_value=1, max_value=MOST_PLACES,
        help_text=_("The most members from this entrance at a time. Whoever comes later waits in line."),
    )  # fmt: skip
    expires_at = forms.DateTimeField(
        label=_("Open until"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    inviting_rung = forms.ChoiceField(
        label=_("Members may invite, too"), required=False, choices=[("", _("Staff alone")), *Rung.choices],
        help_text=_("From this rung on. Each invitation lets one person in."),
    )  # fmt: skip
    welcome = forms.CharField(
        label=_("Words of welcome"), required=False, max_length=WELCOME_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Newcomers read them first."),
    )  # fmt: skip
    welcome_to = forms.CharField(
        label=_("Where newcomers are led"), required=False, max_length=PATH_LENGTH,
        help_text=_("A page of this space as it stands behind its address, like /posts/… or /rooms/…"),
    )  # fmt: skip

    @staticmethod
    def of(entrance: Entrance) -> dict[str, Any]:
        names = ("policy", "capacity", "expires_at", "inviting_rung", "welcome", "welcome_to")
        return {name: getattr(entrance, name) for name in names}

    def wanted(self) -> Policy:
        said = self.cleaned_data
        return Policy(
            policy=said["policy"], capacity=said["capacity"], expires_at=said["expires_at"],
            inviting_rung=said["inviting_rung"],
        )  # fmt: skip


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Question"), max_length=TEXT_LENGTH)
    help = forms.CharField(label=_("Hint"), required=False, max_length=HELP_LENGTH)
    required = forms.BooleanField(label=_("It has to be answered"), required=False)

    @staticmethod
    def of(question: Question) -> dict[str, Any]:
        return {"text": question.text, "help": question.help, "required": question.required}


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)


class AnswerRowForm(forms.Form):
    """One answer to choose from."""

    text = forms.CharField(label=pgettext_lazy("one of several", "Answer"), max_length=ROW_LENGTH)
    points = WholeNumberField(label=_("Points"), required=False, min_value=-MOST_POINTS, max_value=MOST_POINTS)
    must = forms.BooleanField(label=_("A must-have"), required=False)

    def row(self) -> Row:
        said = self.cleaned_data
        return Row(text=said["text"], points=said["points"] or 0, must=said["must"], quota=said.get("quota"))


class RegionRowForm(AnswerRowForm):
    """One region, and the most members from it."""

    text = forms.CharField(label=_("Region"), max_length=ROW_LENGTH)
    quota = WholeNumberField(label=_("Places"), required=False, min_value=0, max_value=LARGEST_QUOTA)


class RangeRowForm(forms.Form):
    """One range of numbers; left open at an end, it has none there."""

    low = WholeNumberField(label=_("From"), required=False, min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER)
    high = WholeNumberField(label=_("To"), required=False, min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER)
    points = WholeNumberField(label=_("Points"), required=False, min_value=-MOST_POINTS, max_value=MOST_POINTS)
    must = forms.BooleanField(label=_("A must-have"), required=False)

    def row(self) -> Row:
        said = self.cleaned_data
        return Row(low=said["low"], high=said["high"], points=said["points"] or 0, must=said["must"])


ROW_FORMS: dict[str, type[AnswerRowForm | RangeRowForm]] = {
    Kind.CHOICE: AnswerRowForm,
    Kind.CHOICES: AnswerRowForm,
    Kind.REGION: RegionRowForm,
    Kind.NUMBER: RangeRowForm,
}
"""By the kind of a question: what its rows ask. The other kinds have none."""


class DecidingForm(forms.Form):
    deciding = forms.ChoiceField(
        label=_("Who decides"), choices=Questionnaire.Deciding.choices, widget=forms.RadioSelect
    )
    admit_at = WholeNumberField(
        label=_("Clear yes from"), min_value=0, max_value=MOST_SCORE,
        help_text=_("Points. Who lacks a must-have is never admitted by the score."),
    )  # fmt: skip
    decline_below = WholeNumberField(
        label=_("Clear no below"), required=False, min_value=0, max_value=MOST_SCORE,
        help_text=_("Left empty, a person looks at everybody whom the score does not admit."),
    )  # fmt: skip
    again_days = WholeNumberField(label=_("Apply again after days"), min_value=0, max_value=MOST_DAYS)
    accept_days = WholeNumberField(label=_("Days to accept a place"), min_value=1, max_value=MOST_DAYS)

    @staticmethod
    def of(terms: Questionnaire | None) -> dict[str, Any]:
        return {name: getattr(terms or Deciding(), name) for name in Deciding.__slots__}

    def wanted(self) -> Deciding:
        return Deciding(**self.cleaned_data)


class InviteForm(forms.Form):
    """What a member says of an invitation."""

    note = forms.CharField(
        label=_("For whom"), required=False, max_length=60, help_text=_("A note for yourself; nobody else reads it.")
    )
    days = WholeNumberField(label=_("Days it holds"), min_value=1, max_value=MOST_DAYS_INVITED, initial=30)


class InvitationForm(InviteForm):
    most = WholeNumberField(label=_("People it lets in"), min_value=1, max_value=MOST_USES, initial=1)
    field_order = ("note", "most", "days")
