"""What people type about questions. Rules are the verbs'; forms only parse."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core.number_fields import DecimalNumberField, WholeNumberField
from juluo.ip.models import Asking, Question, QuestionState
from juluo.ip.models.question import ASKERS
from juluo.ip.operations.answers import ANSWER_LENGTH, REASON_LENGTH
from juluo.ip.operations.asking import GUIDANCE_LENGTH, RANGES, AskingTerms
from juluo.ip.operations.questions import FOLLOW_UP_LENGTH, QUESTION_LENGTH, QUESTION_TITLE_LENGTH, QuestionWords

_BP = 100


class QuestionForm(forms.Form):
    """What is asked. Whether others may read it is not offered where nothing is published."""

    title = forms.CharField(label=_("Your question in one line"), max_length=QUESTION_TITLE_LENGTH)
    text = forms.CharField(
        label=_("What one should know to answer it"),
        max_length=QUESTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Plain text."),
    )
    public = forms.BooleanField(label=_("Others may read it once it is answered"), required=False)
    named = forms.BooleanField(label=_("Show my name with it"), required=False)

    def __init__(self, *args: Any, terms: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not terms.may_be_public:
            del self.fields["public"], self.fields["named"]

    @staticmethod
    def of(question: Question) -> dict[str, Any]:
        said = {name: getattr(question, name) for name in ("title", "text", "public")}
        return said | {"named": not question.unnamed}

    def words(self) -> QuestionWords:
        said = self.cleaned_data
        public, named = said.get("public", False), said.get("named", False)
        return QuestionWords(title=said["title"], text=said["text"], public=public, unnamed=not named)


class LeaveForm(forms.Form):
    """What the asker lets others see."""

    public = forms.BooleanField(label=_("Others may read it"), required=False)
    named = forms.BooleanField(label=_("Show my name with it"), required=False)


class FollowUpForm(forms.Form):
    text = forms.CharField(
        label=_("What is still unclear?"), max_length=FOLLOW_UP_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("to a question", "Answer"), max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain text. Your name and your role stand above it."),
    )  # fmt: skip


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not answered?"), max_length=REASON_LENGTH, help_text=_("The asker reads it.")
    )


class PublicationForm(forms.Form):
    reading = forms.ChoiceField(
        label=_("Who reads the answer?"),
        choices=[("paid", _("Who pays to read it")), ("free", _("Everyone"))],
        initial="paid",
    )


class QuestionSearchForm(forms.Form):
    """Words to look for among published questions; what cannot be read as words finds everything."""

    q = forms.CharField(max_length=60, required=False)

    def words(self) -> str:
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class QuestionFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, widget=forms.HiddenInput,
        choices=[("", ""), ("follow_up", ""), *((each.value, "") for each in QuestionState)],
    )  # fmt: skip


class AskingForm(forms.Form):
    """The terms; a share is typed in percent."""

    audience = forms.ChoiceField(label=_("Who may ask"), choices=ASKERS)
    guidance = forms.CharField(
        label=_("What people read before they ask"),
        max_length=GUIDANCE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you answer well, and what you do not answer."),
    )
    deadline_days = WholeNumberField(
        label=_("Days to answer"), min_value=1, max_value=RANGES["deadline_days"][1],
        help_text=_("Counted from the payment. Unanswered, all the money goes back by itself."),
    )  # fmt: skip
    most_open = WholeNumberField(
        label=_("Questions that may wait at once"), min_value=1, max_value=RANGES["most_open"][1]
    )
    follow_up_days = WholeNumberField(
        label=_("Days to ask once more, for nothing"), min_value=0, max_value=RANGES["follow_up_days"][1],
        help_text=_("0 allows no second question about an answer."),
    )  # fmt: skip
    may_be_public = forms.BooleanField(label=_("Answers may be published, if the asker agrees"), required=False)
    share = DecimalNumberField(
        label=_("The asker's share of a reading (%)"), min_value=0, max_value=RANGES["share_bp"][1] // _BP,
        decimal_places=2,
        help_text=_("Of what somebody else pays to read the answer: a commission, within the cap of its line."),
    )  # fmt: skip

    @classmethod
    def showing(cls, terms: Asking) -> "AskingForm":
        names = ("audience", "guidance", "deadline_days", "most_open", "follow_up_days", "may_be_public")
        said = {name: getattr(terms, name) for name in names}
        return cls(initial=said | {"share": Decimal(terms.share_bp) / _BP})

    def terms(self) -> AskingTerms:
        typed = dict(self.cleaned_data)
        return AskingTerms(share_bp=int(typed.pop("share") * _BP), **typed)
