"""Entrances: made and closed by staff, and what meets a person who comes in by one."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field, WithJsonSchema

from juluo.community.api.covenants import CovenantOut
from juluo.community.models import Covenant, Entrance
from juluo.community.models.entrance import WELCOME_LENGTH
from juluo.community.operations.entrances import close_entrance, make_entrance, reopen_entrance
from juluo.community.operations.policies import PATH_LENGTH, Policy, set_policy, set_welcome
from juluo.community.queries.doors import current_covenant
from juluo.community.queries.limits import limit_proposed
from juluo.community.queries.signs import sign_at
from juluo.community.rules.entrances import MOST_PLACES, STANDING, check_admits
from juluo.community.rules.members import NAME_LENGTH
from juluo.community.rules.questions import WITH_ANSWERS, Question
from juluo.core import clock
from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Moment, one_of
from juluo.core.http import get_or_404
from juluo.core.models import Space
from juluo.core.words import Rung

router = Router(tags=["people"])
_may_write = permission("members.write")
_KINDS = {"type": "string", "enum": [each.value for each in Entrance.Kind if each not in STANDING]}
_RUNGS = {"type": "string", "enum": ["", *Rung.values]}


class EntranceOut(Schema):
    """A channel people come through; `/e/<code>/` is its address."""

    id: UUID
    code: str
    name: str
    kind: str
    made_at: datetime
    closed_at: datetime | None
    policy: str
    capacity: int | None
    expires_at: datetime | None
    inviting_rung: str
    welcome: str
    welcome_to: str


class QuestionAskedOut(Schema):
    """A question to applicants. What its answers are worth is for staff."""

    key: str
    kind: str
    text: str
    help: str
    required: bool
    answers: Annotated[list[str], Field(description="Those to choose from.")]

    @classmethod
    def of(cls, question: Question) -> Self:
        answers = question.answers if question.kind in WITH_ANSWERS else []
        said = {name: getattr(question, name) for name in ("key", "kind", "text", "help", "required")}
        return cls(answers=answers, **said)


class PolicyIn(Input):
    """Who comes in by an entrance. `inviting_rung`: members from this rung on may invite, "" for staff alone."""

    policy: Annotated[Line, Field(max_length=12), one_of(Entrance.Policy)]
    capacity: Annotated[int | None, Field(ge=1, le=MOST_PLACES)] = None
    expires_at: Moment | None = None
    inviting_rung: Annotated[str, Field(max_length=12), WithJsonSchema(_RUNGS)] = ""


class WelcomeIn(Input):
    """What newcomers read, and the page of the space they are led to: a path as it stands behind its address."""

    welcome: Annotated[str, Field(max_length=WELCOME_LENGTH)] = ""
    welcome_to: Annotated[str, Field(max_length=PATH_LENGTH)] = ""


class LimitOut(Schema):
    """A limit proposed: newcomers a week = ⌊hosts · 5 · pace⌋. `answer_hours` is null before the first answer."""

    weekly: int
    hosts: int
    answer_hours: float | None
    pace: float


class ArrivalOut(Schema):
    """What meets a person who comes in: which space it is, and what they accept when they join."""

    code: str
    space: str
    covenant: CovenantOut
    policy: str
    expires_at: datetime | None
    left: Annotated[int | None, Field(description="Free places; null without a limit.")]
    waiting: int
    questions: list[QuestionAskedOut]

    @classmethod
    def of(cls, entrance: Entrance, space: Space, covenant: Covenant) -> Self:
        sign = sign_at(entrance)
        return cls(
            code=entrance.code, space=space.name, covenant=CovenantOut.from_orm(covenant), policy=entrance.policy,
            expires_at=entrance.expires_at, left=sign.left, waiting=sign.waiting,
            questions=[QuestionAskedOut.of(each) for each in sign.questions],
        )  # fmt: skip


class EntranceIn(Input):
    name: Annotated[Line, Field(max_length=NAME_LENGTH)]
    kind: Annotated[Line, Field(max_length=10), WithJsonSchema(_KINDS)]


@router.get("/entrances", auth=permission("members.read"), response=Listed[EntranceOut], summary="List the entrances")
def entrances(request: ApiRequest, asked: PageAsked) -> object:
    """Every entrance, open or closed, the latest first."""
    return listed(request, Entrance.objects.order_by("-id"), asked, EntranceOut.from_orm)


@router.post("/entrances", auth=_may_write, response={201: EntranceOut}, summary="Make an entrance")
def open_entrance(request: ApiRequest, wanted: EntranceIn) -> Status[Entrance]:
    """A further channel, with a code of its own that cannot be guessed."""
    del request
    return Status(201, make_entrance(wanted.name, kind=wanted.kind))


@router.get("/entrances/{slug:code}", auth=everybody, response=ArrivalOut, summary="Look in by an entrance")
def arrive(request: ApiRequest, code: str) -> ArrivalOut:
    """What a person who comes by this code may join. Refused when the entrance is closed; its name is for staff."""
    entrance = _known(code)
    check_admits(request.space, entrance, at=clock.now())
    return ArrivalOut.of(entrance, request.space, current_covenant())


@router.post("/entrances/{slug:code}/closing", auth=_may_write, response=EntranceOut, summary="Close an entrance")
def close(request: ApiRequest, code: str) -> Entrance:
    """Let nobody new in by its code. Closing twice changes nothing."""
    del request
    return close_entrance(_known(code))


@router.post("/entrances/{slug:code}/opening", auth=_may_write, response=EntranceOut, summary="Reopen an entrance")
def reopen(request: ApiRequest, code: str) -> Entrance:
    """Let people in by its code again."""
    del request
    return reopen_entrance(_known(code))


@router.put("/entrances/{slug:code}/policy", auth=_may_write, response=EntranceOut, summary="Say who comes in")
def policy(request: ApiRequest, code: str, wanted: PolicyIn) -> Entrance:
    """From now on; who is in stays in, and who applied keeps their application."""
    del request
    return set_policy(_known(code), Policy(**wanted.dict()))


@router.put("/entrances/{slug:code}/welcome", auth=_may_write, response=EntranceOut, summary="Welcome newcomers")
def welcome(request: ApiRequest, code: str, wanted: WelcomeIn) -> Entrance:
    """Words of welcome, and where newcomers are led."""
    del request
    return set_welcome(_known(code), wanted.welcome, to=wanted.welcome_to)


@router.get("/studio/limit", auth=_may_write, response=LimitOut, summary="How many newcomers you can meet")
def limit(request: ApiRequest) -> LimitOut:
    """Proposed from the people who meet newcomers and the median of first answers in 90 days."""
    del request
    found = limit_proposed()
    hours = found.hours if found.answer is not None else None
    return LimitOut(weekly=found.weekly, hosts=found.hosts, answer_hours=hours, pace=found.pace)


def _known(code: str) -> Entrance:
    return get_or_404(Entrance.objects.all(), code=code)
