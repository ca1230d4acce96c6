"""Rooms: who may enter, who says what, and what staff do: the verbs."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q

from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member, leave_space, set_rung
from juluo.community.tests.factories import make_member
from juluo.core import clock
from juluo.core.entitlements import grant, revoke
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.said.operations import hide, report, show
from juluo.core.said.rules import MOST_OPEN_REPORTS
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.ip.models import Message, Room
from juluo.ip.operations.messages import take_message_back, write_message
from juluo.ip.operations.rooms import RoomWords, close_room, describe_room, make_room, open_room
from juluo.ip.queries.rooms import may_enter, talk_in
from juluo.ip.rules.comments import MOST_AT_ONCE
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


def make_open_room(**said):
    return open_room(make_room(RoomWords(**{"name": "火边", "description": "只谈焙茶。"} | said)))


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def told(member):
    about_talk = Q(kind__startswith="ip.") | Q(kind="community.words_hidden")
    return list(Notification.objects.filter(about_talk, member=member).values_list("kind", flat=True))


def texts(room, reader):
    return [each.text for each in talk_in(room, reader).rows]


def test_a_room_is_made_closed_and_opened_once(mei, lin):
    room = make_room(RoomWords(name=" 火边 ", hours=["1 14:00-18:00", "1 09:00-12:00"]))
    assert (room.name, room.hours, may_enter(lin, room)) == ("火边", ["1 09:00-12:00", "1 14:00-18:00"], False)

    for verb, name in ((open_room, "RoomOpened"), (close_room, "RoomClosed")):
        verb(room)
        verb(room)
        assert recorded(name) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " "}, "empty"),
        ({"name": "字" * 81}, "too_long"),
        ({"audience": "everyone"}, "unknown_audience"),
        ({"audience": "ghosts"}, "unknown_audience"),
        ({"meeting_url": "javascript:alert(1)"}, "bad_address"),
        ({"meeting_url": "http://example.com/room"}, "bad_address"),
        ({"hours": ["1 18:00-09:00"]}, "bad_hours"),
    ],
)
def test_a_room_that_cannot_be_is_refused(mei, said, code):
    assert refused(lambda: make_room(RoomWords(**{"name": "火边"} | said))) == code


def test_a_room_is_described_anew_and_the_same_words_change_nothing(mei):
    room = make_open_room()
    words = RoomWords(name="火边", description="谈火。", audience="angel", meeting_url="https://meet.example.com/a")
    describe_room(room, words)
    described = describe_room(room, words)
    assert (described.audience, recorded("RoomChanged")) == ("angel", 1)


def test_whom_the_audience_admits_enters_and_nobody_else(mei, lin, hao):
    members, angels, bought = make_open_room(), make_open_room(audience="angel"), make_open_room(audience="buyers")
    assert [may_enter(lin, room) for room in (members, angels, bought)] == [True, False, False]
    assert [may_enter(None, room) for room in (members, angels, bought)] == [False] * 3
    assert all(may_enter(mei, room) for room in (members, angels, bought)), "who moderates talk enters every room"

    lin = set_rung(lin, Rung.ANGEL, reason="Lin helps a lot.")
    assert may_enter(lin, angels)
    grant(lin, f"room:{bought.pk}", reason="order-line:1")
    assert may_enter(lin, bought)
    revoke(reason="order-line:1")
    assert not may_enter(lin, bought)
    assert not may_enter(lin, close_room(members))


def test_who_is_banned_or_left_or_has_a_right_elsewhere_stays_outside(space, other_space, mei, lin, wu):
    room = make_open_room(audience="buyers")
    grant(lin, f"room:{room.pk}", reason="gift")
    with acting_in(other_space):
        grant(wu, f"room:{room.pk}", reason="gift")
    assert not may_enter(wu, room)
    write_message(lin, room, "在")

    ban_member(lin, reason="骂人")

    banned = Member.objects.get(pk=lin.pk)
    assert not may_enter(banned, room)
    assert refused(lambda: write_message(banned, room, "还在")) == "banned"


def test_what_is_said_stands_in_the_order_it_was_said(mei, lin):
    room = make_open_room()
    write_message(lin, room, " 好火\r\n小火 ")
    write_message(mei, room, "稳住")
    assert texts(room, lin) == ["好火\n小火", "稳住"]
    assert recorded("MessageWritten") == 2


@pytest.mark.parametrize("text", ["", " \n", "\0", "字" * 1001])
def test_a_message_needs_words_and_not_too_many(mei, lin, text):
    room = make_open_room()
    assert refused(lambda: write_message(lin, room, text)) in {"empty", "too_long"}


def test_who_may_not_take_part_or_not_enter_says_nothing(mei, lin):
    room, unopened = make_open_room(), make_room(RoomWords(name="没开"))
    assert refused(lambda: write_message(lin, unopened, "在吗")) == "no_access"
    publish_covenant("新的约定")
    assert refused(lambda: write_message(lin, room, "在吗")) == "covenant_not_accepted"
    leave_space(lin)
    assert refused(lambda: write_message(Member.objects.get(pk=lin.pk), room, "在吗")) == "left"


def test_outside_of_its_hours_a_room_is_read_only(mei, lin):
    yesterday = (clock.now() - timedelta(days=2)).isoweekday()
    room = make_open_room(hours=[f"{yesterday} 09:00-10:00"])
    assert refused(lambda: write_message(lin, room, "在吗")) == "room_closed"
    describe_room(room, RoomWords(name="火边", hours=[f"{day} 00:00-24:00" for day in range(1, 8)]))
    assert write_message(lin, Room.objects.get(), "在吗")


def test_the_same_words_are_said_once_also_at_once_and_a_flood_is_refused(space, mei, lin):
    room = make_open_room()

    def say():
        with acting_in(space):
            return write_message(lin, room, "好火").pk

    assert len(set(at_once(say, say))) == 1
    for number in range(MOST_AT_ONCE - 1):
        write_message(lin, room, f"第 {number} 句")
    assert refused(lambda: write_message(lin, room, "还有一句")) == "too_many"


def test_writing_rolled_back_leaves_nothing(mei, lin):
    room = make_open_room()
    with transaction.atomic():
        write_message(lin, room, "好火")
        transaction.set_rollback(True)
    assert (Message.objects.count(), recorded("MessageWritten")) == (0, 0)


def test_what_is_taken_back_is_gone_for_good(mei, lin):
    room = make_open_room()
    said = write_message(lin, room, "说错了")
    take_message_back(said)
    take_message_back(said)
    assert (texts(room, mei), recorded("MessageTakenBack"), Message.objects.get().text) == ([], 1, "")


def test_a_hidden_message_is_read_by_its_author_alone_who_is_told_why(mei, lin):
    room = make_open_room()
    said = write_message(lin, room, "买我的茶")

    hide(said, reason="spam", words=" 别打广告 ")
    hidden = hide(said, reason="other")
    run_tasks()

    assert (texts(room, mei), texts(room, lin)) == ([], ["买我的茶"])
    assert hidden.hidden_reason.endswith("别打广告")
    assert (told(lin), recorded("WordsHidden")) == (["community.words_hidden"], 1)
    assert refused(lambda: hide(said, reason="boring")) == "unknown_reason"
    show(said)
    show(said)
    assert (texts(room, mei), recorded("WordsShown")) == (["买我的茶"], 1)


def test_whom_a_message_calls_is_told_without_a_word_of_it(mei, lin):
    room, outsider = make_open_room(audience="angel"), make_member("an")
    set_rung(lin, Rung.ANGEL, reason="Lin helps a lot.")
    write_message(Member.objects.get(pk=lin.pk), room, "@Mei 和 @An 看看绝密配方")
    run_tasks()

    assert (told(mei), told(outsider), told(lin)) == (["ip.room_called"], [], [])
    news = Notification.objects.get(member=mei, kind="ip.room_called")
    assert "绝密配方" not in str(news.data)


def test_a_message_is_reported_once_by_each_until_staff_close_it(mei, lin):
    room = make_open_room()
    said = write_message(mei, room, "买我的茶")

    first = report(lin, said, reason="spam", words="广告")

    assert report(lin, said, reason="other") == first
    assert (first.about, recorded("WordsReported")) == (f"message:{said.pk}", 1)
    assert refused(lambda: report(lin, said, reason="boring")) == "unknown_reason"
    take_message_back(said)
    assert refused(lambda: report(lin, said, reason="spam")) == "words_gone"


def test_who_reported_a_lot_waits_until_staff_have_looked_at_it(mei, lin):
    said = [write_message(mei, make_open_room(), f"第 {number} 句") for number in range(MOST_AT_ONCE)]
    assert len(said) == MOST_OPEN_REPORTS
    for each in said:
        report(lin, each, reason="spam")
    another = Message.objects.create(room=said[0].room, author=mei, text="又来", written_at=clock.now())
    assert refused(lambda: report(lin, another, reason="spam")) == "too_many"
