"""Where the pieces of a chart stand, in units of its view box."""

from dataclasses import dataclass

from juluo.insight.rules.funnel import PER, Figure, Funnel

WIDTH, BAR, GAP, TOP = 640, 26, 30, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the funnel with the whisker of its interval."""

    figure: Figure
    top: int
    width: int
    low: int
    high: int

    @property
    def label_at(self) -> int:
        return self.top - 7

    @property
    def middle(self) -> int:
        return self.top + BAR // 2


@dataclass(frozen=True, slots=True)
class FunnelChart:
    bars: tuple[Bar, ...]
    width: int
    height: int
    bar_height: int = BAR


def funnel_chart(funnel: Funnel) -> FunnelChart:
    """Draw a funnel as bars of people per 1,000 reached."""
    bars = tuple(_bar(figure, TOP + at * (BAR + GAP)) for at, figure in enumerate(funnel.figures))
    return FunnelChart(bars, WIDTH, TOP + len(bars) * (BAR + GAP) - GAP + 2)


def _bar(figure: Figure, top: int) -> Bar:
    return Bar(figure, top, max(2, _across(figure.per_thousand)), _across(figure.low), _across(figure.high))


def _across(per_thousand: float) -> int:
    return round(WIDTH * per_thousand / PER)
