"""Consultations: what can be booked and when, and what staff offer."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core import clock
from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, MoneyOut
from juluo.core.http import get_or_404
from juluo.ip.models import Consultation
from juluo.ip.operations.consultations import (
    LIMITS,
    OFFER_TEXT_LENGTH,
    OFFER_TITLE_LENGTH,
    PLACE_LENGTH,
    ROLE_LENGTH,
    OfferWords,
    close_consultation,
    describe_consultation,
    make_consultation,
    open_consultation,
)
from juluo.ip.queries.consultations import (
    Free,
    consultations_of_staff,
    consultations_shown,
    free_slots,
    price_of,
)
from juluo.ip.rules.hours import MOST_SPANS
from juluo.ip.rules.slots import MOST_EXCEPTIONS

router = Router(tags=["consultations"])
_may_write = permission("content.write")
_DAYS = 14
_SAID = (
    "id", "title", "description", "minutes", "seats", "host_role", "time_zone", "window_days", "notice_hours",
    "refund_hours", "move_hours", "moves", "no_show_refund", "hold_minutes",
)  # fmt: skip


def _within(name: str) -> Any:
    least, most = LIMITS[name]
    return Field(strict=True, ge=least, le=most)


class ConsultationOut(Schema):
    """What can be booked, with its rules. Where it is stands in the booking.

    Who cancels `refund_hours` before gets all the money back, later none. A booking is moved `moves` times at most,
    until `move_hours` before. `no_show_refund` says whether who does not come gets the money back.
    """

    id: UUID
    title: str
    description: str
    minutes: int
    seats: int
    host_id: UUID
    host: str
    host_role: str
    time_zone: str
    window_days: int
    notice_hours: int
    refund_hours: int
    move_hours: int
    moves: int
    no_show_refund: bool
    hold_minutes: int

    @classmethod
    def of(cls, offer: Consultation) -> Self:
        return cls(**_said_by(offer))


class TimeOut(Schema):
    starts_at: datetime
    ends_at: datetime
    left: int

    @classmethod
    def of(cls, free: Free) -> Self:
        return cls(starts_at=free.time.starts_at, ends_at=free.time.ends_at, left=free.left)


class MetConsultationOut(ConsultationOut):
    """A consultation at the caller's price (null while it is not on sale), with the times that are free."""

    price: MoneyOut | None
    times: list[TimeOut]


class StudioConsultationOut(ConsultationOut):
    """A consultation as staff prepare it; closed while `opened_at` is null."""

    place: str
    pause: int
    hours: list[str]
    exceptions: list[str]
    opened_at: datetime | None

    @classmethod
    def of(cls, offer: Consultation) -> Self:
        names = ("place", "pause", "hours", "exceptions", "opened_at")
        return cls(**_said_by(offer), **{name: getattr(offer, name) for name in names})


class ConsultationIn(Input):
    title: Annotated[Line, Field(max_length=OFFER_TITLE_LENGTH)]
    place: Annotated[Line, Field(max_length=PLACE_LENGTH, description="Told to who booked.")]
    host_role: Annotated[Line, Field(max_length=ROLE_LENGTH)]
    time_zone: Annotated[str, Field(min_length=1, max_length=40)]
    description: Annotated[str, Field(max_length=OFFER_TEXT_LENGTH)] = ""
    hours: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=MOST_SPANS)] = []
    exceptions: Annotated[list[Annotated[str, Field(max_length=30)]], Field(max_length=MOST_EXCEPTIONS)] = []
    minutes: Annotated[int, _within("minutes")] = 30
    pause: Annotated[int, _within("pause")] = 0
    seats: Annotated[int, _within("seats")] = 1
    window_days: Annotated[int, _within("window_days")] = 30
    notice_hours: Annotated[int, _within("notice_hours")] = 24
    refund_hours: Annotated[int, _within("refund_hours")] = 24
    move_hours: Annotated[int, _within("move_hours")] = 24
    moves: Annotated[int, _within("moves")] = 1
    hold_minutes: Annotated[int, _within("hold_minutes")] = 15
    no_show_refund: bool = False

    def words(self) -> OfferWords:
        return OfferWords(**self.dict())


@router.get("/consultations", auth=everybody, response=Listed[ConsultationOut], summary="List consultations")
def consultations(request: ApiRequest, asked: PageAsked) -> object:
    """Those that can be booked, the latest made first."""
    return listed(request, consultations_shown(), asked, ConsultationOut.of)


@router.get(
    "/consultations/{uuid:consultation_id}", auth=everybody, response=MetConsultationOut, summary="Meet a consultation"
)
def consultation(request: ApiRequest, consultation_id: UUID, since: datetime | None = None) -> MetConsultationOut:
    """Its price and its free times, two weeks of them from `since` (RFC 3339 with an offset), else from now."""
    offer, now = get_or_404(consultations_shown(), id=consultation_id), clock.now()
    begins = max(since, now) if since and since.tzinfo else now
    free = free_slots(offer, now, since=min(begins, now + timedelta(days=offer.window_days)), days=_DAYS)
    price = price_of(offer, request.member)
    told: dict[str, Any] = {
        "price": MoneyOut.of(price.price) if price else None,
        "times": [TimeOut.of(each) for each in free],
    }
    return MetConsultationOut(**_said_by(offer), **told)


@router.get(
    "/studio/consultations", auth=_may_write, response=Listed[StudioConsultationOut], summary="List all consultations"
)
def all_consultations(request: ApiRequest, asked: PageAsked) -> object:
    """Closed ones, too; the latest made first."""
    return listed(request, consultations_of_staff(), asked, StudioConsultationOut.of)


@router.post(
    "/studio/consultations", auth=_may_write, response={201: StudioConsultationOut}, summary="Offer a consultation"
)
def make(request: ApiRequest, said: ConsultationIn) -> Status[StudioConsultationOut]:
    """With the caller as its host. Nobody but staff sees it before it is opened. Its price is that of its right."""
    return Status(201, StudioConsultationOut.of(make_consultation(request.member, said.words())))


@router.put(
    "/studio/consultations/{uuid:consultation_id}", auth=_may_write, response=StudioConsultationOut,
    summary="Describe a consultation",
)  # fmt: skip
def describe(request: ApiRequest, consultation_id: UUID, said: ConsultationIn) -> StudioConsultationOut:
    """Say it anew. Who has booked keeps their time."""
    del request
    return _again(describe_consultation(_known(consultation_id), said.words()))


@router.post(
    "/studio/consultations/{uuid:consultation_id}/opening", auth=_may_write, response=StudioConsultationOut,
    summary="Open it for booking",
)  # fmt: skip
def open_up(request: ApiRequest, consultation_id: UUID) -> StudioConsultationOut:
    """Let members book it. Twice is once."""
    del request
    return _again(open_consultation(_known(consultation_id)))


@router.post(
    "/studio/consultations/{uuid:consultation_id}/closing", auth=_may_write, response=StudioConsultationOut,
    summary="Close it for booking",
)  # fmt: skip
def close_up(request: ApiRequest, consultation_id: UUID) -> StudioConsultationOut:
    """Nobody books it any more; what is booked stands. Twice is once."""
    del request
    return _again(close_consultation(_known(consultation_id)))


def _said_by(offer: Consultation) -> dict[str, Any]:
    said = {name: getattr(offer, name) for name in _SAID}
    return said | {"host_id": offer.host_id, "host": offer.host.name}


def _known(consultation_id: UUID) -> Consultation:
    return get_or_404(consultations_of_staff(), id=consultation_id)


def _again(offer: Consultation) -> StudioConsultationOut:
    return StudioConsultationOut.of(_known(offer.pk))
