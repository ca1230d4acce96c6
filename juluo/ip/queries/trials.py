"""Trial rounds: a member's own, what staff see of them, and what everybody may read of the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from juluo.core import clock
from juluo.core.models import Member
from juluo.ip.models import Trial, TrialRound, Version, Workpiece
from juluo.ip.rules.trials import FEWEST, Verdict, verdicts_of

MOST_SHOWN, MOST_OFFERED = 500, 100
_ROUNDS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Results:
    """What a round says, without a name: the verdict on each criterion, and of how many members."""

    round: TrialRound
    verdicts: Sequence[Verdict]
    answers: int

    @property
    def is_enough(self) -> bool:
        return self.answers >= FEWEST


def trials_of(member: Member) -> QuerySet[Trial]:
    """Rounds to which the member was invited, the latest first."""
    return Trial.objects.filter(member=member).select_related("round__version__workpiece").order_by("-id")


def rounds_of_staff() -> QuerySet[TrialRound]:
    return TrialRound.objects.select_related("version__workpiece").order_by("-id")


def rounds_of(version: Version) -> QuerySet[TrialRound]:
    """With how many were invited, are in, and answered."""
    rounds = TrialRound.objects.filter(version=version).order_by("-id")
    return rounds.annotate(
        invited=Count("trials"),
        taking=Count("trials", filter=Q(trials__accepted_at__isnull=False)),
        answered=Count("trials", filter=Q(trials__answered_at__isnull=False)),
    )


def trials_in(trial_round: TrialRound) -> list[Trial]:
    """For staff, with their members, the latest invited first."""
    return list(Trial.objects.filter(round=trial_round).select_related("member").order_by("-id")[:MOST_SHOWN])


def trials_of_staff() -> QuerySet[Trial]:
    return Trial.objects.select_related("round", "member")


def results_of(rounds: Sequence[TrialRound]) -> list[Results]:
    """Sum up rounds, in one query."""
    answers: dict[UUID, list[list[int]]] = {each.pk: [] for each in rounds}
    given = Trial.objects.filter(round__in=list(answers), answered_at__isnull=False).order_by("id")
    for round_id, scores in given.values_list("round_id", "scores"):
        answers[round_id].append(scores)
    return [Results(each, verdicts_of(each.criteria, answers[each.pk]), len(answers[each.pk])) for each in rounds]


def results_for_everybody(workpiece: Workpiece) -> list[Results]:
    """Rounds that are over, of versions that everybody may read about, the latest first."""
    told = Version.objects.filter(workpiece=workpiece).told().values("pk")
    over = TrialRound.objects.filter(version__in=told, ends_at__lte=clock.now()).select_related("version")
    return results_of(list(over.order_by("-id")[:_ROUNDS_SHOWN]))


def candidates(trial_round: TrialRound, *, rung: str = "", name: str = "") -> list[Member]:
    """Members who are not invited yet, by name: of a rung, or whose name holds some letters; a hundred at most."""
    invited = Trial.objects.filter(round=trial_round, member=OuterRef("pk"))
    found = Member.objects.present().filter(~Exists(invited))
    if rung:
        found = found.filter(rung=rung)
    if name:
        found = found.filter(name__icontains=name)
    return list(found.order_by("-id")[:MOST_OFFERED])
