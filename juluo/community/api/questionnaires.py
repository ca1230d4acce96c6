"""What an entrance asks of applicants, for staff."""

from datetime import datetime
from typing import Annotated, Self

from ninja import Router, Schema
from pydantic import Field, WithJsonSchema

from juluo.community.models import Entrance, Questionnaire
from juluo.community.operations.questionnaires import MOST_DAYS, MOST_SCORE, Deciding, set_deciding, set_questions
from juluo.community.queries.places import current_questionnaire
from juluo.community.rules.questions import (
    HELP_LENGTH,
    LARGEST_NUMBER,
    LARGEST_QUOTA,
    MOST_POINTS,
    MOST_QUESTIONS,
    MOST_ROWS,
    ROW_LENGTH,
    TEXT_LENGTH,
    Kind,
    Question,
    Row,
)
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input, Line, one_of
from juluo.core.http import get_or_404

router = Router(tags=["people"])
_may_write = permission("members.write")

_KINDS = Kind.values
Number = Annotated[int, Field(strict=True, ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Points = Annotated[int, Field(strict=True, ge=-MOST_POINTS, le=MOST_POINTS)]
Score = Annotated[int, Field(strict=True, ge=0, le=MOST_SCORE)]


class ApplicantAnswerIn(Input):
    """An answer to choose (`text`), or a range of numbers; `quota` are the places of a region."""

    text: Annotated[str, Field(max_length=ROW_LENGTH)] = ""
    low: Number | None = None
    high: Number | None = None
    points: Points = 0
    must: bool = False
    quota: Annotated[int | None, Field(strict=True, ge=0, le=LARGEST_QUOTA)] = None


class ApplicantQuestionIn(Input):
    key: Annotated[str, Field(max_length=20, pattern=r"^[a-z0-9-]*$", description="Left empty, it gets one.")] = ""
    kind: Annotated[Line, Field(max_length=10), WithJsonSchema({"type": "string", "enum": _KINDS})]
    text: Annotated[Line, Field(max_length=TEXT_LENGTH)]
    help: Annotated[str, Field(max_length=HELP_LENGTH)] = ""
    required: bool = False
    rows: Annotated[list[ApplicantAnswerIn], Field(max_length=MOST_ROWS)] = []

    def question(self) -> Question:
        said = self.dict()
        rows = tuple(Row(**row) for row in said.pop("rows"))
        return Question(rows=rows, **said)


class QuestionsIn(Input):
    questions: Annotated[list[ApplicantQuestionIn], Field(max_length=MOST_QUESTIONS)]


class DecidingIn(Input):
    """How answers decide: `admit_at` points with all must-haves are a yes, below `decline_below` (null: never) a no."""

    deciding: Annotated[Line, Field(max_length=10), one_of(Questionnaire.Deciding)]
    admit_at: Score = 0
    decline_below: Score | None = None
    again_days: Annotated[int, Field(strict=True, ge=0, le=MOST_DAYS)] = 30
    accept_days: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)] = 7


class ApplicantAnswerOut(Schema):
    """An answer or a range, and what it is worth."""

    text: str
    low: int | None
    high: int | None
    points: int
    must: bool
    quota: int | None


class ApplicantQuestionOut(Schema):
    key: str
    kind: str
    text: str
    help: str
    required: bool
    rows: list[ApplicantAnswerOut]


class QuestionnaireOut(Schema):
    """A version of what an entrance asks. One that somebody answered never changes: a change makes the next."""

    number: int
    questions: list[ApplicantQuestionOut]
    deciding: str
    admit_at: int
    decline_below: int | None
    again_days: int
    accept_days: int
    made_at: datetime | None

    @classmethod
    def of(cls, terms: Questionnaire | None) -> Self:
        if terms:
            return cls.from_orm(terms)
        nothing = {name: getattr(Deciding(), name) for name in Deciding.__slots__}
        return cls(number=0, questions=[], made_at=None, **nothing)


@router.get(
    "/entrances/{slug:code}/questionnaire", auth=_may_write, response=QuestionnaireOut, summary="Read the questions"
)
def questionnaire(request: ApiRequest, code: str) -> QuestionnaireOut:
    """The version in force, with what answers are worth; number 0 where nothing was written."""
    del request
    return QuestionnaireOut.of(current_questionnaire(_known(code)))


@router.put(
    "/entrances/{slug:code}/questionnaire", auth=_may_write, response=QuestionnaireOut, summary="Set the questions"
)
def write(request: ApiRequest, code: str, wanted: QuestionsIn) -> QuestionnaireOut:
    """Ask exactly these, in this order. Applications keep the questions as they were asked."""
    del request
    return QuestionnaireOut.of(set_questions(_known(code), [each.question() for each in wanted.questions]))


@router.put(
    "/entrances/{slug:code}/deciding", auth=_may_write, response=QuestionnaireOut, summary="Set how answers decide"
)
def decide(request: ApiRequest, code: str, wanted: DecidingIn) -> QuestionnaireOut:
    """Only where the owner chose so does the score say no."""
    del request
    return QuestionnaireOut.of(set_deciding(_known(code), Deciding(**wanted.dict())))


def _known(code: str) -> Entrance:
    return get_or_404(Entrance.objects.all(), code=code)
