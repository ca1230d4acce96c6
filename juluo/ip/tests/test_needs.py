"""What members ask for: the verbs, and whom they tell."""

from uuid import uuid4

import pytest
from django.db import transaction

from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member
from juluo.community.tests.factories import make_member
from juluo.core import clock
from juluo.core.holdings import holdings
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.said.operations import hide
from juluo.core.spaces import acting_in
from juluo.ip.models import Need, NeedVoice
from juluo.ip.operations.comments import take_comment_back, write_comment
from juluo.ip.operations.needs import (
    hide_need,
    join_need,
    leave_need,
    merge_needs,
    move_need,
    show_need,
    split_need,
    take_need_down,
    tell_need,
)
from juluo.ip.queries.needs import asked_for_by, board, decided_needs, needs_asked_by, needs_seen_by, open_needs
from juluo.ip.rules.needs import MOST_NEW, next_states
from juluo.ip.tests.factories import make_post
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


def told(member):
    return sorted(Notification.objects.filter(member=member, kind__startswith="ip.need").values_list("kind", flat=True))


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def now(need):
    return Need.objects.get(pk=need.pk)


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def test_a_member_asks_and_others_ask_for_it_too_each_once(mei, lin):
    need = tell_need(lin, " 小  包装 ", text="一个人喝不完")
    assert (need.title, need.state, need.asking) == ("小 包装", "new", 1)

    join_need(mei, need)
    join_need(mei, need)
    join_need(lin, need)
    assert (now(need).asking, asked_for_by(mei, [need])) == (2, {need.pk})
    leave_need(lin, need)
    leave_need(lin, need)

    assert (now(need).asking, recorded("NeedJoined"), recorded("NeedLeft")) == (1, 1, 1)
    assert (list(needs_asked_by(lin)), list(needs_asked_by(mei)), list(open_needs())) == ([], [need], [need])


def test_asking_twice_or_at_once_is_one_card(space, mei, lin):
    def ask():
        with acting_in(space):
            return tell_need(lin, "小包装")

    at_once(ask, ask, ask)
    need = Need.objects.get()

    def join():
        with acting_in(space):
            return join_need(mei, need)

    at_once(join, join, join)
    assert (now(need).asking, NeedVoice.objects.count(), recorded("NeedTold")) == (2, 2, 1)


def test_asking_rolled_back_leaves_nothing(lin):
    with transaction.atomic():
        tell_need(lin, "小包装")
        transaction.set_rollback(True)
    assert (Need.objects.count(), NeedVoice.objects.count(), recorded("NeedTold")) == (0, 0, 0)


def test_who_may_not_take_part_asks_for_nothing(mei, lin):
    need = tell_need(mei, "小包装")
    assert refused(lambda: tell_need(lin, " ")) == "empty"
    assert refused(lambda: tell_need(lin, "字" * 121)) == "too_long"
    publish_covenant("新的约定")
    assert refused(lambda: tell_need(lin, "别的")) == "covenant_not_accepted"
    assert refused(lambda: join_need(lin, need)) == "covenant_not_accepted"


def test_a_member_has_only_so_many_that_nobody_looked_at(mei, lin):
    first, *_others = [tell_need(lin, f"愿望 {number}") for number in range(MOST_NEW)]
    assert refused(lambda: tell_need(lin, "再来一个")) == "too_many"
    move_need(first, "considered")
    assert tell_need(lin, "再来一个").asking == 1


def test_what_a_member_said_is_taken_down_once_with_their_credit(mei, lin):
    comment = write_comment(lin, make_post(mei), "有没有小包装?\n一个人喝不完")

    made = take_need_down("comment", comment.pk, "小包装")
    again = take_need_down("comment", comment.pk, "别的题目")
    run_tasks()

    assert (made == again, made.asker, made.asking, made.origin) == (True, lin, 1, "comment")
    assert (told(lin), told(mei)) == (["ip.need_credited"], [])


def test_what_is_no_longer_said_is_not_taken_down(mei, lin):
    post = make_post(mei)
    gone, hidden = take_comment_back(write_comment(lin, post, "一")), write_comment(lin, post, "二")
    hide(hidden, reason="spam")
    for origin, source in (("comment", gone.pk), ("comment", hidden.pk), ("comment", uuid4()), ("ghost", gone.pk)):
        assert refused(lambda o=origin, s=source: take_need_down(o, s, "小包装")) == "unknown_source"


def test_a_decision_says_why_and_those_who_asked_are_told(mei, lin):
    need = join_need(mei, tell_need(lin, "小包装"))
    assert refused(lambda: move_need(need, "no")) == "empty"
    assert refused(lambda: move_need(need, "gone")) == "unknown_state"
    assert refused(lambda: move_need(need, "released")) == "not_next"

    move_need(need, "no", reason="小包装会多出三倍的塑料。")
    move_need(need, "no", reason="小包装会多出三倍的塑料。")
    run_tasks()

    assert (told(lin), told(mei), recorded("NeedMoved")) == (["ip.need_decided"], ["ip.need_decided"], 1)
    assert [each.decision for each in decided_needs()] == ["小包装会多出三倍的塑料。"]
    move_need(need, "no", reason="换了理由。")
    move_need(need, "considered")
    assert (now(need).decision, now(need).decided_at, recorded("NeedMoved")) == ("", None, 3)


def test_a_need_is_made_and_released_and_keeps_its_reason(mei, lin):
    need = tell_need(lin, "小包装")
    move_need(need, "yes", reason="好主意")
    move_need(need, "making")
    move_need(need, "released")
    run_tasks()

    assert told(lin) == ["ip.need_released"]
    assert (now(need).decision, now(need).state) == ("好主意", "released")


def test_every_state_leads_on_and_only_a_decision_needs_words():
    assert all(next_states(state) for state in Need.State)
    assert set(next_states("new")) == {"considered", "yes", "later", "no"}


def test_two_cards_put_together_count_each_member_once(mei, lin):
    lu, big, small = make_member("Lu"), tell_need(lin, "小包装"), tell_need(mei, "一人份")
    join_need(lin, small)
    join_need(lu, small)

    merge_needs(small, into=big)
    merge_needs(small, into=big)
    run_tasks()

    assert (now(big).asking, list(open_needs()), recorded("NeedMerged")) == (3, [big], 1)
    assert "ip.need_merged" in told(mei)
    assert join_need(mei, small) == big
    leave_need(mei, big)
    assert now(big).asking == 2
    split_need(small)
    split_need(small)
    assert (now(big).asking, now(small).asking, recorded("NeedSplit")) == (1, 2, 1)


def test_a_card_and_all_its_parts_become_part_of_another(mei, lin):
    one, two, three = tell_need(lin, "一"), tell_need(mei, "二"), tell_need(lin, "三")
    merge_needs(one, into=two)
    assert refused(lambda: merge_needs(one, into=three)) == "not_standing"
    assert refused(lambda: merge_needs(three, into=one)) == "not_standing"
    assert refused(lambda: merge_needs(two, into=two)) == "same_need"
    assert refused(lambda: move_need(one, "considered")) == "not_standing"
    merge_needs(two, into=three)

    assert {now(one).merged_into, now(two).merged_into} == {three}
    assert now(three).asking == 2


def test_merging_crosswise_at_once_leaves_one_card(space, mei, lin):
    one, two = tell_need(lin, "一"), tell_need(mei, "二")

    def merge(need, into):
        with acting_in(space):
            return merge_needs(need, into=into)

    at_once(lambda: merge(one, two), lambda: merge(two, one))
    assert Need.objects.standing().count() == 1


def test_a_hidden_card_is_seen_by_nobody(mei, lin):
    need = tell_need(lin, "买我的茶")
    hide_need(need)
    hide_need(need)
    assert (list(open_needs()), list(needs_seen_by(lin)), list(needs_asked_by(lin))) == ([], [], [])
    assert refused(lambda: join_need(mei, need)) == "not_standing"
    show_need(need)
    show_need(need)
    assert (list(open_needs()), recorded("NeedHidden"), recorded("NeedShown")) == ([need], 1, 1)


def test_guests_see_what_is_decided_and_members_all(mei, lin):
    opened, decided = tell_need(lin, "一"), tell_need(lin, "二")
    move_need(decided, "later", reason="明年")
    assert (set(needs_seen_by(None)), set(needs_seen_by(lin))) == ({decided}, {opened, decided})


def test_the_board_shows_the_most_asked_for_first(mei, lin):
    one, two = tell_need(lin, "一"), tell_need(lin, "二")
    join_need(mei, one)
    decided = tell_need(mei, "三")
    move_need(decided, "no", reason="不")
    assert [column.needs for column in board()] == [[one, two], [], [decided], [], []]


def test_who_left_or_is_banned_is_not_told(mei, lin):
    need = join_need(mei, tell_need(lin, "小包装"))
    ban_member(Member.objects.get(pk=lin.pk), reason="spam")
    move_need(need, "later", reason="明年")
    run_tasks()
    assert (told(lin), told(mei)) == ([], ["ip.need_decided"])


def test_who_closes_the_account_leaves_one_line_and_a_count(mei, lin):
    need = tell_need(lin, "小包装", text="我住翠湖南路一号")
    for each in holdings():
        if each.model in {Need, NeedVoice}:
            each.erase(lin, at=clock.now())
    assert (now(need).title, now(need).text, now(need).asking) == ("小包装", "", 1)
