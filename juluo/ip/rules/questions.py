"""What may be done with a question, decided over rows already in hand."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.ip.models import Asking, Question, QuestionState
from juluo.ip.rules.audience import admits

RIGHT_TO_ASK, RIGHT_TO_READ = "question", "answer"
REMIND_BEFORE = timedelta(days=1)
MOST_DRAFTS = 20
MOST_SHARE_BP = 3000
"""What an asker may earn of a reading at most: the cap that the law sets on commission is no higher."""


def right_to_ask(question_id: UUID) -> str:
    """What an asker pays for."""
    return f"{RIGHT_TO_ASK}:{question_id}"


def right_to_read(question_id: UUID) -> str:
    """What others pay for, to read a published answer."""
    return f"{RIGHT_TO_READ}:{question_id}"


def due_of(asking: Asking, paid_at: datetime) -> datetime:
    """Until when a question that was paid at `paid_at` is to be answered."""
    return paid_at + timedelta(days=asking.deadline_days)


def reminds_at(question: Question) -> datetime | None:
    """When staff are told that it is due; None where there was never more than that much time."""
    if question.paid_at is None or question.due_at is None:
        return None
    return question.due_at - REMIND_BEFORE if question.due_at - question.paid_at > REMIND_BEFORE else None


def check_may_ask(asker: Member, asking: Asking) -> None:
    if not admits(asking.audience, asker):
        names = {"audience": asking.get_audience_display()}
        message = _("Questions are answered for a rung of members here: %(audience)s.") % names
        raise Refused(message, code="rung_too_low", status=403)


def check_room(asking: Asking, open_now: int) -> None:
    if open_now >= asking.most_open:
        message = ngettext(
            "As many questions wait for an answer as can be answered: %(count)d. Keep yours as a draft and come back.",
            "As many questions wait for an answer as can be answered: %(count)d. Keep yours as a draft and come back.",
            open_now,
        )
        raise Refused(message % {"count": open_now}, code="no_room")


def check_draft(question: Question) -> None:
    """Only what nobody paid for is changed, thrown away, or paid."""
    if question.state != QuestionState.DRAFT:
        raise Refused(_("This question is asked already."), code="asked_already")


def is_overdue(question: Question, now: datetime) -> bool:
    """Whether it was not answered in time and nothing else ended it."""
    return question.state == QuestionState.OPEN and question.due_at is not None and question.due_at <= now


def check_open(question: Question, now: datetime) -> None:
    """What is due is no longer answered, whenever it is found to have expired: its money goes back."""
    if question.state != QuestionState.OPEN:
        raise Refused(_("This question does not wait for an answer any more."), code="not_open")
    if is_overdue(question, now):
        raise Refused(_("The time to answer is over; the money goes back to the asker."), code="too_late")


def can_follow_up(question: Question, asking: Asking, now: datetime) -> bool:
    """Whether the asker may ask once more about the answer: once, for some days, while the money is not back."""
    if question.answered_at is None or question.returned_at or question.followed_up_at:
        return False
    return now <= question.answered_at + timedelta(days=asking.follow_up_days) and asking.follow_up_days > 0


def check_follow_up(question: Question, asking: Asking, now: datetime) -> None:
    if not can_follow_up(question, asking, now):
        raise Refused(_("Nothing more can be asked about this answer."), code="no_follow_up", field="text")


def check_answered(question: Question) -> None:
    if question.answered_at is None:
        raise Refused(_("This question has no answer yet."), code="not_answered")


def check_follow_up_waits(question: Question) -> None:
    if question.followed_up_at is None or not question.follow_up:
        raise Refused(_("Nothing more was asked about this answer."), code="no_follow_up", field="text")


def check_publishable(question: Question) -> None:
    """Both sides agree: its asker, while they do, and the staff, who ask for this."""
    if question.state != QuestionState.ANSWERED:
        raise Refused(_("Only what was answered can be published."), code="not_answered")
    if not question.public or not question.title:
        raise Refused(_("The asker did not agree that others read it."), code="not_agreed", status=403)
