"""How many newcomers a space can meet: a limit proposed for an entrance, with its formula in the open.

Per week, hosts × newcomers that one host meets well × how well first answers keep their day. The numbers are published
in docs/explanation/admission.md.
"""

from dataclasses import dataclass
from datetime import timedelta

PER_HOST = 5
"""Newcomers whom one person greets and follows in a week without hurry: one a working day."""
A_DAY = timedelta(days=1)
FLOOR = 0.2
"""Even a slow desk meets a fifth; a stop is the owner's own decision."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`weekly` newcomers at most, from `hosts` people and how long first answers took (None: none was given yet)."""

    weekly: int
    hosts: int
    answer: timedelta | None
    pace: float

    @property
    def hours(self) -> float:
        return self.answer / timedelta(hours=1) if self.answer else 0.0


def proposed_limit(*, hosts: int, answer: timedelta | None) -> Proposal:
    """Propose ⌊hosts · 5 · pace⌋, at least 1; pace = 1 up to a day, then 1 day ÷ median first answer, 0.2 at least."""
    slow = answer is not None and answer > A_DAY
    pace = max(FLOOR, A_DAY / answer) if slow and answer else 1.0
    return Proposal(max(1, int(hosts * PER_HOST * pace)), hosts, answer, pace)
