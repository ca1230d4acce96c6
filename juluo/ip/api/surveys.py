"""Is the IP the first choice in its field? One question to members drawn by lot."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, PageAsked, following
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.pages import page_of
from juluo.ip.models import Survey, SurveyAsk
from juluo.ip.operations.surveys import answer_survey, close_survey, open_survey
from juluo.ip.queries.surveys import outcomes_of, question_for, surveys_latest_first
from juluo.ip.rules.surveys import DAYS, FIELD_LENGTH, GAPS, NOBODY, SIZES, Outcome

router = Router(tags=["first choice"])


class AskedOut(Schema):
    """The field that is asked about, until when, and what you answered ("" nothing yet)."""

    field: str
    closes_at: datetime
    choice: str

    @classmethod
    def of(cls, ask: SurveyAsk) -> Self:
        return cls(field=ask.survey.field, closes_at=ask.survey.closes_at, choice=ask.choice)


class FirstChoiceIn(Input):
    choice: Literal["first", "second", "dislike"]


class ChoiceShareOut(Schema):
    """How many of those who answered said so, with the ends of a 95 % Wilson interval."""

    choice: str
    count: int
    part: float
    low: float
    high: float


class SurveyOut(Schema):
    """One wave. `silent` did not answer; `warns` is true from 20 % second choices on."""

    id: UUID
    field: str
    size: int
    gap_days: int
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    asked: int
    answers: int
    silent: int
    too_few: bool
    warns: bool
    shares: list[ChoiceShareOut]

    @classmethod
    def of(cls, survey: Survey, outcome: Outcome) -> Self:
        names = ("id", "field", "size", "gap_days", "opened_at", "closes_at", "closed_at")
        counts = ("asked", "answers", "silent", "warns")
        shares = [
            ChoiceShareOut(
                choice=each.choice.value,
                count=each.count,
                part=each.part,
                low=each.interval.low,
                high=each.interval.high,
            )
            for each in outcome.shares
        ]
        said = {name: getattr(survey, name) for name in names} | {name: getattr(outcome, name) for name in counts}
        return cls(**said, too_few=outcome.is_too_few, shares=shares)


class SurveyIn(Input):
    field: Annotated[Line, Field(max_length=FIELD_LENGTH, description="In which field: rock tea, cooking classes.")]
    size: Annotated[int, Field(ge=SIZES[0], le=SIZES[1])] = 100
    gap_days: Annotated[int, Field(ge=GAPS[0], le=GAPS[1], description="Nobody is asked again sooner.")] = 90
    open_days: Annotated[int, Field(ge=DAYS[0], le=DAYS[1])] = 14


@router.get("/first-choice", auth=members, response=list[AskedOut], summary="Read the question that waits for you")
def question(request: ApiRequest) -> list[AskedOut]:
    """None or one: only members drawn by lot are asked."""
    found = question_for(request.member)
    return [AskedOut.of(found)] if found else []


@router.put("/first-choice", auth=members, response=AskedOut, summary="Answer it")
def answer(request: ApiRequest, said: FirstChoiceIn) -> AskedOut:
    """While the wave is open another answer replaces it."""
    return AskedOut.of(answer_survey(request.member, said.choice))


@router.get(
    "/studio/surveys",
    auth=permission("insight.read"),
    response=Listed[SurveyOut],
    summary="List the waves",
)
def surveys(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first. Answers are counted and never named."""
    page = page_of(surveys_latest_first(), asked.after, asked.limit)
    outcomes = outcomes_of(page.rows)
    told = [SurveyOut.of(each, outcomes.get(each.pk, NOBODY)) for each in page.rows]
    return {"items": told, "next": following(request, page.next)}


@router.post("/studio/surveys", auth=permission("members.write"), response={201: SurveyOut}, summary="Open a wave")
def open_wave(request: ApiRequest, wanted: SurveyIn) -> Status[SurveyOut]:
    """Draws the members and asks them."""
    del request
    terms = {name: getattr(wanted, name) for name in ("size", "gap_days", "open_days")}
    return Status(201, _told(open_survey(wanted.field, **terms)))


@router.post(
    "/studio/surveys/{survey_id}/closing", auth=permission("members.write"), response=SurveyOut, summary="Close a wave"
)
def close(request: ApiRequest, survey_id: UUID) -> SurveyOut:
    """Before its time; closing twice is closing once."""
    del request
    return _told(close_survey(get_or_404(Survey.objects.all(), id=survey_id)))


def _told(survey: Survey) -> SurveyOut:
    return SurveyOut.of(survey, outcomes_of([survey]).get(survey.pk, NOBODY))
