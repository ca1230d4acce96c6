from juluo.core.facts import on
from juluo.core.said.facts import WordsShown
from juluo.ip import tasks
from juluo.ip.facts import CommentEdited, CommentWritten, PostPublished, SurveyOpened
from juluo.ip.facts.bookings import BookingBound, BookingEnded, BookingMoved, NoShowMarked, NoShowObjected
from juluo.ip.facts.giving import GiftTaken
from juluo.ip.facts.questions import (
    FollowUpAnswered,
    FollowUpAsked,
    QuestionAnswered,
    QuestionAsked,
    QuestionDeclined,
    QuestionDue,
    QuestionExpired,
    QuestionPublished,
)
from juluo.ip.facts.rooms import MessageWritten
from juluo.ip.facts.tips import TipGiven, TipThanked
from juluo.ip.workshop_facts import NeedMerged, NeedMoved, NeedTold, SampleSent, ThreadRecomposed, TrialInvited


@on(PostPublished)
def tell_those_who_follow(fact: PostPublished) -> None:
    tasks.tell_followers.defer(post_id=fact.post_id, after=None)


@on(CommentWritten)
def tell_whom_it_concerns(fact: CommentWritten) -> None:
    tasks.tell_of_comment.defer(comment_id=fact.comment_id)


@on(CommentEdited)
def tell_whom_it_calls_now(fact: CommentEdited) -> None:
    tasks.tell_of_calling.defer(comment_id=fact.comment_id)


@on(WordsShown)
def tell_whom_it_concerns_at_last(fact: WordsShown) -> None:
    """Nobody was told of what waited for a person."""
    kind = fact.about.partition(":")[0] if fact.was_held else ""
    if kind == "comment":
        tasks.tell_of_comment.defer(comment_id=fact.thing_id)
    elif kind == "message":
        tasks.tell_of_message.defer(message_id=fact.thing_id)


@on(MessageWritten)
def tell_whom_a_message_calls(fact: MessageWritten) -> None:
    tasks.tell_of_message.defer(message_id=fact.message_id)


@on(BookingBound)
def tell_of_a_booking(fact: BookingBound) -> None:
    tasks.tell_of_booking.defer(booking_id=fact.booking_id)


@on(BookingMoved)
def tell_of_a_move(fact: BookingMoved) -> None:
    tasks.tell_of_move.defer(booking_id=fact.booking_id)


@on(BookingEnded)
def tell_of_an_end(fact: BookingEnded) -> None:
    tasks.tell_of_end.defer(booking_id=fact.booking_id)


@on(NoShowMarked)
def tell_who_was_missed(fact: NoShowMarked) -> None:
    tasks.tell_of_no_show.defer(booking_id=fact.booking_id)


@on(NoShowObjected)
def tell_the_host_of_an_objection(fact: NoShowObjected) -> None:
    tasks.tell_of_objection.defer(booking_id=fact.booking_id)


@on(SurveyOpened)
def ask_those_who_were_drawn(fact: SurveyOpened) -> None:
    tasks.tell_of_survey.defer(survey_id=fact.survey_id)


@on(QuestionAsked)
def tell_staff_of_a_question(fact: QuestionAsked) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="asked")


@on(QuestionDue)
def tell_staff_what_is_due(fact: QuestionDue) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="due")


@on(QuestionAnswered)
def tell_of_the_answer(fact: QuestionAnswered) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="answered")


@on(QuestionDeclined)
def tell_of_the_decline(fact: QuestionDeclined) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="declined")


@on(QuestionExpired)
def tell_that_nobody_answered(fact: QuestionExpired) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="expired")


@on(FollowUpAsked)
def tell_staff_of_a_follow_up(fact: FollowUpAsked) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="followed_up")


@on(FollowUpAnswered)
def tell_of_the_second_answer(fact: FollowUpAnswered) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="follow_up_answered")


@on(QuestionPublished)
def tell_that_it_is_published(fact: QuestionPublished) -> None:
    tasks.tell_of_question.defer(question_id=fact.question_id, what="published")


@on(GiftTaken)
def tell_the_giver(fact: GiftTaken) -> None:
    tasks.tell_of_taking.defer(claim_id=fact.claim_id)


@on(NeedTold)
def tell_whose_words_they_are(fact: NeedTold) -> None:
    tasks.tell_of_credit.defer(need_id=fact.need_id)


@on(NeedMoved)
def tell_who_asked_for_it(fact: NeedMoved) -> None:
    tasks.tell_of_need.defer(need_id=fact.need_id, state=fact.state, reason=str(fact.fact_id))


@on(NeedMerged)
def tell_where_it_stands_now(fact: NeedMerged) -> None:
    tasks.tell_of_merging.defer(need_id=fact.need_id)


@on(TrialInvited)
def tell_whom_is_invited(fact: TrialInvited) -> None:
    tasks.tell_of_invitation.defer(trial_id=fact.trial_id)


@on(SampleSent)
def tell_whom_it_was_sent(fact: SampleSent) -> None:
    tasks.tell_of_sample.defer(trial_id=fact.trial_id, reason=str(fact.fact_id))


@on(ThreadRecomposed)
def tell_who_is_quoted(fact: ThreadRecomposed) -> None:
    tasks.tell_of_quotation.defer(post_id=fact.post_id)


@on(TipGiven)
def tell_who_was_supported(fact: TipGiven) -> None:
    tasks.tell_of_tip.defer(tip_id=fact.tip_id, what="given", reason=str(fact.tip_id))


@on(TipThanked)
def tell_who_is_thanked(fact: TipThanked) -> None:
    tasks.tell_of_tip.defer(tip_id=fact.tip_id, what="thanked", reason=str(fact.tip_id))
