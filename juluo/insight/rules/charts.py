"""Where the pieces of a chart stand, in units of its view box."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from juluo.insight.rules.funnel import PER, Figure, Funnel

WIDTH, HEIGHT = 500, 24
LINE_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the funnel with the whisker of its interval."""

    figure: Figure
    width: int
    low: int
    high: int


def bars_of(funnel: Funnel) -> list[Bar]:
    """Draw a funnel as bars of people per 1,000 reached; the smallest can still be seen."""
    return [
        Bar(each, max(2, _across(each.per_thousand)), _across(each.low), _across(each.high)) for each in funnel.figures
    ]


def line_of(series: Sequence[tuple[date, float]]) -> str:
    """Draw values of 0 to 100 over their days as the points of a polyline; "" for fewer than two."""
    if len(series) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    first, last = series[0][0], series[-1][0]
    span = (last - first).days
    return " ".join(
        f"{round(WIDTH * (day - first).days / span)},{round(LINE_HEIGHT * (100 - value) / 100)}"
        for day, value in series
    )


def _across(per_thousand: float) -> int:
    return round(WIDTH * per_thousand / PER)
