"""What an entrance asks its applicants: questions with answers that score, and answers that fit them.

A questionnaire keeps its questions as JSON; here they are values. Points add up to the score (`rules.scoring`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text

MOST_QUESTIONS, MOST_ROWS = 30, 40
TEXT_LENGTH, HELP_LENGTH, ROW_LENGTH, ANSWER_LENGTH = 200, 300, 60, 2000
MOST_POINTS, LARGEST_NUMBER, LARGEST_QUOTA = 1_000, 10**12, 1_000_000

type Answer = str | int | list[str]


class Kind(TextChoices):
    TEXT = "text", pgettext_lazy("kind of a question", "Words")
    CHOICE = "choice", pgettext_lazy("kind of a question", "One of several answers")
    CHOICES = "choices", pgettext_lazy("kind of a question", "Any of several answers")
    NUMBER = "number", pgettext_lazy("kind of a question", "A whole number")
    REGION = "region", pgettext_lazy("kind of a question", "The region, with quotas")
    PICTURE = "picture", pgettext_lazy("kind of a question", "A picture or scan")


WITH_ANSWERS = {Kind.CHOICE, Kind.CHOICES, Kind.REGION}
WITH_ROWS = WITH_ANSWERS | {Kind.NUMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An answer to choose (`text`) or a range of numbers (`low` to `high`, None without end), and what it is worth.

    If rows of a question are `must`, one of them has to be the answer. `quota` is the most members of a region.
    """

    text: str = ""
    low: int | None = None
    high: int | None = None
    points: int = 0
    must: bool = False
    quota: int | None = None

    def holds(self, number: int) -> bool:
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `key` names it among those of its questionnaire, for good."""

    key: str
    kind: str
    text: str
    help: str = ""
    required: bool = False
    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Question":
        return cls(**{**kept, "rows": tuple(Row(**row) for row in kept["rows"])})

    @property
    def kept(self) -> dict[str, Any]:
        return {**asdict(self), "rows": [asdict(row) for row in self.rows]}

    @property
    def answers(self) -> list[str]:
        """The answers there are to choose from."""
        return [row.text for row in self.rows]


def questions_of(kept: Iterable[Mapping[str, Any]]) -> list[Question]:
    return [Question.of(each) for each in kept]


def check_question(question: Question) -> Question:
    """Make a question fit to keep. Refused (422), naming the field, where it cannot be asked or answered."""
    if question.kind not in Kind.values:
        raise Refused(_("There is no such kind of question."), code="unknown_kind", field="kind", status=422)
    rows = tuple(_check_row(row, question.kind) for row in question.rows)
    _check_rows(rows, question.kind)
    return Question(
        key=question.key, kind=question.kind, required=question.required, rows=rows,
        text=clean_line(question.text, field="text", most=TEXT_LENGTH),
        help=clean_line(question.help, field="help", most=HELP_LENGTH, least=0),
    )  # fmt: skip


def check_questions(questions: Sequence[Question]) -> None:
    """Refuse more questions than anybody answers, and more than one region."""
    if len(questions) > MOST_QUESTIONS:
        message = _("Ask %(most)d questions at most. People give up long before.") % {"most": MOST_QUESTIONS}
        raise Refused(message, code="too_many", field="questions")
    if sum(each.kind == Kind.REGION for each in questions) > 1:
        raise Refused(_("Ask for one region only."), code="one_region", field="kind")


def clean_answers(questions: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Answer]:
    """What was answered, fit to keep, by the keys of the questions. Refused (422), naming the key, where it is not."""
    unknown = set(given) - {each.key for each in questions}
    if unknown:
        raise Refused(_("There is no such question."), code="no_such_question", field=min(unknown), status=422)
    cleaned = {each.key: _clean_answer(each, given.get(each.key)) for each in questions}
    return {key: answer for key, answer in cleaned.items() if answer not in ("", [], None)}


def _check_row(row: Row, kind: str) -> Row:
    text = clean_line(row.text, field="rows", most=ROW_LENGTH) if kind in WITH_ANSWERS else ""
    numbers = {"low": row.low, "high": row.high} if kind == Kind.NUMBER else {"low": None, "high": None}
    _check_sizes(row)
    return Row(text=text, points=row.points, must=row.must, quota=row.quota if kind == Kind.REGION else None, **numbers)


def _check_sizes(row: Row) -> None:
    sizes = ((row.points, MOST_POINTS), (row.low or 0, LARGEST_NUMBER), (row.high or 0, LARGEST_NUMBER))
    too_large = any(abs(number) > most for number, most in sizes)
    if too_large or not 0 <= (row.quota or 0) <= LARGEST_QUOTA:
        raise Refused(_("This number is too large or too small."), code="bad_number", field="rows", status=422)
    if row.low is not None and row.high is not None and row.low > row.high:
        raise Refused(_("A range begins below its end."), code="bad_range", field="rows", status=422)


def _check_rows(rows: Sequence[Row], kind: str) -> None:
    if len(rows) > MOST_ROWS:
        message = _("Give %(most)d answers at most.") % {"most": MOST_ROWS}
        raise Refused(message, code="too_many", field="rows", status=422)
    if kind not in WITH_ROWS and rows:
        raise Refused(_("Words and pictures are read by people; give no answers."), code="no_rows", field="rows",
                      status=422)  # fmt: skip
    texts = [row.text for row in rows]
    if kind in WITH_ANSWERS and (not texts or len(set(texts)) < len(texts)):
        message = _("Give answers to choose from, each once.")
        raise Refused(message, code="bad_answers", field="rows", status=422)


def _clean_answer(question: Question, given: Any) -> Answer | None:
    if given in (None, "", []):
        if question.required:
            raise _wrong(question, _("Answer this question."), "required")
        return None
    return _READ[question.kind](question, given)


def _words(question: Question, given: Any) -> str:
    return clean_text(str(given), field=question.key, most=ANSWER_LENGTH, least=int(question.required))


def _chosen(question: Question, given: Any) -> str:
    if given not in question.answers:
        raise _wrong(question, _("Choose one of the answers."), "no_such_answer")
    return str(given)


def _all_chosen(question: Question, given: Any) -> list[str]:
    several = given if isinstance(given, list) else [given]
    if not all(isinstance(each, str) and each in question.answers for each in several):
        raise _wrong(question, _("Choose among the answers."), "no_such_answer")
    return [each for each in question.answers if each in several]


def _number(question: Question, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) > LARGEST_NUMBER:
        raise _wrong(question, _("Write a whole number."), "not_a_number")
    return given


def _picture(question: Question, given: Any) -> str:
    """The id of a picture that was handed in; whose it is the verb looks."""
    return clean_line(str(given), field=question.key, most=36)


_READ: dict[str, Callable[[Question, Any], Answer]] = {
    Kind.TEXT: _words, Kind.CHOICE: _chosen, Kind.CHOICES: _all_chosen, Kind.NUMBER: _number, Kind.REGION: _chosen,
    Kind.PICTURE: _picture,
}  # fmt: skip


def _wrong(question: Question, message: str, code: str) -> Refused:
    return Refused(message, code=code, field=question.key, status=422)
