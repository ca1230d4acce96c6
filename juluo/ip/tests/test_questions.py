"""Paid questions: written, paid, answered in time or not, and what happens to the money."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import set_urlconf

from juluo.community.operations.members import ban_member, set_rung
from juluo.core import clock
from juluo.core.entitlements import may_use
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tasks import run_routines
from juluo.core.words import Rung
from juluo.ip import tasks
from juluo.ip.models import Asking, Question, QuestionState
from juluo.ip.operations.answers import (
    answer_follow_up,
    answer_question,
    correct_answer,
    decline_question,
    expire_question,
)
from juluo.ip.operations.asking import AskingTerms, set_asking
from juluo.ip.operations.questions import (
    QuestionWords,
    discard_question,
    edit_question,
    follow_up,
    order_question,
    write_question,
)
from juluo.ip.queries.questions import may_read_answer
from juluo.ip.tests.asking import ANSWER_PRICE, SECRET, answered, ask, draft_of, fresh, pay, sell_answers
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import REFUNDS_DUE, SALES
from juluo.mall.models import Order, Refund
from juluo.mall.operations.orders import lapse_order
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest
from juluo.mall.rules.orders import Part
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def sold(space, settings):
    settings.JULUO_TEST_CLOCK = True
    set_urlconf("juluo.urls.space")
    sell_answers()
    yield
    set_urlconf(None)


def facts_about(question):
    return list(FactRow.objects.filter(subject_id=question.pk).order_by("id").values_list("name", flat=True))


def told(member):
    rows = Notification.objects.filter(member=member, kind__startswith="ip.question").order_by("id")
    return [kind.removeprefix("ip.question_") for kind in rows.values_list("kind", flat=True)]


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def pass_the_deadline():
    clock.advance(WEEK)
    run_routines([tasks.expire_questions])
    run_tasks()


def test_a_question_is_open_from_its_payment_and_due_a_week_later(mei, lin):
    draft = draft_of(lin)
    assert draft.state == QuestionState.DRAFT
    order = pay(order_question(draft))

    question = fresh(draft)

    assert (question.state, question.price) == (QuestionState.OPEN, ANSWER_PRICE)
    assert (question.paid_at, question.due_at) == (order.paid_at, order.paid_at + WEEK)
    assert facts_about(question) == ["QuestionWritten", "QuestionAsked"]
    assert (told(mei), told(lin)) == (["asked"], [])


def test_a_person_with_a_role_answers_and_the_asker_reads_it(mei, lin):
    question = answered(lin, mei)

    assert (question.state, question.answered_by, question.answered_as) == (QuestionState.ANSWERED, mei, "owner")
    assert may_read_answer(question, lin)
    assert not may_read_answer(question, None)
    assert answer_question(question, SECRET, by=mei).answered_at == question.answered_at
    assert refused(lambda: answer_question(question, "别的", by=mei)) == "not_open"
    assert told(lin) == ["answered"]


def test_an_answer_is_corrected_in_sight(mei, lin):
    question = answered(lin, mei)
    correct_answer(question, "更好的答案")
    correct_answer(question, "更好的答案")
    assert (fresh(question).answer, facts_about(question)[-1]) == ("更好的答案", "AnswerCorrected")
    assert facts_about(question).count("AnswerCorrected") == 1
    draft = draft_of(lin, "另一个")
    assert refused(lambda: correct_answer(draft, "x")) == "not_answered"


def test_what_is_declined_goes_back_whole_and_says_why(mei, lin):
    question = ask(lin)
    for _twice in range(2):
        decline_question(question, "我不懂这个")
        run_tasks(times=2)

    question = fresh(question)
    assert (question.state, question.declined_because) == (QuestionState.DECLINED, "我不懂这个")
    assert question.returned_at is not None
    assert [refund.total_minor for refund in Refund.objects.all()] == [6000]
    assert told(lin) == ["declined"]
    assert (balance_of(SALES, "CNY").minor, balance_of(REFUNDS_DUE, "CNY").minor, findings()) == (0, 6000, [])
    assert not may_use(lin, f"question:{question.pk}")


def test_nobody_answered_so_all_the_money_goes_back_once(mei, lin):
    question = ask(lin)
    clock.advance(WEEK - timedelta(minutes=5))
    run_routines([tasks.expire_questions])
    assert fresh(question).state == QuestionState.OPEN

    clock.advance(timedelta(minutes=5))
    for _twice in range(2):
        run_routines([tasks.expire_questions])
        run_tasks(times=2)

    assert fresh(question).state == QuestionState.EXPIRED
    assert facts_about(question)[2:] == ["QuestionExpired", "QuestionReturned"]
    assert [(refund.total_minor, refund.reason) for refund in Refund.objects.all()] == [(6000, "question_expired")]
    assert told(lin) == ["expired"]
    assert findings() == []


def test_after_the_deadline_it_is_too_late_even_before_the_task_came_by(mei, lin):
    question = ask(lin)
    clock.advance(WEEK)
    assert refused(lambda: answer_question(question, SECRET, by=mei)) == "too_late"
    assert refused(lambda: decline_question(question, "x")) == "too_late"


def test_what_was_answered_does_not_expire(mei, lin):
    question = answered(lin, mei)
    pass_the_deadline()
    assert fresh(question).state == QuestionState.ANSWERED
    assert not Refund.objects.exists()


def test_an_answer_and_an_end_at_once_are_one_of_them(mei, lin):
    question = ask(lin)
    outcomes = at_once(
        lambda: answer_question(question, SECRET, by=mei).state, lambda: decline_question(question, "不懂").state
    )
    run_tasks()
    state = fresh(question).state
    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert Refund.objects.count() == (1 if state == QuestionState.DECLINED else 0)


def test_two_workers_expire_a_question_once(lin):
    question = ask(lin)
    clock.advance(WEEK)
    at_once(lambda: expire_question(question), times=2)
    run_tasks()
    assert facts_about(question).count("QuestionExpired") == 1
    assert Refund.objects.count() == 1


def test_expiring_rolled_back_leaves_it_open(lin):
    question = ask(lin)
    clock.advance(WEEK)
    with transaction.atomic():
        expire_question(question)
        transaction.set_rollback(True)
    run_tasks()
    assert fresh(question).state == QuestionState.OPEN
    assert not Refund.objects.exists()


def test_money_that_comes_for_a_question_paid_already_goes_back(lin):
    draft = draft_of(lin)
    first = order_question(draft)
    clock.advance(timedelta(minutes=16))
    lapse_order(Order.objects.get(ref=first.ref))
    second = order_question(draft)
    pay(second)
    pay(first)

    assert fresh(draft).state == QuestionState.OPEN
    assert [(each.order.ref, each.total_minor) for each in Refund.objects.all()] == [(first.ref, 6000)]


def test_money_that_comes_for_a_draft_thrown_away_goes_back(lin):
    draft = draft_of(lin)
    due = order_question(draft)
    discard_question(draft)
    discard_question(draft)
    pay(due)
    run_tasks()
    assert [each.total_minor for each in Refund.objects.all()] == [6000]
    assert not Question.objects.exists()


def test_staff_who_give_the_money_back_close_the_question(mei, lin):
    question = ask(lin)
    order = Order.objects.get()
    refund_order(order, Giving(parts={order.lines.get().pk: Part(0, 1000)}, reason="Sorry", key="a"))
    run_tasks()
    assert fresh(question).state == QuestionState.OPEN
    refund_rest(order, reason="Sorry", key="b")
    run_tasks()

    assert fresh(question).state == QuestionState.RETURNED
    assert refused(lambda: answer_question(question, SECRET, by=mei)) == "not_open"
    pass_the_deadline()
    assert Refund.objects.count() == 2


def test_whoever_got_all_the_money_back_reads_the_answer_no_longer(mei, lin):
    question = answered(lin, mei)
    refund_rest(Order.objects.get(), reason="Kindness", key="k")
    run_tasks()
    assert not may_read_answer(fresh(question), lin)


def test_paying_again_leads_to_the_same_order_and_what_is_asked_is_not_paid_twice(lin):
    draft = draft_of(lin)
    assert order_question(draft) == order_question(draft)
    question = ask(lin, "第二个")
    assert refused(lambda: order_question(question)) == "asked_already"
    assert refused(lambda: edit_question(question, QuestionWords(title="别的"))) == "asked_already"
    assert refused(lambda: discard_question(question)) == "asked_already"


def test_who_may_ask_is_for_the_staff_to_say(lin):
    set_asking(AskingTerms(audience="angel"))
    assert refused(lambda: draft_of(lin)) == "rung_too_low"
    set_rung(lin, Rung.ANGEL, reason="Lin helps a lot.")
    lin.refresh_from_db()
    draft = draft_of(lin)
    ban_member(lin, reason="spam")
    lin.refresh_from_db()
    assert refused(lambda: order_question(fresh(draft))) == "banned"


def test_no_more_questions_wait_than_can_be_answered(mei, lin):
    set_asking(AskingTerms(most_open=1))
    question = ask(lin)
    draft = draft_of(lin, "第二个")
    assert refused(lambda: order_question(draft)) == "no_room"
    answer_question(question, SECRET, by=mei)
    assert order_question(draft).total == ANSWER_PRICE


def test_the_same_words_are_one_draft_and_drafts_are_changed(lin):
    draft = draft_of(lin)
    assert draft_of(lin) == draft
    assert len({each.pk for each in at_once(lambda: draft_of(lin, "同时"), times=2)}) == 1
    edit_question(draft, QuestionWords(title="换一个"))
    edit_question(draft, QuestionWords(title="换一个"))
    assert facts_about(draft) == ["QuestionWritten", "QuestionChanged"]
    for number in range(18):
        draft_of(lin, f"第 {number} 个")
    assert refused(lambda: draft_of(lin, "太多了")) == "too_many"


@pytest.mark.parametrize(("title", "text"), [("", "x"), (" \n", ""), ("字" * 121, ""), ("字", "字" * 4001)])
def test_a_question_needs_a_line_and_not_too_much(lin, title, text):
    code = refused(lambda: write_question(lin, QuestionWords(title=title, text=text)))
    assert code in {"empty", "too_long"}


def test_the_asker_asks_once_more_for_nothing_and_only_once(mei, lin):
    question = answered(lin, mei)
    follow_up(question, "那雨天呢？")
    follow_up(question, "那雨天呢？")
    run_tasks()
    assert refused(lambda: follow_up(question, "那晴天呢？")) == "no_follow_up"
    assert told(mei)[-1] == "followed_up"

    answer_follow_up(question, "雨天不采")
    run_tasks()

    assert fresh(question).follow_up_answer == "雨天不采"
    assert told(lin) == ["answered", "follow_up_answered"]
    assert Order.objects.count() == 1


def test_the_time_to_ask_once_more_ends_and_may_be_none(mei, lin):
    question = answered(lin, mei)
    assert refused(lambda: answer_follow_up(question, "没问")) == "no_follow_up"
    clock.advance(timedelta(days=7, minutes=1))
    assert refused(lambda: follow_up(question, "还有")) == "no_follow_up"
    set_asking(AskingTerms(follow_up_days=0))
    second = answered(lin, mei, "第二个")
    assert refused(lambda: follow_up(second, "还有")) == "no_follow_up"


def test_staff_are_reminded_a_day_before_once(mei, lin):
    question = ask(lin)
    clock.advance(timedelta(days=5, hours=23))
    run_routines([tasks.remind_of_questions])
    assert fresh(question).reminded_at is None
    clock.advance(timedelta(hours=2))
    for _twice in range(2):
        run_routines([tasks.remind_of_questions])
        run_tasks(times=2)
    assert told(mei) == ["asked", "due"]


def test_terms_count_for_what_is_paid_from_then_on(lin):
    question = ask(lin)
    set_asking(AskingTerms(deadline_days=2))
    set_asking(AskingTerms(deadline_days=2))
    later = ask(lin, "第二个")
    assert fresh(question).due_at == question.paid_at + WEEK
    assert later.due_at == later.paid_at + timedelta(days=2)
    assert FactRow.objects.filter(name="AskingChanged").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("deadline_days", 0), ("deadline_days", 91), ("most_open", 0), ("follow_up_days", 91), ("share_bp", 3001),
     ("audience", "everyone")],
)  # fmt: skip
def test_terms_that_cannot_be_kept_are_refused(space, field, value):
    with pytest.raises(Refused) as refusal:
        set_asking(AskingTerms(**{field: value}))
    assert refusal.value.field == field
    assert not Asking.objects.exists()


def test_first_terms_at_once_are_one_row(space):
    at_once(lambda: set_asking(AskingTerms(deadline_days=3)), times=2)
    assert Asking.objects.count() == 1


def test_another_spaces_questions_do_not_expire_here(lin, other_space):
    question = ask(lin)
    clock.advance(WEEK)
    with acting_in(other_space):
        tasks.expire_questions.function()
    assert fresh(question).state == QuestionState.OPEN
