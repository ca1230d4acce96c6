"""The self-propagation index: its value, what it is made of, its days, and the rows behind it."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, following
from juluo.insight.queries.measures import Report, latest_day, report_of, series_of, title_of_subject
from juluo.insight.queries.spread import SPACE, Evidence, Row, evidence_of
from juluo.insight.rules.spread import VERSION, Part

router = Router(tags=["insight"])

type Subject = Annotated[str, Field(max_length=120, description='"space", "post:ID" or "product:ID".')]
type Cursor = Annotated[str, Field(max_length=40)]


class ComponentOut(Schema):
    """A component: `raw` in its own unit (null: nothing to measure yet), `part` of `whole`, and its score of 100.

    `low` and `high` are the ends of a 95 % interval in percent, where it is a share of people.
    """

    component: str
    raw: float | None
    part: int
    whole: int
    score: float
    weight: int
    low: float | None
    high: float | None

    @classmethod
    def of(cls, part: Part) -> Self:
        bounds = part.interval
        return cls(
            component=part.component.value,
            raw=part.raw,
            part=part.part,
            whole=part.whole,
            score=part.score,
            weight=part.weight,
            low=100 * bounds.low if bounds else None,
            high=100 * bounds.high if bounds else None,
        )


class SpreadOut(Schema):
    """The index of the 28 days until `day`, and of the 28 before; null where nothing was measured.

    `verdict` is unknown, few, not_yet, on_its_way or travels.
    """

    subject: str
    title: str
    day: date | None
    index: float | None
    before: float | None
    verdict: str
    parts: list[ComponentOut]
    version: int

    @classmethod
    def of(cls, report: Report) -> Self:
        parts = [ComponentOut.of(part) for part in report.parts]
        said = {name: getattr(report, name) for name in ("subject", "title", "day", "index", "before", "verdict")}
        return cls(**said, parts=parts, version=VERSION)


class DayOut(Schema):
    """The index on one day."""

    day: date
    index: float


class DaysOut(Schema):
    """Day by day, oldest first; days on which the subject did not travel are left out."""

    days: list[DayOut]


class RowOut(Schema):
    """Who did it, when, by whose link, with what; `number` is a share's depth or a first share's hours."""

    id: UUID
    at: datetime
    name: str
    other: str
    content: str
    number: float | None
    could_earn: bool

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


@router.get(
    "/insight/spread",
    auth=permission("insight.read"),
    response=SpreadOut,
    summary="Read the index of the space, a post or a product",
)
def spread(request: ApiRequest, subject: Subject = SPACE) -> SpreadOut:
    """As of the last night that was measured."""
    return _report(request, subject)


@router.get("/spread", auth=members, response=SpreadOut, summary="Read the index of the space")
def own_spread(request: ApiRequest) -> SpreadOut:
    """For members: numbers, no names."""
    return _report(request, SPACE)


@router.get(
    "/insight/spread/series",
    auth=permission("insight.read"),
    response=DaysOut,
    summary="Read the index day by day",
)
def series(request: ApiRequest, subject: Subject = SPACE, days: Annotated[int, Field(ge=1, le=366)] = 56) -> DaysOut:
    """The last days that were measured."""
    _title(request, subject)
    day = latest_day()
    found = series_of(subject, day, shown=days) if day else []
    return DaysOut(days=[DayOut(day=when, index=value) for when, value in found])


@router.get(
    "/insight/spread/evidence/{evidence}",
    auth=permission("insight.read"),
    response=Listed[RowOut],
    summary="List the shares, visits, joins or first shares behind the index",
)
def rows(request: ApiRequest, evidence: Evidence, subject: Subject = SPACE, after: Cursor = "") -> object:
    """The latest first, with names."""
    _title(request, subject)
    day = latest_day()
    if day is None:
        return {"items": [], "next": None}
    page = evidence_of(subject, evidence, day, after)
    return {"items": [RowOut.of(row) for row in page.rows], "next": following(request, page.next)}


def _report(request: ApiRequest, subject: str) -> SpreadOut:
    title, day = _title(request, subject), latest_day()
    if day is None:
        return SpreadOut(
            subject=subject,
            title=title,
            day=None,
            index=None,
            before=None,
            verdict="unknown",
            parts=[],
            version=VERSION,
        )
    return SpreadOut.of(report_of(subject, title, day))


def _title(request: ApiRequest, subject: str) -> str:
    title = title_of_subject(subject, request.space.name)
    if title is None:
        raise Http404
    return title
