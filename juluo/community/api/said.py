"""What people say, whatever it is: reported by members, looked at, hidden and shown again by staff."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.operations.sanctions import hide_by_staff, show_by_staff
from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input
from juluo.core.http import first_or_404
from juluo.core.models import HIDING_WORDS_LENGTH, Reason, Report
from juluo.core.said.kinds import find_kind, tell
from juluo.core.said.operations import report as report_words
from juluo.core.said.queries import heard, reports_latest_first

router = Router(tags=["moderation"])
_may_moderate = permission("talk.moderate")


class ReportOut(Schema):
    """What a member reported: `about` names the thing said ("comment:ID"). Open while `closed_at` is null."""

    id: UUID
    about: str
    reporter_id: UUID
    reason: str
    words: str
    at: datetime
    closed_at: datetime | None
    closed_by_id: UUID | None


class ReportIn(Input):
    reason: Annotated[Reason, Field(strict=False)]
    words: Annotated[str, Field(max_length=HIDING_WORDS_LENGTH)] = ""


class HidingIn(Input):
    reason: Annotated[Reason, Field(strict=False)]
    words: Annotated[str, Field(max_length=HIDING_WORDS_LENGTH, description="Its author reads them, too.")] = ""


class SaidOut(Schema):
    """A thing said, as staff see it: also while it is hidden, and why."""

    about: str
    author_id: UUID
    text: str
    at: datetime
    hidden_at: datetime | None
    reason: str
    words: str

    @classmethod
    def of(cls, row: Any) -> Self:
        thing = tell(row)
        why: dict[str, Any] = {"reason": thing.hidden_because, "words": getattr(row, "hidden_words", "")}
        names = ("about", "author_id", "at", "hidden_at")
        return cls(**{name: getattr(thing, name) for name in names}, text=thing.words, **why)


@router.post(
    "/said/{said}/{uuid:thing_id}/reports", auth=members, response={201: ReportOut}, summary="Report what was said"
)
def report(request: ApiRequest, said: str, thing_id: UUID, told: ReportIn) -> Status[Report]:
    """`said` is "post", "comment", "message", "voice" and so on.

    While the caller's report of it is open, the same one is answered again.
    """
    row = heard(said, thing_id, request.member)
    row = first_or_404([row] if row else [])
    return Status(201, report_words(request.member, row, reason=told.reason, words=told.words))


@router.get("/studio/reports", auth=_may_moderate, response=Listed[ReportOut], summary="List reports")
def reports(request: ApiRequest, asked: PageAsked, state: Literal["", "open", "closed"] = "") -> object:
    """The latest first; `state` is "open" or "closed"."""
    return listed(request, reports_latest_first(state), asked, ReportOut.from_orm)


@router.put(
    "/studio/said/{said}/{uuid:thing_id}/hiding", auth=_may_moderate, response=SaidOut, summary="Hide what was said"
)
def hide_words(request: ApiRequest, said: str, thing_id: UUID, told: HidingIn) -> SaidOut:
    """Show it to nobody but its author, who is told why. Hiding it twice changes nothing."""
    row = _row(said, thing_id)
    hide_by_staff(row, by=request.member, reason=told.reason, words=told.words)
    return SaidOut.of(_row(said, thing_id))


@router.delete(
    "/studio/said/{said}/{uuid:thing_id}/hiding", auth=_may_moderate, response=SaidOut, summary="Show it again"
)
def show_again(request: ApiRequest, said: str, thing_id: UUID) -> SaidOut:
    """Let everybody read it again whom it is for. Twice is once."""
    show_by_staff(_row(said, thing_id), by=request.member)
    return SaidOut.of(_row(said, thing_id))


def _row(said: str, thing_id: UUID) -> Any:
    kind = find_kind(said)
    row = kind.row_for_staff(thing_id) if kind else None
    return first_or_404([row] if row else [])
