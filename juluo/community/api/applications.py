"""Applications as staff work through them."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from juluo.community.api.applying import InquiryOut
from juluo.community.models import Application, Entrance
from juluo.community.models.application import REASON_LENGTH
from juluo.community.operations.admitting import admit_applicant, ask_applicant, decline_applicant
from juluo.community.queries.applications import applications_matching, told_of
from juluo.community.rules.scoring import ScoreLine
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Asked, Listed, listed
from juluo.core.api.schemas import Input, Text, one_of
from juluo.core.http import get_or_404
from juluo.core.refusals import Refused

router = Router(tags=["people"])
_may_write = permission("members.write")


class ApplicationsAsked(Asked):
    """Which applications, and which part of their list."""

    state: Annotated[Application.State | None, one_of(Application.State)] = None
    entrance: Annotated[str, Field(max_length=20, description="The code of an entrance.")] = ""


class ApplicationRowOut(Schema):
    """An application in the list of staff."""

    id: UUID
    entrance: str
    name: str
    state: str
    score: int
    region: str
    at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, row: Application) -> Self:
        names = ("id", "name", "state", "score", "region", "at", "decided_at")
        return cls(entrance=row.entrance.code, **{name: getattr(row, name) for name in names})


class ScoreLineOut(Schema):
    """A question with its answer and the points it brought; `met` is null where it is no must-have."""

    key: str
    question: str
    answer: Any
    points: int
    met: bool | None

    @classmethod
    def of(cls, line: ScoreLine) -> Self:
        question = line.question
        return cls(key=question.key, question=question.text, answer=line.answer, points=line.points, met=line.met)


class ApplicationOut(ApplicationRowOut):
    """An application explained: `outcome` is what the terms make of the score (admit, decline, by_hand)."""

    questionnaire: int
    lines: list[ScoreLineOut]
    outcome: str
    by_score: bool
    reason: str
    offered_until: datetime | None
    inquiries: list[InquiryOut]

    @classmethod
    def of(cls, row: Application) -> Self:
        told = told_of(row)
        return cls(
            **ApplicationRowOut.of(row).dict(), questionnaire=row.questionnaire.number, outcome=told.outcome.value,
            lines=[ScoreLineOut.of(line) for line in told.lines], by_score=row.by_score, reason=row.reason,
            offered_until=row.offered_until,
            inquiries=[InquiryOut.from_orm(each) for each in row.inquiries.order_by("id")],
        )  # fmt: skip


class RefusalIn(Input):
    reason: Annotated[Text, Field(max_length=REASON_LENGTH, description="The applicant reads it.")]


class AskBackIn(Input):
    question: Annotated[Text, Field(max_length=REASON_LENGTH)]


@router.get("/studio/applications", auth=_may_write, response=Listed[ApplicationRowOut], summary="List applications")
def applications(request: ApiRequest, asked: Annotated[ApplicationsAsked, Query()]) -> object:
    """The latest first."""
    if asked.entrance and not Entrance.objects.filter(code=asked.entrance).exists():
        raise Refused(_("There is no such entrance."), code="unknown_entrance", field="entrance", status=422)
    return listed(request, applications_matching(asked.state or "", asked.entrance), asked, ApplicationRowOut.of)


@router.get(
    "/studio/applications/{uuid:application_id}",
    auth=_may_write,
    response=ApplicationOut,
    summary="Read an application",
)
def application(request: ApiRequest, application_id: UUID) -> ApplicationOut:
    """With its score explained line by line, by the questions as they were asked."""
    del request
    return ApplicationOut.of(_known(application_id))


@router.post(
    "/studio/applications/{uuid:application_id}/admission",
    auth=_may_write,
    response=ApplicationOut,
    summary="Admit an applicant",
)
def admit(request: ApiRequest, application_id: UUID) -> ApplicationOut:
    """They are a member at once, or wait for a place. Admitting twice is admitting once."""
    del request
    admit_applicant(_known(application_id))
    return ApplicationOut.of(_known(application_id))


@router.post(
    "/studio/applications/{uuid:application_id}/refusal",
    auth=_may_write,
    response=ApplicationOut,
    summary="Decline an application",
)
def decline(request: ApiRequest, application_id: UUID, said: RefusalIn) -> ApplicationOut:
    """With a reason in words that the applicant reads. Declining twice keeps the first."""
    del request
    decline_applicant(_known(application_id), said.reason)
    return ApplicationOut.of(_known(application_id))


@router.post(
    "/studio/applications/{uuid:application_id}/question",
    auth=_may_write,
    response=ApplicationOut,
    summary="Ask an applicant back",
)
def ask(request: ApiRequest, application_id: UUID, said: AskBackIn) -> ApplicationOut:
    """One question at a time."""
    del request
    ask_applicant(_known(application_id), said.question)
    return ApplicationOut.of(_known(application_id))


def _known(application_id: UUID) -> Application:
    rows = Application.objects.select_related("entrance", "questionnaire", "user")
    return get_or_404(rows, id=application_id)
