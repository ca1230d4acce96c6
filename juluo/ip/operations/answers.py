"""The other side of a question: it opens when it is paid, and is answered, declined, or runs out of time.

Who ends a question holds its lock; whoever comes later finds it ended. What is to be given back is said as a fact.
"""

from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.questions import (
    AnswerCorrected,
    FollowUpAnswered,
    QuestionAnswered,
    QuestionAsked,
    QuestionDeclined,
    QuestionDue,
    QuestionExpired,
    QuestionPublished,
    QuestionReturned,
    QuestionUnpublished,
)
from juluo.ip.models import Question, QuestionState
from juluo.ip.queries.questions import asking, role_of
from juluo.ip.rules.questions import (
    check_answered,
    check_follow_up_waits,
    check_open,
    check_publishable,
    due_of,
    is_overdue,
    reminds_at,
)
from juluo.ip.selling import Bought, give_back

ANSWER_LENGTH, REASON_LENGTH = 20_000, 300
PAID_TWICE, DECLINED, EXPIRED = "question_paid_twice", "question_declined", "question_expired"
"""Why money goes back, for the chronicle."""


@transaction.atomic
def open_question(bought: Bought) -> None:
    """A question was paid: from then on its deadline counts. Money for one that is gone or paid already goes back."""
    question = Question.objects.select_for_update().filter(pk=UUID(bought.subject), asker=bought.member).first()
    if question is None or question.paid_at:
        give_back(bought.reason, why=PAID_TWICE)
        return
    question.reason, question.paid_at, question.due_at = bought.reason, bought.paid_at, due_of(asking(), bought.paid_at)
    question.price_minor, question.currency = bought.price.minor, bought.price.currency
    question.save(update_fields=["reason", "paid_at", "due_at", "price_minor", "currency"])
    record(QuestionAsked(question_id=question.pk))


@transaction.atomic
def note_return(bought: Bought) -> None:
    """The money of a question went back: nobody has to answer it any more, and the asker's right to the answer ends."""
    question = Question.objects.select_for_update().filter(reason=bought.reason).first()
    if question and question.returned_at is None:
        question.returned_at = clock.now()
        question.save(update_fields=["returned_at"])
        record(QuestionReturned(question_id=question.pk))


@transaction.atomic
def answer_question(question: Question, text: str, *, by: Member) -> Question:
    """Answer an open question, as a person with a name and a role. The same answer again changes nothing.

    Refused: `not_open`, `too_late` once the deadline has passed.
    """
    text = clean_text(text, field="text", most=ANSWER_LENGTH)
    question = locked(question)
    if question.answered_at and question.answer == text:
        return question
    check_open(question, clock.now())
    question.answer, question.answered_at = text, clock.now()
    question.answered_by, question.answered_as = by, role_of(by)
    question.save(update_fields=["answer", "answered_at", "answered_by", "answered_as"])
    record(QuestionAnswered(question_id=question.pk))
    return question


@transaction.atomic
def correct_answer(question: Question, text: str) -> Question:
    """Change the words of an answer; that it was corrected is shown. Refused with `not_answered`."""
    text = clean_text(text, field="text", most=ANSWER_LENGTH)
    question = locked(question)
    if question.answered_at and question.answer == text:
        return question
    check_answered(question)
    question.answer, question.corrected_at = text, clock.now()
    question.save(update_fields=["answer", "corrected_at"])
    record(AnswerCorrected(question_id=question.pk))
    renew_pages()
    return question


@transaction.atomic
def decline_question(question: Question, reason: str) -> Question:
    """Say why it is not answered; all the money goes back. Declined already is declined. Refused with `not_open`."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    question = locked(question)
    if question.declined_at:
        return question
    check_open(question, clock.now())
    question.declined_at, question.declined_because = clock.now(), reason
    question.save(update_fields=["declined_at", "declined_because"])
    record(QuestionDeclined(question_id=question.pk, reason=reason))
    give_back(question.reason, why=DECLINED)
    return question


@transaction.atomic
def expire_question(question: Question) -> Question:
    """Let a question that nobody answered in time end, and all its money go back. What ended otherwise stays."""
    question = locked(question)
    if is_overdue(question, clock.now()):
        question.expired_at = clock.now()
        question.save(update_fields=["expired_at"])
        record(QuestionExpired(question_id=question.pk))
        give_back(question.reason, why=EXPIRED)
    return question


@transaction.atomic
def remind_of_question(question: Question) -> Question:
    """Tell the staff, once, that a day is left."""
    question = locked(question)
    moment = reminds_at(question)
    if question.state == QuestionState.OPEN and question.reminded_at is None and moment and moment <= clock.now():
        question.reminded_at = clock.now()
        question.save(update_fields=["reminded_at"])
        record(QuestionDue(question_id=question.pk))
    return question


@transaction.atomic
def answer_follow_up(question: Question, text: str) -> Question:
    """Answer what the asker asked once more, or answer it anew. Refused with `no_follow_up`."""
    text = clean_text(text, field="text", most=ANSWER_LENGTH)
    question = locked(question)
    check_follow_up_waits(question)
    if question.follow_up_answer != text:
        question.follow_up_answer, question.follow_up_answered_at = text, clock.now()
        question.save(update_fields=["follow_up_answer", "follow_up_answered_at"])
        record(FollowUpAnswered(question_id=question.pk))
        renew_pages()
    return question


@transaction.atomic
def publish_question(question: Question, *, is_free: bool) -> Question:
    """Let others read an answered question, for nothing or behind a wall, where its asker earns a share.

    Refused: `not_answered`, `not_agreed`. Published so already, nothing changes.
    """
    question = locked(question)
    check_publishable(question)
    if question.published_at and question.is_free == is_free:
        return question
    question.published_at = question.published_at or clock.now()
    question.is_free, question.share_bp = is_free, 0 if is_free else asking().share_bp
    question.save(update_fields=["published_at", "is_free", "share_bp"])
    renew_pages()
    record(QuestionPublished(question_id=question.pk))
    return question


@transaction.atomic
def unpublish_question(question: Question) -> Question:
    """Let nobody new read it; who paid to read it still does. Twice is once."""
    question = locked(question)
    if question.published_at:
        question.published_at = None
        question.save(update_fields=["published_at"])
        renew_pages()
        record(QuestionUnpublished(question_id=question.pk))
    return question


def locked(question: Question) -> Question:
    """The question as it is now, until the transaction ends."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("asker", "answered_by")
    row: Question = rows.get(pk=question.pk)
    return row
