"""Half-life after a push: how soon those come whom a publication brings. Version 1.

A push is a publication: followers are told of it at once, in digests and by feeds. Whoever sees the post or opens a
link to it within 7 days after the push has come, once each, at the first time they did. Staff and banned people are
left out, as from the self-propagation index.

    h = the least t such that half of all who came within 7 days had come by t        in seconds

It is the lower median of the times between the push and each person's coming: of 1, 2, 6 and 30 hours it is 2 hours.
A push is measured when its 7 days are over, and not at all if the post was pushed again within them. That of a space is
the median of the half-lives of its pushes whose 7 days ended in the past 28 days, those with fewer than 10 people left
out. A short one says that words live by the push; a long one that people find them, or pass them on, by themselves.

Source: the half-life of a link as Bitly measured it ("You just shared a link. How long will people pay attention?",
2011), there counted from the peak, here from the push, which is known. The week, the 28 days and the 10 people are
conventions of this house, made known by `PULSE_VERSION`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

PULSE_VERSION = 1
HALF_LIFE = "push.half_life"
"""What the measure is called."""
WEEK = timedelta(days=7)
FEWEST_CAME = 10
"""Of fewer people who came after a push, chance says more than the half-life does."""


@dataclass(frozen=True, slots=True)
class Push:
    """A publication of `subject`, how many people came within a week of it, and its half-life in seconds."""

    subject: str
    at: datetime
    people: int
    seconds: float

    @property
    def is_too_few(self) -> bool:
        return self.people < FEWEST_CAME


def typical(pushes: Sequence[Push]) -> float | None:
    """The median of the half-lives in seconds, of pushes that enough people followed; None if there is none."""
    enough = [push.seconds for push in pushes if not push.is_too_few]
    return median(enough) if enough else None
