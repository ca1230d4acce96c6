"""Direct messages: who asks whom, who lets in, who shuts out and is never told: the verbs."""

from datetime import timedelta

import pytest
from django.db import transaction

from juluo.community.models import Conversation, DirectMessage, Seat
from juluo.community.operations.circle_members import join_circle, leave_circle
from juluo.community.operations.direct import (
    ask_to_write,
    decline_conversation,
    note_read,
    open_conversation,
    open_door,
    shut_conversation,
    shut_door,
    take_direct_back,
    unshut_conversation,
    write_direct,
)
from juluo.community.operations.members import ban_member, leave_space
from juluo.community.queries.direct import seat_of, seats_of, written_in
from juluo.community.rules.direct import ASK_AGAIN_AFTER, MOST_ASKS, MOST_AT_ONCE
from juluo.community.tests.factories import make_member
from juluo.community.tests.test_circles import make_circle, recorded, refused
from juluo.core import clock
from juluo.core.models import LiveEvent, Member
from juluo.core.spaces import acting_in
from juluo.ip.operations.messages import write_message
from juluo.ip.tests.test_rooms import make_open_room
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


@pytest.fixture
def an(space):
    return make_member("an")


@pytest.fixture
def circle(mei, lin, an):
    circle = make_circle(lin)
    join_circle(an, circle)
    return circle


@pytest.fixture
def talk(circle, lin, an):
    """Lin asked An, who let him in."""
    return open_conversation(ask_to_write(lin, an, "在吗"), by=an)


def read_by(member, conversation):
    return [each.text for each in written_in(seat_of(member, conversation)).rows]


def told(member):
    run_tasks()
    return sorted(Notification.objects.filter(member=member, kind__contains="direct").values_list("kind", flat=True))


def long_ago():
    Conversation.objects.update(declined_at=clock.now() - ASK_AGAIN_AFTER - timedelta(seconds=1))


def test_who_shares_a_circle_asks_and_writes_on_when_let_in(circle, lin, an):
    asked = ask_to_write(lin, an, " 在吗 ")
    assert (read_by(an, asked), told(an)) == (["在吗"], ["community.direct_asked"])
    assert refused(lambda: write_direct(lin, asked, "喂")) == "waiting"
    assert refused(lambda: ask_to_write(lin, an, "喂")) == "waiting"
    assert refused(lambda: open_conversation(asked, by=lin)) == "not_asked"

    for _time in range(2):
        opened = open_conversation(asked, by=an)
    write_direct(an, opened, "在")
    assert (read_by(lin, asked), recorded("ConversationOpened")) == (["在吗", "在"], 1)
    assert told(lin) == ["community.direct_written"]


def test_who_never_met_does_not_write_and_who_talked_does(mei, lin, an):
    assert refused(lambda: ask_to_write(lin, an, "在吗")) == "not_met"
    room = make_open_room()
    question = write_message(an, room, "几分火？")
    assert refused(lambda: ask_to_write(lin, an, "在吗")) == "not_met"
    write_message(lin, room, "三分", answers=question)
    assert ask_to_write(an, lin, "谢谢")


def test_whoever_left_the_circle_has_no_reason_to_write_any_more(circle, lin, an):
    leave_circle(an, circle)
    assert refused(lambda: ask_to_write(an, lin, "在吗")) == "not_met"


def test_staff_may_always_write_and_it_says_so(mei, an):
    shut_door(an)
    opened = ask_to_write(mei, an, "你的订单")
    said = DirectMessage.objects.get()
    assert (opened.opened_at is not None, said.by_staff, read_by(an, opened)) == (True, True, ["你的订单"])
    assert not write_direct(an, opened, "好").by_staff


def test_a_shut_door_is_told_and_what_is_open_stays_open(talk, mei, lin, an):
    other = make_member("bo")
    for _time in range(2):
        shut_door(an)
    assert (recorded("DoorShut"), write_direct(lin, talk, "还在").unheard) == (1, False)
    join_circle(other, make_circle(an, name="另一个"))
    assert refused(lambda: ask_to_write(other, an, "在吗")) == "door_shut"
    for _time in range(2):
        open_door(an)
    assert recorded("DoorOpened") == 1
    assert ask_to_write(other, an, "在吗")


def test_who_was_declined_is_told_and_asks_again_after_ninety_days(circle, lin, an):
    asked = ask_to_write(lin, an, "在吗")
    for _time in range(2):
        decline_conversation(asked, by=an)
    assert recorded("ConversationDeclined") == 1
    assert refused(lambda: ask_to_write(lin, an, "求你")) == "declined"
    assert refused(lambda: write_direct(lin, asked, "求你")) == "declined"
    long_ago()
    assert ask_to_write(lin, an, "三个月了") == asked
    assert open_conversation(decline_conversation(asked, by=an), by=an).declined_at is None


def test_who_was_asked_and_writes_lets_in_by_it(circle, lin, an):
    asked = ask_to_write(lin, an, "在吗")
    assert ask_to_write(an, lin, "在的") == asked
    assert Conversation.objects.get().opened_at is not None
    assert read_by(lin, asked) == ["在吗", "在的"]


def test_who_is_shut_out_is_never_told_and_nothing_of_theirs_arrives(talk, lin, an):
    for _time in range(2):
        shut_conversation(talk, by=an)
    before = told(an)
    write_direct(lin, talk, "听得到吗")

    assert (read_by(lin, talk), read_by(an, talk)) == (["在吗", "听得到吗"], ["在吗"])
    assert (told(an), recorded("ConversationShut")) == (before, 1)
    assert "听得到吗" not in str(list(LiveEvent.objects.values_list("data", flat=True)))
    assert refused(lambda: write_direct(an, talk, "是我关的")) == "shut"
    assert refused(lambda: ask_to_write(an, lin, "是我关的")) == "shut"

    for _time in range(2):
        unshut_conversation(talk, by=an)
    write_direct(lin, talk, "现在呢")
    assert read_by(an, talk) == ["在吗", "现在呢"], "what was written meanwhile does not come after"


def test_who_was_shut_out_before_asks_into_the_void(circle, lin, an):
    asked = ask_to_write(lin, an, "在吗")
    decline_conversation(asked, by=an)
    shut_conversation(asked, by=an)
    long_ago()
    before = told(an)
    again = ask_to_write(lin, an, "又来")
    assert (read_by(lin, again), read_by(an, again), told(an)) == (["在吗", "又来"], ["在吗"], before)
    assert refused(lambda: write_direct(lin, again, "喂")) == "waiting"


def test_nobody_writes_to_themselves_to_who_left_or_while_banned(talk, mei, lin, an):
    assert refused(lambda: ask_to_write(lin, lin, "我")) == "yourself"
    leave_space(an)
    assert refused(lambda: write_direct(lin, talk, "还在吗")) == "not_here"
    ban_member(lin, reason="骂人")
    banned = Member.objects.get(pk=lin.pk)
    assert refused(lambda: write_direct(banned, talk, "我呢")) == "banned"


def test_asks_and_messages_have_a_pace(circle, mei, lin, an):
    for number in range(MOST_ASKS):
        other = make_member(f"m{number}")
        join_circle(other, circle)
        ask_to_write(lin, other, "在吗")
    assert refused(lambda: ask_to_write(lin, an, "在吗")) == "too_many"
    talk = open_conversation(ask_to_write(an, lin, "在吗"), by=lin)
    for number in range(MOST_AT_ONCE - 1):
        write_direct(an, talk, f"{number}")
    assert refused(lambda: write_direct(an, talk, "还有")) == "too_many"


def test_the_same_twice_or_at_once_is_one_and_rolled_back_is_nothing(space, circle, lin, an):
    def ask(author, other):
        with acting_in(space):
            return ask_to_write(author, other, "在吗")

    first, second = at_once(lambda: ask(lin, an), lambda: ask(an, lin))
    assert first == second == Conversation.objects.get()
    assert Seat.objects.count() == 2

    def write():
        with acting_in(space):
            return write_direct(lin, first, "一样").pk

    assert len(set(at_once(write, write))) == 1
    with transaction.atomic():
        write_direct(lin, first, "不算")
        transaction.set_rollback(True)
    assert "不算" not in read_by(lin, first)


def test_what_is_taken_back_is_gone_from_both_sides(talk, lin, an):
    said = write_direct(lin, talk, "说错了")
    for _time in range(2):
        take_direct_back(said)
    assert (read_by(an, talk), read_by(lin, talk), recorded("DirectMessageTakenBack")) == (["在吗"], ["在吗"], 1)
    assert "说错了" not in str(list(LiveEvent.objects.values_list("data", flat=True)))


def test_one_is_told_once_for_all_that_one_has_not_read(talk, lin, an):
    run_tasks()
    Notification.objects.all().delete()
    note_read(seat_of(an, talk), position=1)
    note_read(seat_of(an, talk), position=0)
    for text in ("一", "二", "三"):
        write_direct(lin, talk, text)
    assert told(an) == ["community.direct_written"]
    assert "一" not in str(Notification.objects.get().data)
    assert [seat.unread for seat in seats_of(an)] == [True]


@pytest.mark.parametrize("text", ["", " \n", "\0", "字" * 1001])
def test_a_message_needs_words_and_not_too_many(talk, lin, text):
    assert refused(lambda: write_direct(lin, talk, text)) in {"empty", "too_long"}
