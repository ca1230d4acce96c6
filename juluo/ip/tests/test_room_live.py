"""Rooms live: what those inside are told, slow mode, changing one's words, answering."""

from datetime import timedelta

import pytest
from django.test import override_settings

from juluo.community.operations.members import ban_member
from juluo.core import clock
from juluo.core.live.announcing import position_of
from juluo.core.live.tickets import ticket_in
from juluo.core.models import LiveEvent, Member
from juluo.core.said.operations import hide, show
from juluo.core.spaces import acting_in
from juluo.ip.models import Message
from juluo.ip.operations.messages import edit_message, take_message_back, write_message
from juluo.ip.operations.rooms import RoomWords, close_room, describe_room
from juluo.ip.queries.rooms import rooms_met_by, talk_in
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.ip.tests.test_rooms import make_open_room, recorded, refused
from juluo.testing.together import at_once

LIVE = override_settings(LIVE_URL=":8100")


def told(room):
    rows = LiveEvent.objects.filter(stream=room.stream).order_by("position")
    return [(row.position, row.kind, row.data.get("html", "")) for row in rows]


def back(message, **ago):
    Message.objects.filter(pk=message.pk).update(written_at=clock.now() - timedelta(**ago))


def test_what_is_said_is_told_at_the_place_where_it_stands(mei, lin):
    room = make_open_room()
    first, second = write_message(lin, room, "<b>好火</b>"), write_message(mei, room, "稳住")
    assert told(room) == [(1, "said", "<p>&lt;b&gt;好火&lt;/b&gt;</p>"), (2, "said", "<p>稳住</p>")]
    assert (first.position, second.position) == (1, 2)
    event = LiveEvent.objects.get(position=1)
    assert (event.subject, event.member_id, event.data["author"]) == (first.pk, lin.pk, "Lin")


def test_hidden_shown_changed_and_taken_back_is_told_and_takes_the_words_with_it(mei, lin):
    room = make_open_room()
    said = write_message(lin, room, "秘密")
    hide(said, reason="spam")
    hide(said, reason="spam")
    assert told(room) == [(1, "said", ""), (2, "gone", "")]
    show(said)
    edit_message(said, "公开")
    assert told(room)[2:] == [(3, "said", ""), (4, "said", "<p>公开</p>")]
    assert (LiveEvent.objects.get(position=4).data["place"], LiveEvent.objects.get(position=4).data["edited"]) == (
        1,
        True,
    )
    take_message_back(said)
    assert told(room) == [(1, "said", ""), (2, "gone", ""), (3, "said", ""), (4, "said", ""), (5, "gone", "")]
    assert "秘密" not in str(list(LiveEvent.objects.values_list("data", flat=True)))


def test_twenty_who_write_at_once_stand_in_the_order_in_which_it_is_told(space, mei, lin):
    room = make_open_room()
    writers = [mei, lin]

    def write(writer, number):
        with acting_in(space):
            return write_message(writer, room, f"第 {number} 句").position

    callers = [lambda writer=writers[number % 2], number=number: write(writer, number) for number in range(20)]
    assert sorted(at_once(*callers)) == list(range(1, 21))
    assert [each.position for each in talk_in(room, lin).rows] == list(range(1, 21))


def test_a_message_is_changed_for_ten_minutes_by_whoever_is_inside(mei, lin):
    room = make_open_room()
    said = write_message(lin, room, "好或")
    edit_message(said, "好火")
    edited = edit_message(said, "好火")
    assert (edited.text, edited.edited_at is not None, recorded("MessageEdited")) == ("好火", True, 1)
    back(said, minutes=10, seconds=1)
    assert refused(lambda: edit_message(said, "太晚")) == "too_late"
    later = write_message(lin, room, "新的")
    hide(later, reason="spam")
    assert refused(lambda: edit_message(later, "换一句")) == "message_gone"
    another = write_message(lin, room, "再来")
    close_room(room)
    assert refused(lambda: edit_message(another, "在外面")) == "no_access"


def test_a_slow_room_wants_a_pause_of_everybody_but_who_looks_after_it(mei, lin):
    room = make_open_room(pause_seconds=30)
    first = write_message(lin, room, "一")
    assert refused(lambda: write_message(lin, room, "二")) == "slow_down"
    assert write_message(lin, make_open_room(), "别处")
    assert write_message(mei, room, "甲").pk != write_message(mei, room, "乙").pk
    back(first, seconds=31)
    assert write_message(lin, room, "二")
    assert refused(lambda: write_message(lin, room, "三")) == "slow_down"


def test_what_was_taken_back_does_not_shorten_the_pause_and_two_at_once_are_one(space, mei, lin):
    room = make_open_room(pause_seconds=30)

    def say(text):
        with acting_in(space):
            return write_message(lin, room, text)

    answers = at_once(lambda: say("一"), lambda: say("二"))
    assert sorted(getattr(each, "code", "said") for each in answers) == ["said", "slow_down"]
    take_message_back(Message.objects.get())
    assert refused(lambda: write_message(lin, room, "三")) == "slow_down"


@pytest.mark.parametrize("seconds", [-1, 3601])
def test_a_pause_is_an_hour_at_most(mei, seconds):
    room = make_open_room()
    assert refused(lambda: describe_room(room, RoomWords(name="火边", pause_seconds=seconds))) == "bad_pause"


def test_an_answer_names_what_it_answers_as_long_as_that_is_said(client_of, mei, lin):
    room, browser = make_open_room(), client_of(lin)
    asked = write_message(mei, room, "几分火？")
    assert 'name="answers" value="' + str(asked.pk) in browser.get(f"/rooms/{room.pk}/?answers={asked.pk}").text

    browser.post(f"/rooms/{room.pk}/messages/", {"text": "三分", "answers": str(asked.pk)})

    answer = Message.objects.get(author=lin)
    assert (answer.answers, browser.get(f"/rooms/{room.pk}/").text.count("几分火？")) == (asked, 2)
    assert LiveEvent.objects.get(subject=answer.pk).data["answers"] == {"id": str(asked.pk), "author": "Mei"}
    take_message_back(asked)
    assert "几分火？" not in browser.get(f"/rooms/{room.pk}/").text
    assert refused(lambda: write_message(lin, room, "七分", answers=asked)) == "message_gone"


def test_what_stands_in_another_room_is_not_answered(client_of, mei, lin):
    room, secret = make_open_room(), make_open_room(audience="buyers")
    hidden = write_message(mei, secret, "绝密")
    for wrong in (hidden.pk, "x"):
        assert "绝密" not in client_of(lin).get(f"/rooms/{room.pk}/?answers={wrong}").text
    assert refused(lambda: write_message(lin, room, "听到了", answers=hidden)) == "message_gone"
    answer = send(client_of(lin), f"/rooms/{room.pk}/messages", {"text": "听到了", "answers_id": str(hidden.pk)})
    assert answer.status_code == 404


@LIVE
def test_who_may_enter_gets_an_address_and_nobody_else(client_of, space, mei, lin, hao):
    room, bought = make_open_room(), make_open_room(audience="buyers")
    found = client_of(lin).get(f"/rooms/{room.pk}/listening/").json()
    address, ticket = found["url"].split("?ticket=")
    known = ticket_in(ticket.replace("%3A", ":"))
    assert address == "http://testserver:8100/live/"
    assert (known.space_id, known.member_id, known.stream, known.origin) == (
        space.id, lin.pk, room.stream, "http://testserver"
    )  # fmt: skip
    assert client_of(lin).get(f"/rooms/{bought.pk}/listening/").status_code == 404
    assert client_of().get(f"/rooms/{room.pk}/listening/").status_code == 302
    ban_member(lin, reason="骂人")
    assert client_of(Member.objects.get(pk=lin.pk)).get(f"/rooms/{room.pk}/listening/").status_code == 403


@pytest.mark.parametrize(
    ("known", "address", "origin"),
    [
        (":8100", "http://testserver:8100/live/", "http://testserver:8100"),
        ("/live/", "http://testserver/live/", "http://testserver"),
        ("https://live.example", "https://live.example/live/", "https://live.example"),
        ("https://live.example/live/", "https://live.example/live/", "https://live.example"),
    ],
)
def test_the_page_of_a_room_alone_connects_to_where_it_listens(client_of, settings, mei, lin, known, address, origin):
    settings.LIVE_URL, room = known, make_open_room()
    assert client_of(lin).get(f"/rooms/{room.pk}/listening/").json()["url"].startswith(f"{address}?ticket=")
    page, other = client_of(lin).get(f"/rooms/{room.pk}/"), client_of(lin).get("/rooms/")
    assert f"connect-src 'self' {origin};" in page["Content-Security-Policy"] + ";"
    assert "connect-src" not in other["Content-Security-Policy"]


def test_without_a_live_process_pages_look_again(client_of, settings, mei, lin):
    settings.LIVE_URL, room = "", make_open_room()
    assert client_of(lin).get(f"/rooms/{room.pk}/listening/").status_code == 404
    page = client_of(lin).get(f"/rooms/{room.pk}/")
    assert ("<look-again" in page.text, "connect-src" in page["Content-Security-Policy"]) == (True, False)


@LIVE
def test_the_page_says_from_where_to_listen_and_how_far_it_was_read(client_of, mei, lin):
    room, browser = make_open_room(), client_of(lin)
    write_message(mei, room, "一")
    assert 'after="1"' in browser.get(f"/rooms/{room.pk}/").text
    write_message(mei, room, "二")
    assert rooms_met_by(lin).get().unread
    for read, unread in (("0", True), ("x", True), ("2", False), ("9" * 40, False)):
        browser.get(f"/rooms/{room.pk}/listening/?read={read}")
        assert rooms_met_by(lin).get().unread is unread
    write_message(mei, room, "三")
    assert rooms_met_by(lin).get().unread, "nobody reads ahead of what was said"


@LIVE
def test_the_same_over_the_api(client_of, mei, lin):
    room, browser = make_open_room(pause_seconds=5), client_of(lin)
    path = f"/rooms/{room.pk}"
    assert browser.get(f"{ROOT}{path}").json()["pause_seconds"] == 5
    said = send(browser, f"{path}/messages", {"text": "好或"}).json()
    assert (said["position"], said["answers_id"], said["edited_at"]) == (1, None, None)
    assert code(send(browser, f"{path}/messages", {"text": "又来"})) == (429, "slow_down")
    changed = send(browser, f"/messages/{said['id']}", {"text": "好火"}, "put").json()
    assert (changed["text"], changed["edited_at"] is not None) == ("好火", True)
    heard = browser.get(f"{ROOT}{path}/listening").json()
    assert (heard["position"], ":8100/live/?ticket=" in heard["url"]) == (position_of(room.stream), True)
    back(Message.objects.get(), minutes=11)
    assert code(send(browser, f"/messages/{said['id']}", {"text": "晚了"}, "put")) == (409, "too_late")
