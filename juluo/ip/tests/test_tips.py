"""Support without buying: begun, paid, thanked for, given back; and what the ledger says of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import set_urlconf

from juluo.community.operations.members import ban_member
from juluo.core import clock
from juluo.core.models import Entitlement, FactRow, Member, User
from juluo.core.refusals import Refused
from juluo.core.said.operations import hide, report, show
from juluo.core.spaces import acting_in
from juluo.core.tasks import run_routines
from juluo.ip import tasks
from juluo.ip.models import Tip, TipState, TipTerms
from juluo.ip.operations.posts import discard_post, unpublish_post
from juluo.ip.operations.tips import choose_voice, order_tip, return_tip, thank_for
from juluo.ip.queries.tips import tip_sums, tip_terms, voices
from juluo.ip.rules.tips import Cause, cause_of, check_sizes
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.giving import (
    LEAST,
    MOST,
    begun,
    due_for,
    fresh,
    given,
    order_of,
    pay,
    spoken,
    take_support,
)
from juluo.ip.tests.test_workshop import shown_workpiece
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES, TIPS
from juluo.mall.models import Order, Refund
from juluo.mall.operations.orders import lapse_order
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest
from juluo.mall.rules.orders import Part
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


@pytest.fixture(autouse=True)
def taken(space, settings):
    settings.JULUO_TEST_CLOCK = True
    set_urlconf("juluo.urls.space")
    take_support()
    yield
    assert findings() == []
    set_urlconf(None)


def facts_about(tip):
    return list(FactRow.objects.filter(subject_id=tip.pk).order_by("id").values_list("name", flat=True))


def told(member):
    kinds = ("ip.tip_given", "ip.tip_thanked", "community.words_hidden", "community.words_reported")
    rows = Notification.objects.filter(member=member, kind__in=kinds).order_by("id")
    return [kind.split(".")[1] for kind in rows.values_list("kind", flat=True)]


def books():
    return {place.kind: balance_of(place, "CNY").minor for place in (TIPS, SALES, PROVIDER, REFUNDS_DUE)}


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def give_all_back(tip):
    refund_rest(order_of(tip), reason="Sorry", key="all")
    run_tasks(times=2)
    return fresh(tip)


def test_what_is_paid_is_given_and_stands_apart_from_sales(mei, lin):
    tip = begun(lin, 2000, words="多谢")
    assert (tip.state, books()) == (TipState.BEGUN, dict.fromkeys(books(), 0))

    order = pay(due_for(tip))
    tip = fresh(tip)

    assert (tip.state, tip.amount.minor, tip.paid_at) == (TipState.GIVEN, 2000, order.paid_at)
    assert books() == {"tips": 2000, "sales": 0, "provider": 2000, "refunds_due": 0}
    assert [(line.title, line.quantity, line.unit_minor, line.variant) for line in order.lines.all()] == [
        ("支持“山野茶事”" if "支持" in order.lines.get().title else "Support for “山野茶事”", 1, 2000, None)
    ]
    assert (order.support, order.address, order.state.value) == (True, {}, "delivered")
    assert facts_about(tip) == ["TipBegun", "TipGiven"]
    assert (told(mei), told(lin)) == (["tip_given"], [])


def test_nothing_is_bought_with_it(lin):
    rung, rights = lin.rung, set(lin.entitlements.values_list("right", flat=True))
    tip = given(lin, MOST)
    lin.refresh_from_db()
    assert lin.rung == rung
    assert set(Entitlement.objects.filter(member=lin).values_list("right", flat=True)) - rights == {f"tip:{tip.pk}"}


def test_a_post_and_a_workpiece_are_supported_too(mei, lin):
    post, piece = make_post(mei, "霜降"), shown_workpiece()
    for cause, title in ((Cause(post=post), "霜降"), (Cause(workpiece=piece), piece.title)):
        tip = given(lin, cause=cause)
        assert (cause_of(tip).title, title in order_of(tip).lines.get().title) == (title, True)


def test_nobody_is_told_of_what_was_taken_back_since_and_money_outlives_the_post(mei, lin):
    post = make_post(mei, "霜降")
    tip = spoken(lin, cause=Cause(post=post))
    unpublish_post(post)
    assert cause_of(fresh(tip)).title == ""
    discard_post(post)
    assert (fresh(tip).post, fresh(tip).state) == (None, TipState.GIVEN)


def test_the_same_within_an_hour_is_the_same_until_it_is_paid(lin):
    first = begun(lin)
    assert begun(lin) == first
    assert due_for(first).ref == due_for(first).ref
    pay(due_for(first))

    again = begun(lin)

    assert again != first
    assert refused(lambda: order_tip(fresh(first))) == "paid_already"
    clock.advance(timedelta(minutes=61))
    assert begun(lin) != again


def test_two_who_press_at_once_begin_and_order_once(lin):
    tips = at_once(lambda: begun(lin).pk, times=2)
    assert len(set(tips)) == Tip.objects.count() == 1
    refs = at_once(lambda: due_for(Tip.objects.get()).ref, times=2)
    assert len(set(refs)) == Order.objects.count() == 1


def test_what_is_rolled_back_was_never_begun(lin):
    with transaction.atomic():
        begun(lin)
        transaction.set_rollback(True)
    assert (Tip.objects.count(), FactRow.objects.filter(name="TipBegun").count()) == (0, 0)


def test_only_what_the_terms_allow_is_begun(mei, lin):
    own = Cause(post=make_post(mei))
    assert refused(lambda: begun(lin, LEAST - 1)) == "bad_amount"
    assert refused(lambda: begun(lin, MOST + 1)) == "bad_amount"
    assert refused(lambda: begun(mei, cause=own)) == "own_work"
    assert refused(lambda: begun(lin, words="话" * 201)) == "too_long"
    assert (begun(lin, LEAST).minor, begun(lin, MOST).minor) == (LEAST, MOST)
    take_support(is_on=False)
    assert refused(lambda: begun(lin)) == "not_taken"
    ban_member(lin, reason="spam")
    take_support()
    assert refused(lambda: begun(lin)) == "banned"


def test_who_begins_a_lot_without_paying_waits(lin):
    tips = [begun(lin, 1000 + each) for each in range(10)]
    assert refused(lambda: begun(lin, 1500)) == "too_many"
    pay(due_for(tips[0]))
    assert begun(lin, 1500).state == TipState.BEGUN


def test_what_lapsed_is_ordered_anew_and_money_that_comes_twice_goes_back(lin):
    tip = begun(lin)
    first = Order.objects.get(ref=due_for(tip).ref)
    clock.advance(timedelta(minutes=16))
    lapse_order(first)
    second = due_for(tip)
    assert second.ref != first.ref
    pay(second)

    pay(due_of(first))

    assert fresh(tip).reason == f"order-line:{Order.objects.get(ref=second.ref).lines.get().pk}"
    assert fresh(tip).state == TipState.GIVEN
    assert [refund.order_id for refund in Refund.objects.all()] == [first.pk]
    assert (books()["tips"], books()["refunds_due"]) == (2000, 2000)


def due_of(order):
    return type("Due", (), {"ref": order.ref})


def test_a_refund_takes_it_back_and_its_words_with_it(lin, mei):
    tip = spoken(lin)
    assert list(voices()) == [tip]

    tip = give_all_back(tip)

    assert (tip.state, list(voices())) == (TipState.RETURNED, [])
    assert books() == {"tips": 0, "sales": 0, "provider": 2000, "refunds_due": 2000}
    assert facts_about(tip) == ["TipBegun", "TipGiven", "TipReturned"]
    assert refused(lambda: thank_for(tip, "谢谢", by=mei)) == "given_back"


def test_a_refund_in_part_leaves_it_given_and_the_sums_know(lin):
    tip = spoken(lin)
    order = order_of(tip)
    refund_order(order, Giving(parts={order.lines.get().pk: Part(0, 500)}, reason="Sorry", key="a"))
    run_tasks()
    assert (fresh(tip).state, list(voices())) == (TipState.GIVEN, [tip])
    assert [(each.came.minor, each.went.minor, each.kept.minor) for each in tip_sums()] == [(2000, 500, 1500)]
    assert tip_sums(until=order.placed_at - timedelta(days=1)) == []


def test_the_author_thanks_once_and_the_giver_is_told(lin, mei):
    tip = given(lin)
    unpaid = begun(lin, 700)
    thanked = thank_for(tip, "谢谢你", by=mei)
    thank_for(tip, "谢谢你", by=mei)
    run_tasks()

    assert (thanked.thanks, thanked.thanked_by) == ("谢谢你", mei)
    assert refused(lambda: thank_for(tip, "再谢", by=mei)) == "thanked_already"
    assert refused(lambda: thank_for(unpaid, "谢", by=mei)) == "not_paid"
    assert refused(lambda: thank_for(tip, " ", by=mei)) == "empty"
    assert facts_about(tip).count("TipThanked") == 1
    assert told(lin) == ["tip_thanked"]


def test_two_who_thank_at_once_thank_once(lin, mei):
    tip = given(lin)
    answers = at_once(lambda: thank_for(tip, "甲", by=mei), lambda: thank_for(tip, "乙", by=mei))
    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]
    assert fresh(tip).thanks in {"甲", "乙"}


def test_only_words_that_their_giver_lets_go_and_nobody_hid_are_read(lin, mei):
    silent, private = given(lin), given(lin, words="悄悄话")
    tip = spoken(lin)
    assert list(voices()) == [tip]

    hide(tip, reason="spam", words="广告")
    hide(tip, reason="insult")
    run_tasks()
    assert (list(voices()), fresh(tip).hidden_because, told(lin)) == ([], "spam", ["words_hidden"])
    show(tip)
    show(tip)
    assert list(voices()) == [tip]
    choose_voice(tip, public=False, unnamed=True)
    choose_voice(tip, public=False, unnamed=True)
    assert (list(voices()), fresh(tip).unnamed) == ([], True)
    assert facts_about(tip)[2:] == ["WordsHidden", "WordsShown", "TipVoiceChanged"]
    assert {fresh(silent).state, fresh(private).state} == {TipState.GIVEN}


def test_words_are_reported_once_and_those_who_moderate_are_told(lin, mei):
    tip, private = spoken(lin), given(lin, words="悄悄话")
    first = report(mei, tip, reason="spam")
    assert report(mei, tip, reason="insult") == first
    assert refused(lambda: report(mei, private, reason="spam")) == "words_gone"
    assert refused(lambda: report(mei, tip, reason="nothing")) == "unknown_reason"
    run_tasks()
    assert FactRow.objects.filter(name="WordsReported").count() == 1


def test_terms_are_set_once_for_the_same_and_bad_ones_are_refused(space):
    row = take_support()
    take_support()
    assert (TipTerms.objects.count(), row.sizes) == (1, [500, 2000])
    assert FactRow.objects.filter(name="TipTermsChanged").count() == 1
    assert refused(lambda: take_support(least_minor=0)) == "out_of_range"
    assert refused(lambda: take_support(most_minor=LEAST - 1)) == "out_of_range"
    assert refused(lambda: take_support(most_minor=10**10)) == "out_of_range"
    assert refused(lambda: take_support(sizes=(50,))) == "bad_sizes"
    assert refused(lambda: take_support(sizes=(500, 600, 700, 800, 900))) == "bad_sizes"
    assert check_sizes([900, 500, 500], least=1, most=1000) == [500, 900]


def test_a_space_that_never_said_so_takes_none(other_space):
    with acting_in(other_space):
        assert (tip_terms().is_on, tip_terms().sizes) == (False, [500, 2000, 5000])
        stranger = Member.objects.get(user=User.objects.get(email="wu@example.com"))
        assert refused(lambda: begun(stranger)) == "not_taken"


def test_what_nobody_paid_is_forgotten_and_late_money_for_it_goes_back(lin):
    old, kept = begun(lin), given(lin, 700)
    order = Order.objects.get(ref=due_for(old).ref)
    clock.advance(timedelta(days=7, minutes=1))
    young = begun(lin, 900)
    run_routines([tasks.forget_unpaid_tips])

    assert set(Tip.objects.all()) == {kept, young}
    pay(due_of(order))
    assert [refund.total_minor for refund in Refund.objects.all()] == [2000]
    assert books()["tips"] == 700


def test_staff_give_it_back_once_however_often_they_say_so(lin):
    tip, unpaid = spoken(lin), begun(lin, 700)
    assert refused(lambda: return_tip(unpaid)) == "not_paid"
    at_once(lambda: return_tip(tip), times=2)
    run_tasks(times=2)
    return_tip(tip)
    run_tasks(times=2)

    assert (fresh(tip).state, list(voices())) == (TipState.RETURNED, [])
    assert [refund.total_minor for refund in Refund.objects.all()] == [2000]


def test_what_is_rolled_back_goes_not_back(lin):
    tip = given(lin)
    with transaction.atomic():
        return_tip(tip)
        transaction.set_rollback(True)
    run_tasks(times=2)
    assert (fresh(tip).state, Refund.objects.count()) == (TipState.GIVEN, 0)
