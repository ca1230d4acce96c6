"""How sure a rate is."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""The two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a share, each between 0 and 1."""

    low: float
    high: float


def wilson(successes: float, trials: int) -> Interval:
    """Return the 95 % score interval of `successes` out of `trials`; of no trials nothing is known: 0 to 1.

    Wilson, E. B. (1927), Probable Inference, the Law of Succession, and Statistical Inference, Journal of the
    American Statistical Association 22 (158), 209-212. It holds for few and for rare people too.
    """
    if trials == 0:
        return Interval(0.0, 1.0)
    share, z2 = successes / trials, Z_95 * Z_95
    centre = share + z2 / (2 * trials)
    spread = Z_95 * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    scale = 1 + z2 / trials
    return Interval(max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))
