"""Where the pieces of a chart stand, in units of its view box."""

from dataclasses import dataclass

from juluo.insight.rules.funnel import PER, Figure, Funnel

WIDTH, HEIGHT = 500, 24


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


def _across(per_thousand: float) -> int:
    return round(WIDTH * per_thousand / PER)
