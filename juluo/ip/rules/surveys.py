"""What a wave may ask for, and what its answers say."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from juluo.core.intervals import Interval, wilson
from juluo.core.refusals import Refused
from juluo.ip.models import Choice

FIELD_LENGTH = 60
SIZES, GAPS, DAYS = (1, 5_000), (28, 730), (1, 60)
FEWEST_ANSWERS = 10
"""Of fewer answers the page says that they are too few."""
WARNING = 0.2
"""A share of second choices from here on is a warning: they like it, and tell others about something else."""


def check_terms(*, size: int, gap_days: int, open_days: int) -> None:
    """Refuse a sample, a gap or a time out of bounds (422)."""
    for name, value, (least, most) in (
        ("size", size, SIZES),
        ("gap_days", gap_days, GAPS),
        ("open_days", open_days, DAYS),
    ):
        if not least <= value <= most:
            message = _("Choose a number from %(least)s to %(most)s.") % {"least": least, "most": most}
            raise Refused(message, code="out_of_bounds", field=name, status=422)


@dataclass(frozen=True, slots=True)
class Share:
    """How many gave an answer, of all who answered."""

    choice: Choice
    count: int
    answers: int

    @property
    def part(self) -> float:
        return self.count / self.answers if self.answers else 0.0

    @property
    def interval(self) -> Interval:
        """The 95 % Wilson interval; of no answers 0 to 1."""
        return wilson(self.count, self.answers)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a wave brought: its answers, who did not answer, and what is to be worried about."""

    asked: int
    shares: tuple[Share, ...]

    @classmethod
    def of(cls, asked: int, counts: Mapping[str, int]) -> "Outcome":
        answers = sum(counts.get(each, 0) for each in Choice)
        return cls(asked, tuple(Share(each, counts.get(each, 0), answers) for each in Choice))

    @property
    def answers(self) -> int:
        return sum(share.count for share in self.shares)

    @property
    def silent(self) -> int:
        """Those who were asked and did not answer."""
        return self.asked - self.answers

    @property
    def is_too_few(self) -> bool:
        return self.answers < FEWEST_ANSWERS

    @property
    def warns(self) -> bool:
        """Whether so many call it their second choice that the owner should ask what the first one does better."""
        second = next(share for share in self.shares if share.choice == Choice.SECOND)
        return second.part >= WARNING


NOBODY = Outcome.of(0, {})
"""Of a wave whose people have all been erased."""
