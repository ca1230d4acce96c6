"""What is being made: workpieces with their versions; what a version costs is for staff."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Currency, Id, Input, Line, Minor, MoneyOut, Text
from juluo.core.http import get_or_404
from juluo.core.money import Money
from juluo.ip.models import Version, Workpiece
from juluo.ip.models.workpiece import (
    CHANGES_LENGTH,
    QUALITY_LENGTH,
    VERSION_NUMBER_LENGTH,
    WORKPIECE_SUMMARY_LENGTH,
    WORKPIECE_TITLE_LENGTH,
)
from juluo.ip.operations.workpieces import (
    VersionWords,
    describe_workpiece,
    edit_version,
    hide_workpiece,
    make_workpiece,
    place_need,
    show_workpiece,
    write_version,
)
from juluo.ip.queries.needs import needs_of_staff
from juluo.ip.queries.workpieces import (
    change_log,
    versions_of,
    versions_of_staff,
    workpieces_of_staff,
    workpieces_shown,
)
from juluo.ip.rules.versions import BEST, MOST_QUALITIES

router = Router(tags=["workshop"])
_may_write = permission("content.write")
_TOLD = ("id", "number", "on", "state", "changes")


class QualityOut(Schema):
    name: str
    score: int


class VersionOut(Schema):
    """A version of the change log. Scores go from 0 to 100."""

    id: UUID
    number: str
    on: date
    state: str
    changes: str
    qualities: list[QualityOut]

    @classmethod
    def of(cls, version: Version) -> Self:
        scored = [QualityOut(name=name, score=score) for name, score in version.scored]
        return cls(qualities=scored, **{name: getattr(version, name) for name in _TOLD})


class StudioVersionOut(VersionOut):
    """A version as staff see it: also drafts, and what one piece costs."""

    cost: MoneyOut | None

    @classmethod
    def of(cls, version: Version) -> Self:
        cost = MoneyOut.of(version.cost) if version.cost else None
        return cls(cost=cost, **VersionOut.of(version).dict())


class WorkpieceOut(Schema):
    """What is being made; `product` is the address of what it became."""

    id: UUID
    title: str
    summary: str
    product: str
    made_at: datetime
    shown_at: datetime | None

    @classmethod
    def of(cls, workpiece: Workpiece) -> Self:
        return cls(**{name: getattr(workpiece, name) for name in WorkpieceOut.model_fields})


class LoggedWorkpieceOut(WorkpieceOut):
    """With its change log, the latest version first."""

    versions: list[VersionOut]


class WorkpieceIn(Input):
    title: Annotated[Line, Field(max_length=WORKPIECE_TITLE_LENGTH)]
    summary: Annotated[str, Field(max_length=WORKPIECE_SUMMARY_LENGTH)] = ""
    product: Annotated[str, Field(max_length=80, pattern=r"^[\w-]*$")] = ""


class QualityIn(Input):
    name: Annotated[Line, Field(max_length=QUALITY_LENGTH)]
    score: Annotated[int, Field(ge=0, le=BEST)]


class CostIn(Input):
    minor: Minor
    currency: Currency


class VersionIn(Input):
    number: Annotated[Line, Field(max_length=VERSION_NUMBER_LENGTH)]
    on: Annotated[date, Field(strict=False)]
    changes: Annotated[Text, Field(max_length=CHANGES_LENGTH, description="Markdown.")]
    state: Annotated[Version.State, Field(strict=False)] = Version.State.DRAFT
    qualities: Annotated[list[QualityIn], Field(max_length=MOST_QUALITIES)] = []
    cost: Annotated[CostIn | None, Field(description="What one piece costs to make; for staff alone.")] = None

    def words(self) -> VersionWords:
        cost = Money(self.cost.minor, self.cost.currency) if self.cost else None
        scored = [(each.name, each.score) for each in self.qualities]
        return VersionWords(
            number=self.number, on=self.on, changes=self.changes, state=self.state, qualities=scored, cost=cost
        )


class PlaceIn(Input):
    workpiece_id: Annotated[Id | None, Field(description="Null: in none.")]


class PlacedOut(Schema):
    id: UUID
    workpiece_id: UUID | None


@router.get("/workpieces", auth=everybody, response=Listed[WorkpieceOut], summary="List what is being made")
def workpieces(request: ApiRequest, asked: PageAsked) -> object:
    """What everybody may follow, the latest begun first."""
    return listed(request, workpieces_shown(), asked, WorkpieceOut.of)


@router.get("/workpieces/{uuid:workpiece_id}", auth=everybody, response=LoggedWorkpieceOut, summary="Read a change log")
def workpiece(request: ApiRequest, workpiece_id: UUID) -> LoggedWorkpieceOut:
    """A workpiece with its versions but the drafts."""
    del request
    found = get_or_404(workpieces_shown(), id=workpiece_id)
    versions = [VersionOut.of(each) for each in change_log(found.pk)]
    return LoggedWorkpieceOut(**WorkpieceOut.of(found).dict(), versions=versions)


@router.get("/studio/workpieces", auth=_may_write, response=Listed[WorkpieceOut], summary="List all workpieces")
def all_workpieces(request: ApiRequest, asked: PageAsked) -> object:
    """Also those that nobody but staff sees."""
    return listed(request, workpieces_of_staff(), asked, WorkpieceOut.of)


@router.post("/studio/workpieces", auth=_may_write, response={201: WorkpieceOut}, summary="Begin a workpiece")
def make(request: ApiRequest, said: WorkpieceIn) -> Status[WorkpieceOut]:
    """Nobody but staff sees it before it is shown."""
    del request
    return Status(201, WorkpieceOut.of(make_workpiece(said.title, summary=said.summary, product=said.product)))


@router.put(
    "/studio/workpieces/{uuid:workpiece_id}", auth=_may_write, response=WorkpieceOut, summary="Describe it anew"
)
def describe(request: ApiRequest, workpiece_id: UUID, said: WorkpieceIn) -> WorkpieceOut:
    """Replace its title, its summary and its product."""
    del request
    found = _workpiece(workpiece_id)
    return WorkpieceOut.of(describe_workpiece(found, said.title, summary=said.summary, product=said.product))


@router.put(
    "/studio/workpieces/{uuid:workpiece_id}/showing", auth=_may_write, response=WorkpieceOut, summary="Show a workpiece"
)
def reveal(request: ApiRequest, workpiece_id: UUID) -> WorkpieceOut:
    """Let everybody follow how it is made."""
    del request
    return WorkpieceOut.of(show_workpiece(_workpiece(workpiece_id)))


@router.delete(
    "/studio/workpieces/{uuid:workpiece_id}/showing", auth=_may_write, response=WorkpieceOut, summary="Hide a workpiece"
)
def hide(request: ApiRequest, workpiece_id: UUID) -> WorkpieceOut:
    """Show it to staff alone."""
    del request
    return WorkpieceOut.of(hide_workpiece(_workpiece(workpiece_id)))


@router.get(
    "/studio/workpieces/{uuid:workpiece_id}/versions",
    auth=_may_write,
    response=list[StudioVersionOut],
    summary="List its versions",
)
def versions(request: ApiRequest, workpiece_id: UUID) -> list[StudioVersionOut]:
    """With what they cost, the latest first, at most a hundred."""
    del request
    return [StudioVersionOut.of(each) for each in versions_of(_workpiece(workpiece_id))]


@router.post(
    "/studio/workpieces/{uuid:workpiece_id}/versions",
    auth=_may_write,
    response={201: StudioVersionOut},
    summary="Write down a version",
)
def write(request: ApiRequest, workpiece_id: UUID, said: VersionIn) -> Status[StudioVersionOut]:
    """Everybody reads about it unless it is a draft, but not what it costs."""
    del request
    return Status(201, StudioVersionOut.of(write_version(_workpiece(workpiece_id), said.words())))


@router.put("/studio/versions/{uuid:version_id}", auth=_may_write, response=StudioVersionOut, summary="Edit a version")
def edit(request: ApiRequest, version_id: UUID, said: VersionIn) -> StudioVersionOut:
    """Replace all that is said of it."""
    del request
    return StudioVersionOut.of(edit_version(get_or_404(versions_of_staff(), id=version_id), said.words()))


@router.put("/studio/needs/{uuid:need_id}/workpiece", auth=_may_write, response=PlacedOut, summary="Place a card")
def place(request: ApiRequest, need_id: UUID, said: PlaceIn) -> PlacedOut:
    """Say in which workpiece what members ask for is met."""
    del request
    found = get_or_404(needs_of_staff(), id=need_id)
    placed = place_need(found, _workpiece(said.workpiece_id) if said.workpiece_id else None)
    return PlacedOut(id=placed.pk, workpiece_id=placed.workpiece_id)


def _workpiece(workpiece_id: UUID) -> Workpiece:
    return get_or_404(workpieces_of_staff(), id=workpiece_id)
