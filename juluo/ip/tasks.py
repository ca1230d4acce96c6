from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.core.tasks import errand, even_when_closed, every, nightly, task
from juluo.ip.models import Booking, Comment, GiftClaim, Message, Need, Post, Question, Survey, Tip, Trial
from juluo.ip.operations import (
    booking_news,
    digests,
    followers,
    news,
    question_news,
    room_news,
    tip_news,
    workshop_news,
)
from juluo.ip.operations.answers import expire_question, remind_of_question
from juluo.ip.operations.bookings import lapse_hold
from juluo.ip.operations.copies import forget_old_copies
from juluo.ip.operations.schedule import publish_when_due
from juluo.ip.operations.surveys import close_surveys_that_are_over
from juluo.ip.operations.tips import forget_unpaid
from juluo.ip.queries.consultations import bookings_standing, holds_to_lapse
from juluo.ip.queries.digests import is_digest_due
from juluo.ip.queries.posts import posts_due
from juluo.ip.queries.questions import questions_due, questions_to_remind_of

_BATCH = 500


@task
def tell_followers(post_id: UUID, after: UUID | None) -> None:
    """A batch in a transaction; the next one is queued in it, so that whatever dies goes on where it was."""
    post = Post.objects.filter(pk=post_id).first()
    if post and (goes_on := followers.tell_followers(post, after=after)):
        tell_followers.defer(post_id=post_id, after=goes_on)


@errand
def send_digests() -> None:
    while digests.send_due_digests():
        pass


@every("*/5 * * * *")
def send_what_is_followed() -> None:
    with transaction.atomic():
        if is_digest_due():
            send_digests.defer()


@task
def tell_of_survey(survey_id: UUID) -> None:
    news.tell_of_survey(Survey.objects.get(pk=survey_id))


@every("5 * * * *")
def close_surveys() -> None:
    close_surveys_that_are_over()


@task
def tell_of_comment(comment_id: UUID) -> None:
    news.tell_of_comment(_comment(comment_id))


@task
def tell_of_calling(comment_id: UUID) -> None:
    news.tell_of_calling(_comment(comment_id))


@task
def tell_of_message(message_id: UUID) -> None:
    room_news.tell_of_message(Message.objects.select_related("room").get(pk=message_id))


@task
def tell_of_question(question_id: UUID, what: str) -> None:
    question_news.tell_of_question(Question.objects.get(pk=question_id), what)


@even_when_closed
@every("* * * * *")
def expire_questions() -> None:
    for question in questions_due(clock.now())[:_BATCH]:
        expire_question(question)


@every("*/10 * * * *")
def remind_of_questions() -> None:
    for question in questions_to_remind_of(clock.now())[:_BATCH]:
        remind_of_question(question)


@task
def tell_of_taking(claim_id: UUID) -> None:
    news.tell_of_taking(GiftClaim.objects.select_related("gift").get(pk=claim_id))


@task
def tell_of_credit(need_id: UUID) -> None:
    workshop_news.tell_of_credit(Need.objects.get(pk=need_id))


@task
def tell_of_need(need_id: UUID, state: str, reason: str) -> None:
    workshop_news.tell_of_move(Need.objects.get(pk=need_id), state, reason=reason)


@task
def tell_of_merging(need_id: UUID) -> None:
    workshop_news.tell_of_merging(Need.objects.select_related("merged_into").get(pk=need_id))


@task
def tell_of_invitation(trial_id: UUID) -> None:
    workshop_news.tell_of_invitation(Trial.objects.select_related("round").get(pk=trial_id))


@task
def tell_of_sample(trial_id: UUID, reason: str) -> None:
    workshop_news.tell_of_sample(Trial.objects.select_related("round").get(pk=trial_id), reason=reason)


@task
def tell_of_quotation(post_id: UUID) -> None:
    if post := Post.objects.filter(pk=post_id).first():
        workshop_news.tell_of_quotation(post)


@every("* * * * *")
def publish_what_is_due() -> None:
    for post in posts_due(clock.now())[:_BATCH]:
        publish_when_due(post)


@even_when_closed
@nightly
def forget_working_copies() -> None:
    forget_old_copies()


def _comment(comment_id: UUID) -> Comment:
    found: Comment = Comment.objects.select_related("post__author", "answers__author", "quoted__author").get(
        pk=comment_id
    )
    return found


@task
def tell_of_booking(booking_id: UUID) -> None:
    booking_news.tell_of_booking(_booking(booking_id))


@task
def tell_of_move(booking_id: UUID) -> None:
    booking_news.tell_of_move(_booking(booking_id))


@task
def tell_of_end(booking_id: UUID) -> None:
    booking_news.tell_of_end(_booking(booking_id))


@task
def tell_of_no_show(booking_id: UUID) -> None:
    booking_news.tell_of_no_show(_booking(booking_id))


@task
def tell_of_objection(booking_id: UUID) -> None:
    booking_news.tell_of_objection(_booking(booking_id))


@task
def lapse_seat(booking_id: UUID) -> None:
    lapse_hold(_booking(booking_id))


@every("* * * * *")
def lapse_held_seats() -> None:
    with transaction.atomic():
        for booking_id in list(holds_to_lapse(clock.now()).values_list("pk", flat=True)):
            lapse_seat.defer(booking_id=booking_id)


@every("*/5 * * * *")
def remind_of_bookings() -> None:
    booking_news.remind()


def _booking(booking_id: UUID) -> Booking:
    found: Booking = bookings_standing().get(pk=booking_id)
    return found


@task
def tell_of_tip(tip_id: UUID, what: str, reason: str) -> None:
    tip_news.tell_of_tip(Tip.objects.select_related("post", "workpiece").get(pk=tip_id), what, reason)


@nightly
def forget_unpaid_tips() -> None:
    while forget_unpaid():
        pass
