"""Trial rounds: chosen members try a version and say what they think of it. Nobody pays, and nobody is paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_take_part, ensure_may_write
from juluo.core.texts import clean_line, clean_text
from juluo.ip.models import Trial, TrialRound, Version
from juluo.ip.models.trial import SAMPLE_LENGTH, TRIAL_TEXT_LENGTH, TRIAL_TITLE_LENGTH, TRIAL_WORDS_LENGTH
from juluo.ip.rules.trials import check_can_accept, check_round, check_runs, check_scores
from juluo.ip.workshop_facts import (
    SampleSent,
    TrialAccepted,
    TrialAnswered,
    TrialDeclined,
    TrialInvited,
    TrialRoundBegun,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWords:
    """What a round asks: `criteria` are scored from 1 to 5; `capacity` members can be in until `ends_at`."""

    title: str
    ends_at: datetime
    capacity: int
    criteria: Sequence[str] = field(default_factory=list)
    text: str = ""


@transaction.atomic
def begin_round(version: Version, words: RoundWords) -> TrialRound:
    """Begin a round. Refused: `bad_criteria`, `bad_capacity`, `too_early`."""
    now = clock.now()
    criteria = check_round(words.criteria, words.capacity, words.ends_at, now)
    row = TrialRound(
        version=version,
        title=clean_line(words.title, field="title", most=TRIAL_TITLE_LENGTH),
        text=clean_text(words.text, field="text", most=TRIAL_TEXT_LENGTH, least=0),
        criteria=criteria,
        capacity=words.capacity,
        begun_at=now,
        ends_at=words.ends_at,
    )
    row.save(force_insert=True)
    record(TrialRoundBegun(round_id=row.pk, version_id=version.pk))
    return row


@transaction.atomic
def invite_to_trial(trial_round: TrialRound, members: Iterable[Member]) -> int:
    """Ask members whether they want to try it; each is told once. How many are asked now. Refused when it is over."""
    trial_round = _locked_round(trial_round)
    now = clock.now()
    check_runs(trial_round, now)
    asked = set(Trial.objects.filter(round=trial_round).values_list("member_id", flat=True))
    new = [each for each in members if each.pk not in asked and each.left_at is None and each.banned_at is None]
    made = [Trial(round=trial_round, member=each, invited_at=now) for each in {one.pk: one for one in new}.values()]
    Trial.objects.bulk_create(made)
    for trial in made:
        record(TrialInvited(trial_id=trial.pk, round_id=trial_round.pk))
    return len(made)


@transaction.atomic
def accept_trial(trial: Trial) -> Trial:
    """Be in. Twice is once; who declined may still. Refused when all places are taken (`full`) or it is `over`."""
    _locked_round(trial.round)
    trial = _locked(trial)
    if trial.is_in:
        return trial
    ensure_may_take_part(trial.member)
    check_runs(trial.round, clock.now())
    check_can_accept(trial, Trial.objects.filter(round=trial.round_id, accepted_at__isnull=False).count())
    trial.accepted_at, trial.declined_at = clock.now(), None
    trial.save(update_fields=["accepted_at", "declined_at"])
    record(TrialAccepted(trial_id=trial.pk, round_id=trial.round_id))
    return trial


@transaction.atomic
def decline_trial(trial: Trial) -> Trial:
    """Do not be in, and let somebody else have the place. Twice is once. Refused once answered (`answered`)."""
    _locked_round(trial.round)
    trial = _locked(trial)
    if trial.declined_at:
        return trial
    if trial.answered_at:
        raise Refused(_("You have answered already. Thank you."), code="answered")
    trial.accepted_at, trial.declined_at = None, clock.now()
    trial.save(update_fields=["accepted_at", "declined_at"])
    record(TrialDeclined(trial_id=trial.pk, round_id=trial.round_id))
    return trial


@transaction.atomic
def note_sample(trial: Trial, sample: str) -> Trial:
    """Say what was sent to a member who is in, and how. The same again changes nothing. Refused: `not_in`."""
    sample = clean_line(sample, field="sample", most=SAMPLE_LENGTH)
    trial = _locked(trial)
    _check_is_in(trial)
    if trial.sample != sample:
        trial.sample, trial.sent_at = sample, clock.now()
        trial.save(update_fields=["sample", "sent_at"])
        record(SampleSent(trial_id=trial.pk, round_id=trial.round_id))
    return trial


@transaction.atomic
def answer_trial(trial: Trial, scores: Sequence[int], *, words: str = "") -> Trial:
    """Score each criterion from 1 to 5; until the end of the round it can be changed. The same changes nothing."""
    words = clean_text(words, field="words", most=TRIAL_WORDS_LENGTH, least=0)
    trial = _locked(trial)
    given = check_scores(trial.round.criteria, scores)
    if trial.answered_at and (trial.scores, trial.words) == (given, words):
        return trial
    ensure_may_write(trial.member)
    check_runs(trial.round, clock.now())
    _check_is_in(trial)
    trial.scores, trial.words, trial.answered_at = given, words, clock.now()
    trial.save(update_fields=["scores", "words", "answered_at"])
    renew_pages()
    record(TrialAnswered(trial_id=trial.pk, round_id=trial.round_id))
    return trial


def _check_is_in(trial: Trial) -> None:
    if not trial.is_in:
        raise Refused(_("Only who takes part in the round can do this."), code="not_in")


def _locked_round(trial_round: TrialRound) -> TrialRound:
    row: TrialRound = TrialRound.objects.select_for_update().get(pk=trial_round.pk)
    return row


def _locked(trial: Trial) -> Trial:
    rows = Trial.objects.select_for_update(of=("self",)).select_related("round", "member")
    row: Trial = rows.get(pk=trial.pk)
    return row
