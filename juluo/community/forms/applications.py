from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from juluo.community.forms.joining import JoinForm
from juluo.community.models import Application, Entrance
from juluo.community.models.application import REASON_LENGTH
from juluo.community.rules.questions import ANSWER_LENGTH, LARGEST_NUMBER, Kind, Question
from juluo.core.number_fields import WholeNumberField
from juluo.core.picture_fields import PictureInput

type Keep = Callable[[str, Any], str]


def _words(asked: Mapping[str, Any], _question: Question) -> forms.Field:
    return forms.CharField(**asked, max_length=ANSWER_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


def _choice(asked: Mapping[str, Any], question: Question) -> forms.Field:
    return forms.ChoiceField(**asked, choices=_answers(question), widget=forms.RadioSelect)


def _choices(asked: Mapping[str, Any], question: Question) -> forms.Field:
    return forms.MultipleChoiceField(**asked, choices=_answers(question), widget=forms.CheckboxSelectMultiple)


def _number(asked: Mapping[str, Any], _question: Question) -> forms.Field:
    return WholeNumberField(**asked, min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER)


def _region(asked: Mapping[str, Any], question: Question) -> forms.Field:
    return forms.ChoiceField(**asked, choices=[("", _("Choose")), *_answers(question)])


def _picture(asked: Mapping[str, Any], _question: Question) -> forms.Field:
    return forms.FileField(**{**asked, "required": False}, widget=PictureInput)


_FIELDS: dict[str, Callable[[Mapping[str, Any], Question], forms.Field]] = {
    Kind.TEXT: _words,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.REGION: _region,
    Kind.PICTURE: _picture,
}


class ApplicationForm(JoinForm):
    """The questions of an entrance, then the name and the covenant.

    A picture that was handed in stays with the form, in a hidden field, while other answers are mended.
    """

    def __init__(self, questions: Iterable[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for each in self.questions:
            asked = {"label": each.text, "help_text": escape(each.help), "required": each.required}
            self.fields[each.key] = _FIELDS[each.kind](asked, each)
            if each.kind == Kind.PICTURE:
                self.fields[_kept(each.key)] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        self.order_fields([*(each.key for each in self.questions), "name", "covenant", "accept"])

    def answers(self, keep: Keep) -> dict[str, Any]:
        """What was answered; `keep` hands a picture in and says its id."""
        given = {each.key: self.cleaned_data.get(each.key) for each in self.questions}
        for each in self.questions:
            if each.kind == Kind.PICTURE:
                given[each.key] = self._picture(each.key, keep)
        return given

    def _picture(self, key: str, keep: Keep) -> str:
        if self.cleaned_data.get(key):
            kept = keep(key, self.cleaned_data[key])
            sent: Any = self.data
            said = sent.copy()
            said[_kept(key)] = kept
            self.data = said
        else:
            kept = str(self.cleaned_data.get(_kept(key)) or "")
        return kept


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=ANSWER_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads it. Be kind, and say what would help."),
    )  # fmt: skip


class AskForm(forms.Form):
    question = forms.CharField(
        label=_("Your question"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApplicationFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Search by name")}),
    )  # fmt: skip
    entrance = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    state = forms.ChoiceField(required=False, choices=[("", ""), *Application.State.choices], widget=forms.HiddenInput)

    def clean_entrance(self) -> str:
        """The code of an entrance, or nothing."""
        code: str = self.cleaned_data["entrance"]
        if code and not Entrance.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is no such entrance."))
        return code


def _answers(question: Question) -> list[tuple[str, str]]:
    return [(each, each) for each in question.answers]


def _kept(key: str) -> str:
    return f"kept_{key}"
