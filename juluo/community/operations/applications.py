"""What applicants do: apply, answer, accept a place, withdraw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.entrances import ApplicationAnswered, ApplicationMade, ApplicationWithdrawn, PersonAsked
from juluo.community.models import Application, Covenant, Enclosure, Entrance, Inquiry
from juluo.community.operations.admitting import decide_by_score, let_in, locked_application
from juluo.community.operations.coming_in import locked_entrance
from juluo.community.operations.questionnaires import terms_in_force
from juluo.community.queries.applications import application_kept, applications_of
from juluo.community.queries.doors import current_covenant
from juluo.community.queries.places import has_room, questions_asked
from juluo.community.rules.applications import (
    MOST_A_DAY,
    check_can_accept,
    check_may_apply_again,
    check_open,
    check_takes_applications,
)
from juluo.community.rules.covenants import check_covenant_is_current
from juluo.community.rules.entrances import check_admits
from juluo.community.rules.members import NAME_LENGTH, check_not_banned
from juluo.community.rules.questions import Answer, Kind, Question, clean_answers
from juluo.community.rules.scoring import lines_of, region_of, score_of
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, Space, User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line, clean_text

ANSWER_LENGTH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an applicant says: a name, answers by the keys of the questions, and the covenant they accept."""

    name: str
    answers: Mapping[str, Any]
    covenant: Covenant
    visitor: UUID | None = None


@transaction.atomic
def apply_to(user: User, entrance: Entrance, said: Said) -> Application:
    """Apply to come in by the entrance; the score may decide at once. Who has an open application gets that one.

    Refused: what closes the entrance, `no_application`, `already_member`, `banned`, `too_soon`, `too_many`,
    `covenant_changed`, and with the key of a question what its answer lacks.
    """
    entrance = locked_entrance(entrance.pk)
    if known := application_kept(user, entrance):
        return known
    check_admits(Space.objects.get(pk=acting_space_id()), entrance, at=clock.now())
    check_takes_applications(entrance, full=not has_room(entrance, queued=True))
    _check_who(user, entrance)
    check_covenant_is_current(said.covenant, current_covenant())
    terms = terms_in_force(entrance)
    questions = questions_asked(entrance, terms)
    answers = clean_answers(questions, said.answers)
    application = Application.objects.create(
        user=user, entrance=entrance, questionnaire=terms, covenant=said.covenant, visitor=said.visitor,
        name=clean_line(said.name, field="name", most=NAME_LENGTH), answers=answers,
        score=score_of(lines_of(questions, answers)), region=region_of(questions, answers), at=clock.now(),
    )  # fmt: skip
    _enclose(application, questions, answers)
    record(ApplicationMade(application_id=application.pk, entrance_id=entrance.pk))
    return decide_by_score(application, entrance, questions)


@transaction.atomic
def answer_inquiry(application: Application, text: str) -> Inquiry:
    """Answer what staff asked back; the application waits for their decision again. Refused with `nothing_asked`."""
    text = clean_text(text, field="answer", most=ANSWER_LENGTH)
    application = locked_application(application)
    inquiry: Inquiry | None = application.inquiries.filter(answered_at=None).first()
    if application.state != Application.State.ASKED or inquiry is None:
        raise Refused(_("Nothing is asked of you now."), code="nothing_asked")
    inquiry.answer, inquiry.answered_at = text, clock.now()
    inquiry.save(update_fields=["answer", "answered_at"])
    application.state = Application.State.SENT
    application.save(update_fields=["state"])
    record(ApplicationAnswered(application_id=application.pk, inquiry_id=inquiry.pk))
    return inquiry


@transaction.atomic
def accept_place(application: Application, covenant: Covenant) -> Application:
    """Take the place that is offered and become a member, under the covenant in force. Twice is once.

    Refused: `no_place`, `place_lapsed`, `covenant_changed`, `banned`.
    """
    entrance = locked_entrance(application.entrance_id)
    application = locked_application(application)
    if application.state == Application.State.ADMITTED:
        return application
    check_can_accept(application, at=clock.now())
    application.covenant = covenant
    return let_in(application, entrance)


@transaction.atomic
def withdraw_application(application: Application) -> Application:
    """Want it no more. Withdrawing twice changes nothing. Refused with `decided` once it is."""
    application = locked_application(application)
    if application.state == Application.State.WITHDRAWN:
        return application
    check_open(application)
    application.state, application.offered_until = Application.State.WITHDRAWN, None
    application.save(update_fields=["state", "offered_until"])
    record(ApplicationWithdrawn(application_id=application.pk))
    return application


@transaction.atomic
def ask_for_a_person(application: Application) -> Application:
    """Let a person decide what the score declined (PIPL art. 24). Asking twice changes nothing.

    Refused with `decided` where a person decided, `too_many` while another application to the entrance is open.
    """
    entrance = locked_entrance(application.entrance_id)
    application = locked_application(application)
    if application.is_open:
        return application
    if application.state != Application.State.DECLINED or not application.by_score:
        raise Refused(_("A person has decided this already."), code="decided")
    if application_kept(application.user, entrance):
        raise Refused(_("You have another application here."), code="too_many")
    application.state, application.by_score, application.decided_at = Application.State.SENT, False, None
    application.save(update_fields=["state", "by_score", "decided_at"])
    record(PersonAsked(application_id=application.pk))
    return application


def _check_who(user: User, entrance: Entrance) -> None:
    member = Member.objects.filter(user=user).first()
    if member:
        check_not_banned(member)
        if member.left_at is None:
            raise Refused(_("You are a member already."), code="already_member")
    mine = applications_of(user)
    if mine.filter(at__gt=clock.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(_("Enough applications for today. Try again tomorrow."), code="too_many", status=429)
    declined = mine.filter(entrance=entrance, state=Application.State.DECLINED, decided_at__isnull=False).first()
    if declined:
        check_may_apply_again(declined, terms_in_force(entrance).again_days, at=clock.now())


def _enclose(application: Application, questions: list[Question], answers: Mapping[str, Answer]) -> None:
    """Let pictures that the applicant handed in belong to the application. Another's answers as a missing one."""
    for question in questions:
        if question.kind != Kind.PICTURE or question.key not in answers:
            continue
        loose = Enclosure.objects.filter(user=application.user, entrance=application.entrance, application=None)
        picture = _id_in(answers[question.key])
        if picture is None or not loose.filter(pk=picture).update(application=application):
            message = _("Choose the picture once more.")
            raise Refused(message, code="no_such_picture", field=question.key, status=422)


def _id_in(text: Answer) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
