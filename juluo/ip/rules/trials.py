"""Trial rounds: who may do what when, and what the scores say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from django.utils.translation import gettext as _

from juluo.core.intervals import Z_95, wilson
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.models import Trial, TrialRound
from juluo.ip.models.trial import CRITERION_LENGTH

WORST, BEST = 1, 5
FEWEST = 5
"""Fewer answers say too little for a mean, and would tell who gave them."""
MOST_CRITERIA, MOST_ROOM = 8, 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one criterion: how many gave each score, the mean, and its 95 % interval; None for too few."""

    criterion: str
    counts: Sequence[int]
    mean: float | None
    low: float | None
    high: float | None

    @property
    def answers(self) -> int:
        return sum(self.counts)


def verdicts_of(criteria: Sequence[str], answers: Sequence[Sequence[int]]) -> list[Verdict]:
    """Sum up answers, each a score from 1 to 5 for every criterion, in the order of the criteria."""
    return [_verdict(name, [scores[at] for scores in answers]) for at, name in enumerate(criteria)]


def _verdict(criterion: str, scores: Sequence[int]) -> Verdict:
    counts = [scores.count(score) for score in range(WORST, BEST + 1)]
    if len(scores) < FEWEST:
        return Verdict(criterion, counts, None, None, None)
    low, high = interval_of(scores)
    return Verdict(criterion, counts, sum(scores) / len(scores), low, high)


def interval_of(scores: Sequence[int]) -> tuple[float, float]:
    """Return the 95 % interval of the mean of at least two scores from 1 to 5, by Student's t, within 1 to 5.

    Where all scores are the same their spread tells nothing; then Wilson's interval of the mean as a share of the way
    from 1 to 5 stands in.
    """
    count, mean = len(scores), sum(scores) / len(scores)
    variance = sum((score - mean) ** 2 for score in scores) / (count - 1)
    if variance == 0:
        share = wilson((mean - WORST) / (BEST - WORST) * count, count)
        return WORST + share.low * (BEST - WORST), WORST + share.high * (BEST - WORST)
    reach = student(count - 1) * sqrt(variance / count)
    return max(float(WORST), mean - reach), min(float(BEST), mean + reach)


def student(freedom: int) -> float:
    """Return the two-sided 95 % quantile of Student's t for at least 4 degrees of freedom, within 0.001.

    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.5.
    """
    z = Z_95
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


def check_round(criteria: Sequence[str], capacity: int, ends_at: datetime, now: datetime) -> list[str]:
    """The criteria, tidied; refused with `bad_criteria`, `bad_capacity`, `too_early`."""
    cleaned = [clean_line(each, field="criteria", most=CRITERION_LENGTH) for each in criteria]
    if not 0 < len(cleaned) <= MOST_CRITERIA or len({*cleaned}) < len(cleaned):
        message = _("Name one to %(most)d criteria, each of them once.") % {"most": MOST_CRITERIA}
        raise Refused(message, code="bad_criteria", field="criteria", status=422)
    if not 0 < capacity <= MOST_ROOM:
        message = _("A round takes 1 to %(most)d members.") % {"most": MOST_ROOM}
        raise Refused(message, code="bad_capacity", field="capacity", status=422)
    if ends_at <= now:
        raise Refused(_("The end has passed already."), code="too_early", field="ends_at", status=422)
    return cleaned


def check_runs(trial_round: TrialRound, now: datetime) -> None:
    if now >= trial_round.ends_at:
        raise Refused(_("This round is over."), code="over")


def check_can_accept(trial: Trial, taken: int) -> None:
    """`taken` counts the members who are in."""
    if taken >= trial.round.capacity:
        raise Refused(_("All places of this round are taken."), code="full")


def check_scores(criteria: Sequence[str], scores: Sequence[int]) -> list[int]:
    if len(scores) != len(criteria) or not all(WORST <= score <= BEST for score in scores):
        message = _("Give each criterion a score from 1 to 5.")
        raise Refused(message, code="bad_scores", field="scores", status=422)
    return list(scores)
