"""Trial rounds: members answer their own, staff begin them and invite, everybody reads results without names."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, Moment
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.ip.models import Trial, TrialRound
from juluo.ip.models.trial import (
    CRITERION_LENGTH,
    SAMPLE_LENGTH,
    TRIAL_TEXT_LENGTH,
    TRIAL_TITLE_LENGTH,
    TRIAL_WORDS_LENGTH,
)
from juluo.ip.operations.trials import (
    RoundWords,
    accept_trial,
    answer_trial,
    begin_round,
    decline_trial,
    invite_to_trial,
    note_sample,
)
from juluo.ip.queries.trials import (
    Results,
    results_for_everybody,
    results_of,
    rounds_of_staff,
    trials_in,
    trials_of,
    trials_of_staff,
)
from juluo.ip.queries.workpieces import versions_of_staff, workpieces_shown
from juluo.ip.rules.trials import BEST, MOST_CRITERIA, MOST_ROOM, WORST, Verdict

router = Router(tags=["trials"])
_may_write = permission("content.write")
_ROUND = ("id", "title", "text", "criteria", "capacity", "begun_at", "ends_at")
_TRIAL = ("id", "invited_at", "accepted_at", "declined_at", "sent_at", "sample", "scores", "words", "answered_at")


class RoundOut(Schema):
    id: UUID
    title: str
    text: str
    criteria: list[str]
    capacity: int
    begun_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, trial_round: TrialRound) -> Self:
        return cls(**{name: getattr(trial_round, name) for name in _ROUND})


class TrialOut(Schema):
    """One member's part in a round; `scores` stand in the order of the round's criteria."""

    id: UUID
    round: RoundOut
    invited_at: datetime
    accepted_at: datetime | None
    declined_at: datetime | None
    sent_at: datetime | None
    sample: str
    scores: list[int]
    words: str
    answered_at: datetime | None

    @classmethod
    def of(cls, trial: Trial) -> Self:
        return cls(round=RoundOut.of(trial.round), **{name: getattr(trial, name) for name in _TRIAL})


class VerdictOut(Schema):
    """How many gave each score from 1 to 5, their mean and its 95 % interval; null for fewer than five answers."""

    criterion: str
    counts: list[int] | None
    mean: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        counts = None if verdict.mean is None else list(verdict.counts)
        return cls(criterion=verdict.criterion, counts=counts, mean=verdict.mean, low=verdict.low, high=verdict.high)


class ResultsOut(Schema):
    round_id: UUID
    title: str
    answers: int
    verdicts: list[VerdictOut]

    @classmethod
    def of(cls, results: Results) -> Self:
        verdicts = [VerdictOut.of(each) for each in results.verdicts]
        return cls(round_id=results.round.pk, title=results.round.title, answers=results.answers, verdicts=verdicts)


class StudioRoundOut(Schema):
    """A round as staff see it: every member's part, by the member's id, and the results so far."""

    round: RoundOut
    trials: dict[str, TrialOut]
    results: ResultsOut


class RoundIn(Input):
    title: Annotated[Line, Field(max_length=TRIAL_TITLE_LENGTH)]
    text: Annotated[str, Field(max_length=TRIAL_TEXT_LENGTH)] = ""
    criteria: Annotated[
        list[Annotated[Line, Field(max_length=CRITERION_LENGTH)]], Field(min_length=1, max_length=MOST_CRITERIA)
    ]
    capacity: Annotated[int, Field(ge=1, le=MOST_ROOM)]
    ends_at: Moment


class InvitationsIn(Input):
    member_ids: Annotated[list[Id], Field(max_length=MOST_ROOM)]


class InvitedOut(Schema):
    invited: int


class SampleIn(Input):
    sample: Annotated[Line, Field(max_length=SAMPLE_LENGTH, description="What was sent, and how.")]


class TrialAnswerIn(Input):
    scores: Annotated[list[Annotated[int, Field(ge=WORST, le=BEST)]], Field(max_length=MOST_CRITERIA)]
    words: Annotated[str, Field(max_length=TRIAL_WORDS_LENGTH)] = ""


@router.get(
    "/workpieces/{uuid:workpiece_id}/trials", auth=everybody, response=list[ResultsOut], summary="Read what trials said"
)
def results(request: ApiRequest, workpiece_id: UUID) -> list[ResultsOut]:
    """Rounds that are over, the latest first, without names."""
    del request
    found = get_or_404(workpieces_shown(), id=workpiece_id)
    return [ResultsOut.of(each) for each in results_for_everybody(found)]


@router.get("/trials", auth=members, response=Listed[TrialOut], summary="List own trials")
def trials(request: ApiRequest, asked: PageAsked) -> object:
    """Rounds to which the caller was invited, the latest first."""
    return listed(request, trials_of(request.member), asked, TrialOut.of)


@router.put("/trials/{uuid:trial_id}/acceptance", auth=members, response=TrialOut, summary="Take part in a trial")
def accept(request: ApiRequest, trial_id: UUID) -> TrialOut:
    """As long as there are places; it costs nothing."""
    return TrialOut.of(accept_trial(_own(request, trial_id)))


@router.delete("/trials/{uuid:trial_id}/acceptance", auth=members, response=TrialOut, summary="Decline a trial")
def decline(request: ApiRequest, trial_id: UUID) -> TrialOut:
    """Somebody else gets the place."""
    return TrialOut.of(decline_trial(_own(request, trial_id)))


@router.put("/trials/{uuid:trial_id}/answer", auth=members, response=TrialOut, summary="Answer a trial")
def answer(request: ApiRequest, trial_id: UUID, said: TrialAnswerIn) -> TrialOut:
    """A score from 1 to 5 for each criterion; it can be changed until the round ends."""
    return TrialOut.of(answer_trial(_own(request, trial_id), said.scores, words=said.words))


@router.post(
    "/studio/versions/{uuid:version_id}/rounds", auth=_may_write, response={201: RoundOut}, summary="Begin a round"
)
def begin(request: ApiRequest, version_id: UUID, said: RoundIn) -> Status[RoundOut]:
    """Members who are invited try the version and score it by the criteria."""
    del request
    words = RoundWords(**said.dict())
    return Status(201, RoundOut.of(begin_round(get_or_404(versions_of_staff(), id=version_id), words)))


@router.get("/studio/rounds/{uuid:round_id}", auth=_may_write, response=StudioRoundOut, summary="Read a round")
def trial_round(request: ApiRequest, round_id: UUID) -> StudioRoundOut:
    """Who is asked, who is in, and what they say."""
    del request
    found = get_or_404(rounds_of_staff(), id=round_id)
    parts = {}
    for each in trials_in(found):
        each.round = found
        parts[str(each.member_id)] = TrialOut.of(each)
    return StudioRoundOut(round=RoundOut.of(found), trials=parts, results=ResultsOut.of(results_of([found])[0]))


@router.post(
    "/studio/rounds/{uuid:round_id}/invitations", auth=_may_write, response=InvitedOut, summary="Invite to a round"
)
def invite(request: ApiRequest, round_id: UUID, said: InvitationsIn) -> InvitedOut:
    """How many are invited now: who was before, or is not there any more, is not."""
    del request
    found = get_or_404(rounds_of_staff(), id=round_id)
    return InvitedOut(invited=invite_to_trial(found, list(Member.objects.present().filter(pk__in=said.member_ids))))


@router.put("/studio/trials/{uuid:trial_id}/sample", auth=_may_write, response=TrialOut, summary="Note a sample")
def sample(request: ApiRequest, trial_id: UUID, said: SampleIn) -> TrialOut:
    """What was sent to a member who is in; they are told."""
    del request
    return TrialOut.of(note_sample(get_or_404(trials_of_staff(), id=trial_id), said.sample))


def _own(request: ApiRequest, trial_id: UUID) -> Trial:
    return get_or_404(trials_of(request.member), id=trial_id)
