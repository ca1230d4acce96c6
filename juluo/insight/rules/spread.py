"""The self-propagation index: how far something travels without being paid for, 0 to 100. Version 1.

Counts are of 28 days. A component is normalised to 0-100 by one of three formulas, and the index is the weighted mean:

    shares    100 x / (x + 5)      x = organic share links made per 100 people who saw it
    reshares  100 x / (x + 1)      x = mean steps of those links beyond the first of their chain
    visits    100 p                p = people who came by a share link / people who saw it
    joins     100 p                p = members whose first arrival was a share link / all who joined by it
    k         100 min(1, K)        K = members brought by shares / members whose links were made or opened
    cycle     100 * 72 / (72 + h)  h = median hours from opening a link to that person's own first share
    unpaid    100 p                p = 1 - people who came by an advertising entrance / people who saw it

    index = (20 shares + 20 reshares + 15 visits + 15 joins + 15 k + 5 cycle + 10 unpaid) / 100

x / (x + half) rises steeply at first and never ends: at `half` it is 50 (the saturation curve of Michaelis and Menten,
1913). K is the reproduction number of epidemiology (Diekmann, Heesterbeek and Metz 1990, J. Math. Biol. 28, 365-382) as
viral marketing uses it; from 1 on every sharer brings another. A shorter cycle makes the same K travel faster (Skok
2009). What has no data yet counts 0: nothing seen to travel has not travelled. The halves and weights are conventions
of this house, made known by `VERSION`; they change with it and never silently.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.intervals import Interval, wilson

VERSION = 1
INDEX = "spread.index"
"""What the measure is called; its components are `spread.` and their name."""
DAYS = 28
HALF_SHARES = 5.0
HALF_STEPS = 1.0
HALF_HOURS = 72.0
FEWEST_PEOPLE = 30
"""Of fewer people who saw it, chance says more than the index does."""
TRAVELS, ON_ITS_WAY = 50.0, 20.0
"""From here on it is called an IP, or on its way: conventions too."""


class Component(models.TextChoices):
    """What the index is made of, in the order in which it travels."""

    SHARES = "shares", pgettext_lazy("spread", "Organic shares")
    RESHARES = "reshares", pgettext_lazy("spread", "Re-shares")
    VISITS = "visits", pgettext_lazy("spread", "Visits by sharing")
    JOINS = "joins", pgettext_lazy("spread", "Joins by sharing")
    K = "k", pgettext_lazy("spread", "K-factor")
    CYCLE = "cycle", pgettext_lazy("spread", "Cycle time")
    UNPAID = "unpaid", pgettext_lazy("spread", "Traffic not paid for")


WEIGHTS: dict[Component, int] = {
    Component.SHARES: 20,
    Component.RESHARES: 20,
    Component.VISITS: 15,
    Component.JOINS: 15,
    Component.K: 15,
    Component.CYCLE: 5,
    Component.UNPAID: 10,
}
"""Percent of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happened around one subject in 28 days, without staff and banned people and without links that earned."""

    people: int = 0
    """Who saw it, opened a link to it or shared it: distinct people."""
    shares: int = 0
    steps: int = 0
    reshares: int = 0
    deepest: int = 0
    visitors: int = 0
    opened: int = 0
    joins: int = 0
    shared_joins: int = 0
    sharers: int = 0
    cycles: int = 0
    cycle_hours: float | None = None
    bought: int = 0
    earned: int = 0
    could_earn: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One component: `raw` in its own unit (None: nothing to measure yet), `part` of `whole`, and its score."""

    component: Component
    raw: float | None
    part: int
    whole: int
    score: float

    @property
    def weight(self) -> int:
        return WEIGHTS[self.component]

    @property
    def points(self) -> float:
        """What it adds to the index."""
        return self.weight * self.score / 100

    @property
    def interval(self) -> Interval | None:
        """The 95 % Wilson interval of a component that is a share of people."""
        is_share = self.component in {Component.VISITS, Component.JOINS, Component.UNPAID}
        return wilson(self.part, self.whole) if is_share and self.whole else None


def parts_of(counts: Counts) -> list[Part]:
    """Score every component of `counts`, in their order."""
    unpaid = counts.people - counts.bought
    return [
        _part(Component.SHARES, counts.shares, counts.people, saturating(HALF_SHARES), per=100),
        _part(Component.RESHARES, counts.steps, counts.shares, saturating(HALF_STEPS)),
        _part(Component.VISITS, counts.visitors, counts.people, _percent),
        _part(Component.JOINS, counts.shared_joins, counts.joins, _percent),
        _part(Component.K, counts.shared_joins, counts.sharers, _percent),
        _cycle(counts),
        _part(Component.UNPAID, unpaid, counts.people, _percent),
    ]


def index_of(parts: Sequence[Part]) -> float:
    """The weighted mean of the scores, 0 to 100."""
    return sum(part.points for part in parts)


def saturating(half: float) -> Callable[[float], float]:
    """A score that is 50 at `half` and comes ever nearer to 100."""
    return lambda x: 100 * x / (x + half)


def weakest(parts: Sequence[Part]) -> Part:
    """The component that would add most to the index."""
    return max(parts, key=lambda part: part.weight * (100 - part.score))


def _part(component: Component, part: int, whole: int, scored: Callable[[float], float], *, per: int = 1) -> Part:
    raw = per * part / whole if whole else None
    return Part(component, raw, part, whole, scored(raw) if raw is not None else 0.0)


def _cycle(counts: Counts) -> Part:
    hours = counts.cycle_hours
    score = 0.0 if hours is None else 100 * HALF_HOURS / (HALF_HOURS + hours)
    return Part(Component.CYCLE, hours, counts.cycles, counts.cycles, score)


def _percent(share: float) -> float:
    return 100 * min(1.0, share)
