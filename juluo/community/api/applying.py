"""Applying to come in: by whoever is signed in, a member of no space yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Self, cast
from uuid import UUID

from django.conf import settings
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.api.covenants import Version, version_accepted
from juluo.community.models import Application, Entrance
from juluo.community.operations.applications import (
    ANSWER_LENGTH,
    Said,
    accept_place,
    answer_inquiry,
    apply_to,
    ask_for_a_person,
    withdraw_application,
)
from juluo.community.operations.enclosures import hand_in
from juluo.community.queries.applications import applications_of, before_in_line
from juluo.community.rules.members import NAME_LENGTH
from juluo.community.rules.questions import LARGEST_NUMBER, MOST_QUESTIONS, MOST_ROWS, ROW_LENGTH
from juluo.core.api.callers import ApiRequest, signed_in
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Text, file_body
from juluo.core.http import get_or_404
from juluo.core.models import User
from juluo.core.recordings.keeping import received
from juluo.core.refusals import Refused

router = Router(tags=["people"])

type AnswerIn = (
    Annotated[int, Field(strict=True, ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
    | Annotated[str, Field(max_length=ANSWER_LENGTH)]
    | Annotated[list[Annotated[str, Field(max_length=ROW_LENGTH)]], Field(max_length=MOST_ROWS)]
)


class ApplicationIn(Input):
    """Answers stand under the keys of the questions: words, one answer, several, a number, or the id of a picture."""

    name: Annotated[Line, Field(max_length=NAME_LENGTH)]
    covenant: Version
    answers: Annotated[dict[str, AnswerIn], Field(max_length=MOST_QUESTIONS)] = {}


class AnswerToStaffIn(Input):
    answer: Annotated[Text, Field(max_length=ANSWER_LENGTH)]


class AcceptPlaceIn(Input):
    covenant: Version


class InquiryOut(Schema):
    """What staff asked back; `answered_at` is null until it is answered."""

    question: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class MyApplicationOut(Schema):
    """Your application: where it stands, how many stand before it, and the reason of a no in words."""

    id: UUID
    entrance: str
    name: str
    state: str
    answers: dict[str, Any]
    reason: str
    by_score: bool
    at: datetime
    decided_at: datetime | None
    offered_until: datetime | None
    before: int
    inquiries: list[InquiryOut]

    @classmethod
    def of(cls, application: Application) -> Self:
        names = ("id", "name", "state", "answers", "reason", "by_score", "at", "decided_at", "offered_until")
        said = {name: getattr(application, name) for name in names}
        inquiries = [InquiryOut.from_orm(each) for each in application.inquiries.order_by("id")]
        before = before_in_line(application) if application.is_open else 0
        return cls(entrance=application.entrance.code, before=before, inquiries=inquiries, **said)


class MyApplicationRow(Schema):
    """One of your applications in the list."""

    id: UUID
    entrance: str
    state: str
    at: datetime

    @classmethod
    def of(cls, row: Application) -> Self:
        return cls(id=row.id, entrance=row.entrance.code, state=row.state, at=row.at)


class HandedInOut(Schema):
    """A picture that waits for the application it answers a question of; a day later it is forgotten."""

    id: UUID
    size: int


@router.post(
    "/entrances/{slug:code}/applications",
    auth=signed_in,
    response={201: MyApplicationOut},
    summary="Apply to come in",
)
def apply(request: ApiRequest, code: str, wanted: ApplicationIn) -> Status[MyApplicationOut]:
    """Answer the questions of an entrance. The score may decide at once; an open application is answered again.

    Refused: `no_application`, `already_member`, `too_soon`, `too_many`, and by the key of a question what it lacks.
    """
    entrance = get_or_404(Entrance.objects.all(), code=code)
    with version_accepted(wanted.covenant) as version, answers_named():
        said = Said(name=wanted.name, answers=wanted.answers, covenant=version, visitor=request.visitor)
        made = apply_to(_user(request), entrance, said)
    return Status(201, MyApplicationOut.of(made))


@router.post(
    "/entrances/{slug:code}/pictures",
    auth=signed_in,
    response={201: HandedInOut},
    summary="Hand in a picture",
    openapi_extra=file_body("image/jpeg", "image/png", "image/webp", "image/gif"),
)
def picture(request: ApiRequest, code: str) -> Status[HandedInOut]:
    """For a question that asks for one: answer it with the id. Staff and you alone see it."""
    entrance = get_or_404(Entrance.objects.all(), code=code)
    declared = int(request.META.get("CONTENT_LENGTH") or 0)
    with received(request.read, declared=declared, limit=settings.JULUO_UPLOAD_LIMIT) as file:
        kept = hand_in(_user(request), entrance, file)
    return Status(201, HandedInOut(id=kept.pk, size=kept.size))


@router.get("/me/applications", auth=signed_in, response=Listed[MyApplicationRow], summary="List your applications")
def my_applications(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, applications_of(_user(request)), asked, MyApplicationRow.of)


@router.get(
    "/me/applications/{uuid:application_id}", auth=signed_in, response=MyApplicationOut, summary="Read your application"
)
def one(request: ApiRequest, application_id: UUID) -> MyApplicationOut:
    """Where it stands and what comes next."""
    return MyApplicationOut.of(_own(request, application_id))


@router.post(
    "/me/applications/{uuid:application_id}/withdrawal",
    auth=signed_in,
    response=MyApplicationOut,
    summary="Withdraw your application",
)
def withdraw(request: ApiRequest, application_id: UUID) -> MyApplicationOut:
    """Withdrawing twice changes nothing."""
    withdraw_application(_own(request, application_id))
    return MyApplicationOut.of(_own(request, application_id))


@router.post(
    "/me/applications/{uuid:application_id}/answer",
    auth=signed_in,
    response=MyApplicationOut,
    summary="Answer what staff asked back",
)
def answer(request: ApiRequest, application_id: UUID, said: AnswerToStaffIn) -> MyApplicationOut:
    """Then it waits for their decision again."""
    answer_inquiry(_own(request, application_id), said.answer)
    return MyApplicationOut.of(_own(request, application_id))


@router.post(
    "/me/applications/{uuid:application_id}/acceptance",
    auth=signed_in,
    response=MyApplicationOut,
    summary="Accept your place",
)
def accept_place_offered(request: ApiRequest, application_id: UUID, wanted: AcceptPlaceIn) -> MyApplicationOut:
    """Become a member, under the covenant in force. Refused: `no_place`, `place_lapsed`."""
    with version_accepted(wanted.covenant) as version:
        accept_place(_own(request, application_id), version)
    return MyApplicationOut.of(_own(request, application_id))


@router.post(
    "/me/applications/{uuid:application_id}/person",
    auth=signed_in,
    response=MyApplicationOut,
    summary="Let a person decide",
)
def have_person_decide(request: ApiRequest, application_id: UUID) -> MyApplicationOut:
    """What the score declined. Refused with `decided` where a person decided."""
    ask_for_a_person(_own(request, application_id))
    return MyApplicationOut.of(_own(request, application_id))


@contextmanager
def answers_named() -> Iterator[None]:
    """Point at answers where they stand in the body."""
    try:
        yield
    except Refused as refusal:
        if refusal.field not in {"", "name", "accept", "covenant"}:
            refusal.field = f"answers/{refusal.field}"
        raise


def _own(request: ApiRequest, application_id: UUID) -> Application:
    return get_or_404(applications_of(_user(request)), id=application_id)


def _user(request: ApiRequest) -> User:
    return cast("User", request.user)
