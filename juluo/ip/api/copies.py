"""What the caller writes and has not saved yet: theirs alone, kept so that another device goes on with it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input
from juluo.core.http import get_or_404
from juluo.ip.api.posts import LAST_NUMBER
from juluo.ip.api.revisions import PieceOut, RevisionOut
from juluo.ip.models import Audience, WorkingCopy
from juluo.ip.operations.copies import Desk, DeskWords, Kept, discard_copy, keep_copy
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH
from juluo.ip.queries.copies import compared_copy, copies_called, copies_of, saved_after
from juluo.ip.queries.posts import posts_latest_first

router = Router(tags=["working copies"])
_may_write = permission("content.write")
_SAID = ("key", "number", "post_id", "title", "text", "audience", "since", "device", "at")
_NUMBER = "The latest number of this copy that you have seen; 0 if none. If it says something newer, it stays."


class WorkingCopyOut(Schema):
    """Words that are not saved. `number` rises each time they are kept; `since` is the revision they began from."""

    key: str
    number: int
    post_id: UUID | None
    title: str
    text: str
    audience: str
    since: int | None
    device: str
    at: datetime

    @classmethod
    def of(cls, copy: WorkingCopy) -> Self:
        return cls(**{name: getattr(copy, name) for name in _SAID})


class KeptOut(Schema):
    """What is kept: null if the post says the same already.

    `beside` was written elsewhere under your key and stays as it is: yours then has another key. `saved_after` is what
    somebody saved of the post since your words began.
    """

    copy_kept: WorkingCopyOut | None
    beside: WorkingCopyOut | None
    saved_after: RevisionOut | None

    @classmethod
    def of(cls, kept: Kept, desk: Desk, since: int | None) -> Self:
        saved = saved_after(desk.post, since)
        return cls(
            copy_kept=WorkingCopyOut.of(kept.copy) if kept.copy else None,
            beside=WorkingCopyOut.of(kept.beside) if kept.beside else None,
            saved_after=RevisionOut.of(saved) if saved else None,
        )


class CopyIn(Input):
    post_id: Annotated[Id | None, Field(description="What is rewritten; null for a post that is not there yet.")] = None
    number: Annotated[int, Field(ge=0, le=LAST_NUMBER - 1, description=_NUMBER)] = 0
    title: Annotated[str, Field(max_length=TITLE_LENGTH)] = ""
    text: Annotated[str, Field(max_length=TEXT_LENGTH)] = ""
    audience: Annotated[Audience | None, Field(strict=False)] = None
    since: Annotated[int | None, Field(ge=1, le=LAST_NUMBER)] = None

    def words(self) -> DeskWords:
        return DeskWords(title=self.title, text=self.text, audience=self.audience, since=self.since)


class CopyComparisonOut(Schema):
    """What changed from what stands (or from the other copy) to this one."""

    title: list[PieceOut]
    text: list[PieceOut]


class Beside(Schema):
    """Another copy of yours to compare with; left out, it is compared with the post as it was saved last."""

    other: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None = None


@router.get("/studio/copies", auth=_may_write, response=Listed[WorkingCopyOut], summary="List your unsaved words")
def copies(request: ApiRequest, asked: PageAsked) -> object:
    """Yours alone, the latest begun first."""
    return listed(request, copies_of(request.member), asked, WorkingCopyOut.of)


@router.get("/studio/copies/{slug:key}", auth=_may_write, response=WorkingCopyOut, summary="Read unsaved words")
def copy(request: ApiRequest, key: str) -> WorkingCopyOut:
    """All of what you wrote."""
    return WorkingCopyOut.of(_own(request, key))


@router.put("/studio/copies/{slug:key}", auth=_may_write, response=KeptOut, summary="Keep unsaved words")
def keep(request: ApiRequest, key: str, said: CopyIn) -> KeptOut:
    """Keep what is being written under a key of your own making: 16 digits and letters of 0-9a-f.

    The post stays as it is. Deleted when nobody goes on with it for thirty days, and when it is saved with `copy`.
    Refused: `too_many_copies`, `bad_key`.
    """
    post = get_or_404(posts_latest_first(), id=said.post_id) if said.post_id else None
    device = request.headers.get("User-Agent", "")
    desk = Desk(writer=request.member, post=post, key=key, number=said.number, device=device)
    return KeptOut.of(keep_copy(desk, said.words()), desk, said.since)


@router.delete(
    "/studio/copies/{slug:key}", auth=_may_write, response={204: None}, summary="Throw unsaved words away"
)  # fmt: skip
def discard(request: ApiRequest, key: str) -> Status[None]:
    """For good. What was saved of the post stays."""
    discard_copy(_own(request, key))
    return Status(204, None)


@router.get(
    "/studio/copies/{slug:key}/comparison",
    auth=_may_write, response=CopyComparisonOut, summary="Compare unsaved words",
)  # fmt: skip
def compare(request: ApiRequest, key: str, beside: Annotated[Beside, Query()]) -> CopyComparisonOut:
    """With the post as it was saved last, or with another copy of yours; by lines, then by words."""
    other = _own(request, beside.other) if beside.other else None
    found = compared_copy(_own(request, key), other)
    pieces = {name: [PieceOut.of(each) for each in getattr(found, name)] for name in ("title", "text")}
    return CopyComparisonOut(**pieces)


def _own(request: ApiRequest, key: str) -> WorkingCopy:
    return get_or_404(copies_called(request.member, key))
