from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.days import ended
from juluo.core.models import Member
from juluo.core.number_fields import WholeNumberField
from juluo.core.words import Rung
from juluo.ip.models import Trial
from juluo.ip.models.trial import SAMPLE_LENGTH, TRIAL_TEXT_LENGTH, TRIAL_TITLE_LENGTH, TRIAL_WORDS_LENGTH
from juluo.ip.operations.trials import RoundWords
from juluo.ip.rules.trials import BEST, MOST_ROOM, WORST


class RoundForm(forms.Form):
    title = forms.CharField(label=_("What is tried?"), max_length=TRIAL_TITLE_LENGTH)
    text = forms.CharField(
        label=_("What to do"), max_length=TRIAL_TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    criteria = forms.CharField(
        label=_("What is scored"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A criterion a line, eight at most. Members score each from 1 to 5."),
    )  # fmt: skip
    capacity = WholeNumberField(label=_("Places"), min_value=1, max_value=MOST_ROOM, initial=12)
    last_day = forms.DateField(
        label=_("Last day to answer"),
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )

    def words(self) -> RoundWords:
        said = {name: self.cleaned_data[name] for name in ("title", "text", "capacity")}
        criteria = [line for line in self.cleaned_data["criteria"].splitlines() if line.strip()]
        return RoundWords(**said, criteria=criteria, ends_at=ended(self.cleaned_data["last_day"]))


class CandidateFilterForm(forms.Form):
    rung = forms.ChoiceField(label=_("Rung"), required=False, choices=[("", _("All")), *Rung.choices])
    name = forms.CharField(label=_("Name"), required=False, max_length=60)


class InvitationForm(forms.Form):
    """Which members are asked; `offered` are those that stand to choose."""

    members = forms.MultipleChoiceField(label=_("Members"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, offered: list[Member], *args: Any) -> None:
        super().__init__(*args)
        self.offered = {str(each.pk): each for each in offered}
        self.fields["members"].choices = [(key, each.name) for key, each in self.offered.items()]  # type: ignore[attr-defined] # a choice field

    def chosen(self) -> list[Member]:
        return [self.offered[str(UUID(each))] for each in self.cleaned_data["members"]]


class SampleForm(forms.Form):
    sample = forms.CharField(label=_("What was sent, and how"), max_length=SAMPLE_LENGTH)


class AnswerForm(forms.Form):
    """A score for each criterion of the round, and words."""

    def __init__(self, trial: Trial, *args: Any) -> None:
        super().__init__(*args)
        self.names = [f"score-{at}" for at in range(len(trial.round.criteria))]
        marks = [(str(score), str(score)) for score in range(WORST, BEST + 1)]
        for at, (name, criterion) in enumerate(zip(self.names, trial.round.criteria, strict=True)):
            known = str(trial.scores[at]) if at < len(trial.scores) else None
            self.fields[name] = forms.ChoiceField(
                label=criterion, choices=marks, widget=forms.RadioSelect, initial=known,
                help_text=_("1 is poor, 5 is excellent."),
            )  # fmt: skip
        self.fields["words"] = forms.CharField(
            label=_("In your words"), max_length=TRIAL_WORDS_LENGTH, required=False, initial=trial.words,
            widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Only the staff read them."),
        )  # fmt: skip

    def scores(self) -> list[int]:
        return [int(self.cleaned_data[name]) for name in self.names]

    @property
    def marks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]
