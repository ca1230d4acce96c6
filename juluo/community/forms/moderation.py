from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.community.models import (
    APPEAL_LENGTH,
    LIST_LENGTH,
    LIST_NAME_LENGTH,
    PHRASE_TITLE_LENGTH,
    SANCTION_WORDS_LENGTH,
    Appeal,
    Phrase,
    Sanction,
)
from juluo.community.operations.cases import Decision
from juluo.community.operations.members import REASON_LENGTH
from juluo.community.operations.screening import MOST_FIRST, MOST_NEWCOMER_DAYS, MOST_REPEATS, Rules
from juluo.community.queries.circles import circles_of
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.lists import TEMPLATES
from juluo.community.rules.sanctions import MOST_DAYS, MOST_MINUTES, Measure
from juluo.core.models import Member, Reason
from juluo.core.number_fields import WholeNumberField

_STATES = ["waiting", "mine", "held", "appealed", "decided"]
_ABOUT_AUTHOR = [each for each in Sanction.Kind if each != Sanction.Kind.HIDE]


class CaseFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *((each, "") for each in _STATES)], widget=forms.HiddenInput
    )


class SanctionForm(forms.Form):
    """What is done about a member, why, and for how long."""

    kind = forms.ChoiceField(label=pgettext_lazy("a case", "About the member"))
    article = forms.ChoiceField(label=_("Article of the covenant"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices)
    days = WholeNumberField(label=_("For how many days"), min_value=1, max_value=MOST_DAYS, required=False)
    minutes = WholeNumberField(
        label=_("Minutes between two sayings"), min_value=1, max_value=MOST_MINUTES, required=False,
        help_text=_("Only if the member is slowed down."),
    )  # fmt: skip
    circle = forms.ChoiceField(
        label=_("Circle"), required=False, help_text=_("Only if the member is removed from one.")
    )
    phrase = forms.ChoiceField(label=_("Words that you keep"), required=False)
    words = forms.CharField(
        label=_("In your words"), max_length=SANCTION_WORDS_LENGTH, required=False,
        help_text=_("The member reads the reason and these words."),
    )  # fmt: skip

    def __init__(self, *args: Any, about: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        articles, phrases = articles_in_force(), Phrase.objects.order_by("title")
        self._circles = {str(each.circle_id): each.circle for each in circles_of(about)}
        self._articles = {str(each.number): each for each in articles}
        self._phrases = {str(each.pk): each for each in phrases}
        none: tuple[str, Any] = ("", _("None"))
        fields: dict[str, Any] = dict(self.fields)
        fields["kind"].choices = [(each.value, each.label) for each in _ABOUT_AUTHOR]
        fields["article"].choices = [none, *((number, str(each)) for number, each in self._articles.items())]
        fields["circle"].choices = [none, *((key, each.name) for key, each in self._circles.items())]
        fields["phrase"].choices = [none, *((key, each.title) for key, each in self._phrases.items())]

    def measure(self) -> Measure:
        said, phrase = self.cleaned_data, self._phrases.get(self.cleaned_data["phrase"])
        told = {name: said[name] for name in ("kind", "reason", "days", "minutes")}
        told |= {"circle": self._circles.get(said["circle"]), "article": self._articles.get(said["article"])}
        return Measure(**told, words=said["words"] or (phrase.words if phrase else ""))


class DecisionForm(SanctionForm):
    """What comes of a case."""

    hides = forms.BooleanField(label=_("Hide what was said"), required=False)
    field_order = ("hides", "kind", "article", "reason", "days", "minutes", "circle", "phrase", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.required = False
        kind.choices = [("", _("Nothing")), *kind.choices]

    def decision(self) -> Decision:
        return Decision(measure=self.measure(), hides=self.cleaned_data["hides"])


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("It is kept in the audit log."))


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why it should be undone"), max_length=APPEAL_LENGTH, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("You can appeal once. Somebody else than who decided reads it."),
    )  # fmt: skip


class JudgementForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What comes of it"), choices=Appeal.Outcome.choices)
    answer = forms.CharField(
        label=_("Your answer"), max_length=SANCTION_WORDS_LENGTH, help_text=_("The member reads it.")
    )


class PhraseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=PHRASE_TITLE_LENGTH)
    words = forms.CharField(
        label=_("Words"), max_length=SANCTION_WORDS_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class ScreeningForm(forms.Form):
    holds_links = forms.BooleanField(label=_("Links of newcomers wait"), required=False)
    newcomer_days = WholeNumberField(
        label=_("Days for which somebody is new"), min_value=0, max_value=MOST_NEWCOMER_DAYS
    )
    first_posts = WholeNumberField(
        label=_("First sayings of newcomers that wait"), min_value=0, max_value=MOST_FIRST,
        help_text=_("0 lets all of them pass."),
    )  # fmt: skip
    repeats = WholeNumberField(
        label=_("The same words wait, said so often within a day"), min_value=0, max_value=MOST_REPEATS,
        help_text=_("0 lets them pass."),
    )  # fmt: skip
    templates = forms.MultipleChoiceField(
        label=_("Lists that come with the house"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(each.code, each.title) for each in TEMPLATES],
    )  # fmt: skip

    def rules(self) -> Rules:
        return Rules(**self.cleaned_data | {"templates": tuple(self.cleaned_data["templates"])})


class WordListForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LIST_NAME_LENGTH)
    words = forms.CharField(
        label=_("Words, one a line"), max_length=LIST_LENGTH, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Spelling with other signs, scripts or spaces is found, too. Write Pinyin in Latin letters."),
    )  # fmt: skip
    on = forms.BooleanField(label=_("In use"), required=False, initial=True)


class TrialForm(forms.Form):
    sentence = forms.CharField(label=_("Try a sentence"), max_length=2000, required=False)
