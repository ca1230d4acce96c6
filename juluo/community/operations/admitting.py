"""Deciding applications: by the score where the owner chose so, by staff, and by the order of the waiting list."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.entrances import (
    ApplicationAdmitted,
    ApplicationAsked,
    ApplicationDeclined,
    ApplicationWaits,
    PlaceLapsed,
    PlaceOffered,
)
from juluo.community.models import Application, Entrance, Inquiry
from juluo.community.models.application import REASON_LENGTH
from juluo.community.operations.coming_in import Coming, come_in, locked_entrance
from juluo.community.queries.applications import lapsed_offers, waiting_at
from juluo.community.queries.doors import current_covenant
from juluo.community.queries.places import has_room
from juluo.community.rules.applications import check_can_be_admitted, check_open
from juluo.community.rules.questions import Question
from juluo.community.rules.scoring import Outcome, lines_of, outcome_of
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.refusals import Refused
from juluo.core.texts import clean_text

State = Application.State
_AT_A_TIME = 200


@transaction.atomic
def admit_applicant(application: Application) -> Application:
    """Say yes: they become a member at once, or wait for a place. Also against an earlier no. Saying it twice is once.

    Refused with `decided` for what was withdrawn or lapsed, `banned`.
    """
    entrance = locked_entrance(application.entrance_id)
    application = locked_application(application)
    if application.state in {State.ADMITTED, State.WAITING, State.OFFERED}:
        return application
    check_can_be_admitted(application)
    return _grant(application, entrance, by_score=False)


@transaction.atomic
def decline_applicant(application: Application, reason: str) -> Application:
    """Say no, with a reason that the applicant reads. Saying it twice keeps the first. Refused with `decided`."""
    reason = clean_text(reason, field="reason", most=REASON_LENGTH)
    application = locked_application(application)
    if application.state == State.DECLINED:
        return application
    check_open(application)
    return _decline(application, reason, by_score=False)


@transaction.atomic
def ask_applicant(application: Application, question: str) -> Inquiry:
    """Ask back before deciding. Refused: `decided`, `asked_already`."""
    question = clean_text(question, field="question", most=REASON_LENGTH)
    application = locked_application(application)
    check_open(application)
    if application.state != State.SENT:
        raise Refused(_("They have not answered your last question yet."), code="asked_already", field="question")
    inquiry: Inquiry = application.inquiries.create(question=question, asked_at=clock.now())
    application.state = State.ASKED
    application.first_answer_at = application.first_answer_at or clock.now()
    application.save(update_fields=["state", "first_answer_at"])
    record(ApplicationAsked(application_id=application.pk, inquiry_id=inquiry.pk))
    return inquiry


@transaction.atomic
def offer_places(entrance: Entrance) -> int:
    """Offer free places in the order of the waiting list, passing over regions that are full; how many were offered."""
    entrance = locked_entrance(entrance.pk)
    if entrance.closed_at:
        return 0
    offered = 0
    for application in waiting_at(entrance).select_for_update(of=("self",))[:_AT_A_TIME]:
        if has_room(entrance, region=application.region, for_whom=application.user):
            _offer(application)
            offered += 1
    return offered


@transaction.atomic
def end_lapsed_offers() -> int:
    """Free the places that nobody accepted in time; how many."""
    lapsed = list(lapsed_offers(clock.now()).select_for_update(skip_locked=True)[:_AT_A_TIME])
    for application in lapsed:
        application.state, application.offered_until = State.LAPSED, None
        application.save(update_fields=["state", "offered_until"])
        record(PlaceLapsed(application_id=application.pk))
    return len(lapsed)


def decide_by_score(application: Application, entrance: Entrance, questions: Sequence[Question]) -> Application:
    """Let the score decide what the terms leave to it; who only queues for a place of an open entrance waits for it."""
    if entrance.policy == Entrance.Policy.OPEN:
        return _grant(application, entrance, by_score=True)
    outcome = outcome_of(application.questionnaire, lines_of(questions, application.answers))
    if outcome == Outcome.ADMIT:
        return _grant(application, entrance, by_score=True)
    if outcome == Outcome.DECLINE:
        return _decline(application, "", by_score=True)
    return application


def let_in(application: Application, entrance: Entrance) -> Application:
    """Make them a member by the verb of all doors. The entrance is locked."""
    application.entrance = entrance
    coming = Coming(
        entrance=entrance, visitor=application.visitor, name=application.name, covenant=application.covenant,
        application=application,
    )  # fmt: skip
    member = come_in(application.user, coming)
    application.state, application.offered_until = State.ADMITTED, None
    application.decided_at = application.decided_at or clock.now()
    application.save(update_fields=["state", "offered_until", "decided_at", "covenant", "by_score", "first_answer_at"])
    by_score = application.by_score
    record(ApplicationAdmitted(application_id=application.pk, member_id=member.pk, by_score=by_score))
    return application


def locked_application(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("user", "questionnaire", "covenant")
    row: Application = rows.get(pk=application.pk)
    return row


def _grant(application: Application, entrance: Entrance, *, by_score: bool) -> Application:
    """A yes: in at once if there is room, nobody waits before and the covenant stands, else onto the waiting list."""
    _note_decision(application, by_score=by_score)
    free = has_room(entrance, region=application.region, for_whom=application.user, queued=True)
    if free and application.covenant_id == current_covenant().pk:
        return let_in(application, entrance)
    application.state, application.reason = State.WAITING, ""
    application.save(update_fields=["state", "reason", "decided_at", "first_answer_at", "by_score"])
    record(ApplicationWaits(application_id=application.pk))
    offer_places(entrance)
    application.refresh_from_db(fields=["state", "offered_until"])
    return application


def _decline(application: Application, reason: str, *, by_score: bool) -> Application:
    _note_decision(application, by_score=by_score)
    application.state, application.reason, application.offered_until = State.DECLINED, reason, None
    application.save(
        update_fields=["state", "reason", "offered_until", "decided_at", "first_answer_at", "by_score"]
    )  # fmt: skip
    record(ApplicationDeclined(application_id=application.pk, reason=reason, by_score=by_score))
    return application


def _note_decision(application: Application, *, by_score: bool) -> None:
    """A machine's answer is no first answer: only a person's is measured."""
    application.decided_at, application.by_score = clock.now(), by_score
    if not by_score:
        application.first_answer_at = application.first_answer_at or clock.now()


def _offer(application: Application) -> None:
    until = clock.now() + timedelta(days=application.questionnaire.accept_days)
    application.state, application.offered_until = State.OFFERED, until
    application.save(update_fields=["state", "offered_until"])
    record(PlaceOffered(application_id=application.pk, until=until.isoformat()))
