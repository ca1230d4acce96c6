"""Why members left, counted, and read without names."""

from dataclasses import dataclass

from django.db.models import Count

from juluo.community.models import Parting
from juluo.core.intervals import wilson

WORDS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those who answered gave a reason, as a share with its 95 % interval, each from 0 to 1."""

    why: str
    label: str
    count: int
    share: float
    low: float
    high: float


def reasons_given() -> list[Share]:
    """Every reason, the most given first."""
    counted = dict(Parting.objects.order_by().values_list("why").annotate(given=Count("*")))
    answers = sum(counted.values())
    shares = [_share(why, counted.get(why.value, 0), answers) for why in Parting.Why]
    return sorted(shares, key=lambda each: -each.count)


def last_words() -> list[Parting]:
    """What was said in words, the latest day first; nobody is named."""
    return list(Parting.objects.exclude(words="").order_by("-on", "-id")[:WORDS_SHOWN])


def _share(why: Parting.Why, count: int, answers: int) -> Share:
    interval = wilson(count, answers)
    return Share(why.value, str(why.label), count, count / answers if answers else 0.0, interval.low, interval.high)
