"""Moderation: cases, sanctions and appeals; what staff decide, and what members read and answer of it."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import (
    APPEAL_LENGTH,
    SANCTION_WORDS_LENGTH,
    Appeal,
    Case,
    Circle,
    Sanction,
)
from juluo.community.operations.appeals import appeal_against, decide_appeal
from juluo.community.operations.cases import Decision, decide_case, take_case
from juluo.community.operations.members import REASON_LENGTH
from juluo.community.operations.sanctions import sanction_member, undo_sanction
from juluo.community.queries.cases import cases_matching
from juluo.community.queries.sanctions import (
    appeals_latest_first,
    articles_in_force,
    sanctions_latest_first,
    sanctions_of,
)
from juluo.community.rules.sanctions import MOST_DAYS, MOST_MINUTES, Measure
from juluo.core.api.callers import ApiRequest, members_even_banned, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, Text
from juluo.core.http import get_or_404
from juluo.core.models import Member, Reason

router = Router(tags=["moderation"])
_may_moderate = permission("talk.moderate")
_OF_SANCTION = (
    "id", "member_id", "about", "kind", "reason", "words", "pauses", "minutes", "circle_id", "at", "until", "undone_at",
)  # fmt: skip

type About = Annotated[
    Literal["warn", "slow", "mute", "circle", "pause", "ban"], Field(description="What is done to a member.")
]
type Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
type Words = Annotated[str, Field(max_length=SANCTION_WORDS_LENGTH, description="The member reads them.")]


class CaseOut(Schema):
    """Something said that somebody has to look at: `about` names it ("comment:ID"). Decided once."""

    id: UUID
    about: str
    author_id: UUID
    cause: str
    why: str
    reported: int
    opened_at: datetime
    taken_by_id: UUID | None
    decided_by_id: UUID | None
    decided_at: datetime | None


class AppealOut(Schema):
    id: UUID
    sanction_id: UUID
    words: str
    at: datetime
    outcome: str
    answer: str
    decided_at: datetime | None


class SanctionOut(Schema):
    """What staff decided about a member. `until` null lasts until it is undone; `pauses` is what it keeps them from."""

    id: UUID
    member_id: UUID
    about: str
    kind: str
    article: int | None
    reason: str
    words: str
    pauses: list[str]
    minutes: int | None
    circle_id: UUID | None
    at: datetime
    until: datetime | None
    undone_at: datetime | None

    @classmethod
    def of(cls, row: Sanction) -> Self:
        names = (
            "id",
            "member_id",
            "about",
            "kind",
            "reason",
            "words",
            "pauses",
            "minutes",
            "circle_id",
            "at",
            "until",
            "undone_at",
        )
        said: dict[str, Any] = {name: getattr(row, name) for name in names}
        return cls(**said, article=row.article.number if row.article else None)


class SanctionIn(Input):
    kind: About
    reason: Annotated[Reason, Field(strict=False)]
    words: Words = ""
    article: Annotated[int | None, Field(ge=1, le=99, description="Its number in the version in force.")] = None
    days: Days | None = None
    minutes: Annotated[int | None, Field(ge=1, le=MOST_MINUTES, description="Of a slowed member.")] = None
    circle_id: Annotated[Id | None, Field(description="The circle that a member is removed from.")] = None


class DecisionIn(Input):
    """What comes of a case: `hides` hides what was said, `kind` null does nothing about its author."""

    hides: bool = False
    kind: About | None = None
    reason: Annotated[Reason, Field(strict=False)] = Reason.OTHER
    words: Words = ""
    article: Annotated[int | None, Field(ge=1, le=99)] = None
    days: Days | None = None
    minutes: Annotated[int | None, Field(ge=1, le=MOST_MINUTES)] = None
    circle_id: Id | None = None


class UndoIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=REASON_LENGTH)]


class AppealIn(Input):
    words: Annotated[Text, Field(max_length=APPEAL_LENGTH)]


class JudgementIn(Input):
    outcome: Annotated[Literal["upheld", "lifted"], Field(description="It stands, or it is undone.")]
    answer: Annotated[Line, Field(max_length=SANCTION_WORDS_LENGTH, description="The member reads it.")]


@router.get("/sanctions", auth=members_even_banned, response=Listed[SanctionOut], summary="List decisions about me")
def my_sanctions(request: ApiRequest, asked: PageAsked) -> object:
    """What the staff decided about the caller, the latest first. Open to the banned."""
    return listed(request, sanctions_of(request.member), asked, SanctionOut.of)


@router.post(
    "/sanctions/{uuid:sanction_id}/appeal", auth=members_even_banned, response={201: AppealOut}, summary="Appeal"
)
def appeal(request: ApiRequest, sanction_id: UUID, said: AppealIn) -> Status[Appeal]:
    """Ask, once, that somebody else looks at it. Again answers with the first appeal."""
    return Status(201, appeal_against(get_or_404(sanctions_of(request.member), id=sanction_id), said.words))


@router.get("/studio/cases", auth=_may_moderate, response=Listed[CaseOut], summary="List cases")
def cases(
    request: ApiRequest,
    asked: PageAsked,
    state: Literal["", "waiting", "mine", "held", "appealed", "decided"] = "",
) -> object:
    """Of "waiting" it lists the longest waiting first, everything else the latest first."""
    return listed(request, cases_matching(state, request.member), asked, CaseOut.from_orm)


@router.put("/studio/cases/{uuid:case_id}/taking", auth=_may_moderate, response=CaseOut, summary="Take a case")
def take(request: ApiRequest, case_id: UUID) -> Case:
    """Say that the caller looks at it. Refused with `own_case` to whoever said it."""
    take_case(_case(request, case_id), by=request.member)
    return _case(request, case_id)


@router.put("/studio/cases/{uuid:case_id}/decision", auth=_may_moderate, response=CaseOut, summary="Decide a case")
def decide(request: ApiRequest, case_id: UUID, said: DecisionIn) -> Case:
    """Once: `decided` (409) afterwards. What was held and is not hidden is let go."""
    decide_case(_case(request, case_id), Decision(measure=_measure(said), hides=said.hides), by=request.member)
    return _case(request, case_id)


@router.get("/studio/sanctions", auth=_may_moderate, response=Listed[SanctionOut], summary="List all sanctions")
def sanctions(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, sanctions_latest_first(), asked, SanctionOut.of)


@router.post(
    "/studio/members/{uuid:member_id}/sanctions",
    auth=_may_moderate,
    response={201: SanctionOut},
    summary="Sanction a member",
)
def sanction(request: ApiRequest, member_id: UUID, said: SanctionIn) -> Status[SanctionOut]:
    """Outside of any case. The member is told, and may appeal."""
    member = get_or_404(Member.objects.all(), id=member_id)
    return Status(201, SanctionOut.of(sanction_member(member, _measure(said), by=request.member)))


@router.put(
    "/studio/sanctions/{uuid:sanction_id}/undoing", auth=_may_moderate, response=SanctionOut, summary="Undo a sanction"
)
def undo(request: ApiRequest, sanction_id: UUID, said: UndoIn) -> SanctionOut:
    """For a reason that is kept; the member is told. Twice is once."""
    found = get_or_404(sanctions_latest_first(), id=sanction_id)
    return SanctionOut.of(undo_sanction(found, by=request.member, reason=said.reason))


@router.get("/studio/appeals", auth=_may_moderate, response=Listed[AppealOut], summary="List appeals")
def appeals(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, appeals_latest_first(), asked, AppealOut.from_orm)


@router.put(
    "/studio/appeals/{uuid:appeal_id}/decision", auth=_may_moderate, response=AppealOut, summary="Decide an appeal"
)
def judge(request: ApiRequest, appeal_id: UUID, said: JudgementIn) -> Appeal:
    """Refused with `same_person` to whoever decided before, and to whom it is about. The first decision stays."""
    found = get_or_404(appeals_latest_first(), id=appeal_id)
    return decide_appeal(found, said.outcome, said.answer, by=request.member)


def _case(request: ApiRequest, case_id: UUID) -> Case:
    return get_or_404(cases_matching("", request.member), id=case_id)


def _measure(said: SanctionIn | DecisionIn) -> Measure:
    """The article is named by its number in the version in force."""
    article = get_or_404(articles_in_force(), number=said.article) if said.article else None
    return Measure(
        kind=said.kind or "",
        reason=said.reason,
        words=said.words,
        article=article,
        days=said.days,
        minutes=said.minutes,
        circle=get_or_404(Circle.objects.all(), id=said.circle_id) if said.circle_id else None,
    )
