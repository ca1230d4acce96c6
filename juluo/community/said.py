"""What happens beside what is said: a report or a hold opens a case at once, and what is let go counts as said."""

from collections.abc import Sequence

from juluo.community.models import Case
from juluo.community.operations.cases import open_case
from juluo.community.operations.screening import note_passing
from juluo.core.facts import accompany
from juluo.core.said.facts import WordsHeld, WordsReported, WordsShown


def open_reported(facts: Sequence[WordsReported]) -> None:
    for fact in facts:
        open_case(fact.about, cause=Case.Cause.REPORTED)


def open_held(facts: Sequence[WordsHeld]) -> None:
    for fact in facts:
        open_case(fact.about, cause=Case.Cause.HELD, why=fact.cause)


accompany(WordsReported, open_reported)
accompany(WordsHeld, open_held)
accompany(WordsShown, note_passing)
