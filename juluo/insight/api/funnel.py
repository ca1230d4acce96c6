"""The first funnel: of people reached, how many joined, bought and brought others."""

from typing import Annotated, Self

from ninja import Field, Router, Schema

from juluo.community.models import Entrance
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.http import get_or_404
from juluo.insight.queries.funnel import FunnelReport, funnel_report, funnels_by_content
from juluo.insight.rules.funnel import Funnel

router = Router(tags=["insight"])

type EntranceCode = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,20}$")]


class FigureOut(Schema):
    """People who got to a stage; per 1,000 reached, with the ends of a 95 % interval."""

    stage: str
    people: int
    per_thousand: float
    low: float
    high: float


class FunnelOut(Schema):
    """The stages of one entrance; `name` is "" for all together."""

    name: str
    figures: list[FigureOut]

    @classmethod
    def of(cls, funnel: Funnel) -> Self:
        names = ("people", "per_thousand", "low", "high")
        figures = [
            FigureOut(stage=each.stage.value, **{name: getattr(each, name) for name in names})
            for each in funnel.figures
        ]
        return cls(name=funnel.name, figures=figures)


class FunnelReportOut(Schema):
    """All people, then entrance by entrance; who was left out is counted."""

    total: FunnelOut
    entrances: list[FunnelOut]
    staff_left_out: int
    imported_left_out: int

    @classmethod
    def of(cls, report: FunnelReport) -> Self:
        return cls(
            total=FunnelOut.of(report.total),
            entrances=[FunnelOut.of(each) for each in report.entrances],
            staff_left_out=report.staff_left_out,
            imported_left_out=report.imported_left_out,
        )


class ContentsOut(Schema):
    """People by what they saw first, those contents with the most people; `name` is its title."""

    contents: list[FunnelOut]


@router.get(
    "/insight/funnel/contents",
    auth=permission("insight.read"),
    response=ContentsOut,
    summary="Read the funnel by first content",
)
def contents(request: ApiRequest, entrance: EntranceCode = "") -> ContentsOut:
    """Of one entrance (its code), or of all; a code that no entrance has is a 404."""
    del request
    if entrance:
        get_or_404(Entrance.objects.all(), code=entrance)
    return ContentsOut(contents=[FunnelOut.of(each) for each in funnels_by_content(entrance)])


@router.get("/insight/funnel", auth=permission("insight.read"), response=FunnelReportOut, summary="Read the funnel")
def funnel(request: ApiRequest) -> FunnelReportOut:
    """Distinct people by the entrance of their first touch."""
    del request
    return FunnelReportOut.of(funnel_report())
