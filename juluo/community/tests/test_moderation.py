"""Cases, sanctions and appeals: the verbs."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from juluo.community.models import Appeal, Case, Sanction
from juluo.community.operations.appeals import appeal_against, decide_appeal
from juluo.community.operations.cases import Decision, decide_case, open_case, take_case
from juluo.community.operations.covenants import accept_covenant, publish_covenant
from juluo.community.operations.sanctions import (
    end_ban,
    hide_by_staff,
    sanction_member,
    show_by_staff,
    undo_sanction,
)
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.sanctions import Measure
from juluo.community.tests.factories import make_member, make_moderator
from juluo.core import clock
from juluo.core.models import FactRow, Member, Report
from juluo.core.refusals import Refused
from juluo.core.said.operations import report
from juluo.core.taking_part import ensure_may_buy, ensure_may_sell, ensure_may_take_part, ensure_may_write
from juluo.ip.models import Comment
from juluo.ip.operations.comments import write_comment
from juluo.ip.tests.factories import make_post
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

COVENANT = """## 1. 说真话

不夸大。

::pauses[earning]

## 2. 不打扰

::pauses[selling]
::pauses[writing]

## 3. 收尾
"""


@pytest.fixture
def later(space, settings):
    settings.JULUO_TEST_CLOCK = True
    yield clock.advance
    clock.reset()


@pytest.fixture
def mod(space):
    return make_moderator()


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def said_by(member, mei, text="买我的茶"):
    return write_comment(member, make_post(mei), text)


def case_about(lin, mei):
    comment = said_by(lin, mei)
    report(mei, comment, reason="spam", words="广告")
    return comment, Case.objects.get()


def new_covenant(*people):
    covenant = publish_covenant(COVENANT)
    for each in people:
        accept_covenant(each, covenant)
    return list(articles_in_force())


def mute(days=7, **more):
    return Measure(kind="mute", reason="insult", days=days, article=articles_in_force().first(), **more)


def told(member):
    kinds = Notification.objects.filter(member=member, kind__startswith="community.").order_by("id")
    return [each.removeprefix("community.") for each in kinds.values_list("kind", flat=True)]


def test_a_report_opens_a_case_and_the_next_one_joins_it(lin, mei, mod):
    comment, case = case_about(lin, mei)
    report(mod, comment, reason="insult")

    assert Case.objects.get() == case
    assert (case.about, case.author, case.cause) == (f"comment:{comment.pk}", lin, "reported")
    assert recorded("CaseOpened") == 1


def test_two_reports_at_once_are_one_case(lin, mei, mod):
    comment = said_by(lin, mei)
    at_once(lambda: report(mei, comment, reason="spam"), lambda: report(mod, comment, reason="spam"))
    assert (Case.objects.count(), Report.objects.count()) == (1, 2)


def test_a_case_is_taken_by_whoever_looks_and_not_by_whoever_said_it(lin, mei, mod):
    case = open_case(f"comment:{said_by(mod, mei).pk}", cause=Case.Cause.STAFF)
    assert refused(lambda: take_case(case, by=mod)) == "own_case"
    assert take_case(case, by=mei).taken_by == mei
    take_case(case, by=mei)
    assert recorded("CaseTaken") == 1
    assert refused(lambda: decide_case(case, Decision(measure=mute()), by=mod)) == "own_case"


def test_nothing_may_come_of_a_case_and_its_reports_are_closed(lin, mei, mod):
    comment, case = case_about(lin, mei)
    decide_case(case, Decision(measure=Measure(kind="", reason="other")), by=mod)

    assert (Sanction.objects.count(), Report.objects.get().closed_by) == (0, mod)
    assert Comment.objects.get(pk=comment.pk).is_said
    assert refused(lambda: decide_case(case, Decision(measure=mute()), by=mei)) == "decided"
    assert FactRow.objects.get(name="CaseDecided").data["outcome"] == ""


def test_a_case_is_decided_once_however_many_decide_at_once(lin, mei, mod):
    _comment, case = case_about(lin, mei)
    article = articles_in_force().first()
    warning = Decision(measure=Measure(kind="warn", reason="spam", article=article))

    def decide(by):
        with suppress(Refused):
            decide_case(case, warning, by=by)

    at_once(lambda: decide(mei), lambda: decide(mod))
    assert Sanction.objects.count() == 1


def test_hiding_and_muting_in_one_decision_tells_the_member_of_both(lin, mei, mod):
    comment, case = case_about(lin, mei)
    decide_case(case, Decision(measure=mute(words="别再发了"), hides=True), by=mod)
    run_tasks()

    hidden = Comment.objects.get(pk=comment.pk)
    assert (hidden.hidden_because, hidden.hidden_words) == ("insult", "别再发了")
    assert [each.kind for each in Sanction.objects.order_by("id")] == ["hide", "mute"]
    assert sorted(each for each in told(lin) if each != "covenant_changed") == ["sanctioned", "words_hidden"]


def test_a_decision_that_is_refused_or_rolled_back_leaves_nothing(lin, mei, mod):
    _comment, case = case_about(lin, mei)
    for measure, code in (
        (Measure(kind="mute", reason="spam", days=7), "needs_article"),
        (mute(days=None), "needs_days"),
        (mute(days=0), "needs_days"),
        (Measure(kind="slow", reason="spam", days=1, article=articles_in_force().first()), "needs_minutes"),
        (Measure(kind="exile", reason="spam"), "unknown_kind"),
        (Measure(kind="warn", reason="boring", article=articles_in_force().first()), "unknown_reason"),
    ):
        assert refused(lambda measure=measure: decide_case(case, Decision(measure=measure), by=mod)) == code
    before = digest()
    with transaction.atomic():
        decide_case(case, Decision(measure=mute(), hides=True), by=mod)
        transaction.set_rollback(True)
    assert changes(before, digest()) == []


def test_a_muted_member_reads_and_buys_and_does_not_write_until_the_clock_says_so(lin, mei, mod, later):
    sanction_member(lin, mute(days=7), by=mod)

    with pytest.raises(Refused, check=lambda refusal: refusal.code == "paused"):
        ensure_may_write(lin)
    ensure_may_take_part(lin)
    ensure_may_buy(lin, ["tea"])
    ensure_may_sell(lin)
    later(timedelta(days=7))
    ensure_may_write(lin)


def test_an_article_pauses_exactly_what_it_names(lin, mei, mod):
    truth, calm, end = new_covenant(lin, mei, mod)
    sanction_member(lin, Measure(kind="pause", reason="spam", article=calm, days=30), by=mod)

    for call in (ensure_may_write, ensure_may_sell):
        with pytest.raises(Refused, check=lambda refusal: refusal.code == "paused"):
            call(lin)
    ensure_may_buy(lin, ["tea"])
    assert (truth.pauses, calm.pauses) == (["earning"], ["selling", "writing"])
    naming_nothing = Measure(kind="pause", reason="spam", article=end)
    assert refused(lambda: sanction_member(lin, naming_nothing, by=mod)) == "names_nothing"


def test_a_slowed_member_writes_once_in_so_many_minutes(lin, mei, mod, later):
    article = articles_in_force().first()
    sanction_member(lin, Measure(kind="slow", reason="spam", article=article, days=3, minutes=30), by=mod)
    post = make_post(mei)
    write_comment(lin, post, "第一句")

    assert refused(lambda: write_comment(lin, post, "第二句")) == "too_soon"
    later(timedelta(minutes=31))
    write_comment(lin, post, "第二句")


def test_a_ban_shuts_out_and_what_was_undone_lets_back_in(lin, mei, mod):
    article = articles_in_force().first()
    ban = Measure(kind="ban", reason="insult", article=article)
    made = sanction_member(lin, ban, by=mod)
    assert sanction_member(lin, ban, by=mei) == made
    assert Member.objects.get(pk=lin.pk).banned_at
    undo_sanction(made, by=mei, reason="Too hard.")
    undo_sanction(made, by=mei, reason="Too hard.")
    assert Member.objects.get(pk=lin.pk).banned_at is None
    assert (recorded("MemberBanned"), recorded("BanLifted"), recorded("SanctionUndone")) == (1, 1, 1)
    sanction_member(lin, ban, by=mod)
    end_ban(lin, by=mei, reason="Enough.")
    assert not Sanction.objects.filter(kind="ban", undone_at=None).exists()


def test_staff_are_warned_and_nothing_more(lin, mei, mod):
    assert refused(lambda: sanction_member(mei, mute(), by=mod)) == "is_staff"
    warning = Measure(kind="warn", reason="other", article=articles_in_force().first())
    assert sanction_member(mei, warning, by=mod).kind == "warn"


def test_hiding_outside_of_a_case_can_be_appealed_and_undone(lin, mei, mod):
    comment = said_by(lin, mei)
    made = hide_by_staff(comment, by=mod, reason="spam", words="广告")
    assert hide_by_staff(comment, by=mei, reason="other") is None
    decide_appeal(appeal_against(made, "不是广告"), "lifted", "确实不是", by=mei)
    assert Comment.objects.get(pk=comment.pk).is_said
    hide_by_staff(comment, by=mod, reason="spam")
    show_by_staff(comment, by=mod)
    show_by_staff(comment, by=mod)
    assert Comment.objects.get(pk=comment.pk).is_said
    assert recorded("WordsShown") == 2


def test_an_appeal_is_asked_once_and_decided_by_somebody_else(lin, mei, mod):
    made = sanction_member(lin, mute(), by=mod)
    appeal = appeal_against(made, "我没有骂人")
    assert appeal_against(made, "再说一次") == appeal
    run_tasks()
    assert "appealed" in told(mei)
    assert "appealed" not in told(mod)
    assert refused(lambda: decide_appeal(appeal, "lifted", "好", by=mod)) == "same_person"
    assert refused(lambda: decide_appeal(appeal, "lifted", "好", by=lin)) == "same_person"
    assert refused(lambda: decide_appeal(appeal, "perhaps", "好", by=mei)) == "unknown_outcome"

    decided = decide_appeal(appeal, "lifted", "说得对", by=mei)
    assert decide_appeal(appeal, "upheld", "不对", by=mei).outcome == decided.outcome == "lifted"
    ensure_may_write(lin)
    run_tasks()
    assert {"appeal_decided", "sanction_undone"} <= set(told(lin))
    assert refused(lambda: decide_appeal(appeal, "upheld", "不对", by=mod)) == "same_person"


def test_two_who_appeal_at_once_appeal_once(lin, mei, mod):
    made = sanction_member(lin, mute(), by=mod)
    at_once(lambda: appeal_against(made, "一"), lambda: appeal_against(made, "二"))
    assert (Appeal.objects.count(), recorded("SanctionAppealed")) == (1, 1)


def test_what_is_over_or_undone_is_not_appealed(lin, mei, mod, later):
    over, undone = sanction_member(lin, mute(days=1), by=mod), sanction_member(lin, mute(days=9), by=mod)
    undo_sanction(undone, by=mod, reason="Enough.")
    later(timedelta(days=1))
    assert refused(lambda: appeal_against(over, "不服")) == "over"
    assert refused(lambda: appeal_against(undone, "不服")) == "undone"


def test_the_time_of_a_sanction_begins_when_it_is_pronounced(lin, mei, mod):
    made = sanction_member(make_member("An"), mute(days=2), by=mod)
    assert made.until == made.at + timedelta(days=2)
    assert made.at <= clock.now()
