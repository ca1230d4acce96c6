"""The chat of a circle: for those who belong to it, and nobody else knows of it."""

import pytest

from juluo.community.operations.circle_chat import close_circle_chat, open_circle_chat, pace_circle_chat
from juluo.community.operations.circle_members import give_role, join_circle, leave_circle
from juluo.community.operations.circles import CircleWords, archive_circle, describe_circle, reopen_circle
from juluo.community.operations.members import ban_member
from juluo.community.queries.circles import stay_of
from juluo.community.tests.factories import make_member
from juluo.community.tests.test_circles import make_circle, recorded, refused
from juluo.core.models import Member
from juluo.core.spaces import acting_in
from juluo.ip.models import Room
from juluo.ip.operations.messages import edit_message, write_message
from juluo.ip.queries.rooms import may_enter, rooms_met_by
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.together import at_once

CANARY = "chatcanary55"


@pytest.fixture
def an(space):
    """A member who belongs to no circle."""
    return make_member("an")


@pytest.fixture
def circle(lin):
    return make_circle(lin, is_private=True, name=CANARY)


@pytest.fixture
def room(circle, lin):
    return open_circle_chat(circle, by=lin)


def test_a_chat_is_opened_once_and_lets_in_who_belongs_and_who_joins(space, mei, lin, an):
    circle = make_circle(lin)

    def open_it():
        with acting_in(space):
            return open_circle_chat(circle, by=lin).pk

    assert len(set(at_once(open_it, open_it))) == 1
    room = Room.objects.get()
    assert (recorded("CircleChatOpened"), room.secluded) == (1, True)
    assert (may_enter(lin, room), may_enter(an, room)) == (True, False)
    join_circle(an, circle)
    assert may_enter(an, room)
    leave_circle(an, circle)
    assert not may_enter(an, room)


def test_only_who_looks_after_a_standing_circle_opens_and_paces_it(mei, lin, an):
    circle = make_circle(lin)
    join_circle(an, circle)
    assert refused(lambda: open_circle_chat(circle, by=an)) == "not_your_circle"
    open_circle_chat(circle, by=lin)
    assert refused(lambda: pace_circle_chat(circle, pause_seconds=30, by=an)) == "not_your_circle"
    assert refused(lambda: close_circle_chat(circle, by=an)) == "not_your_circle"
    assert refused(lambda: pace_circle_chat(circle, pause_seconds=-1, by=lin)) == "bad_pause"
    other = make_circle(lin, name="旧的")
    archive_circle(other, by=lin)
    assert refused(lambda: open_circle_chat(other, by=lin)) == "circle_archived"


def test_closed_nobody_enters_and_opened_again_all_that_was_said_is_there(mei, lin, circle, room):
    write_message(lin, room, "留着")
    for _time in range(2):
        close_circle_chat(circle, by=lin)
    closed = Room.objects.get()
    assert (may_enter(lin, closed), recorded("CircleChatClosed")) == (False, 1)
    assert open_circle_chat(circle, by=lin) == room
    assert Room.objects.get().messages.get().text == "留着"


def test_members_wait_in_a_slow_chat_and_its_lead_and_helpers_do_not(mei, lin, an, circle):
    circle = make_circle(lin)
    room = open_circle_chat(circle, by=lin)
    for _time in range(2):
        pace_circle_chat(circle, pause_seconds=30, by=lin)
    room = Room.objects.get(pk=room.pk)
    join_circle(an, circle)
    assert recorded("CircleChatPaced") == 1
    write_message(an, room, "一")
    assert refused(lambda: write_message(an, room, "二")) == "slow_down"
    assert write_message(lin, room, "一").pk != write_message(lin, room, "二").pk
    give_role(stay_of(an, circle.pk), "helper", by=lin)
    assert write_message(an, room, "三")


def test_in_the_archive_one_reads_and_does_not_write(mei, lin, circle, room):
    said = write_message(lin, room, "从前")
    archive_circle(circle, by=lin)
    assert may_enter(lin, room)
    assert refused(lambda: write_message(lin, room, "现在")) == "circle_archived"
    assert refused(lambda: edit_message(said, "改了")) == "circle_archived"
    reopen_circle(circle, by=lin)
    assert write_message(lin, room, "又来")


def test_who_is_banned_is_outside(mei, lin, an, circle, room):
    other = make_circle(lin, name="敞开的")
    chat = open_circle_chat(other, by=lin)
    join_circle(an, other)
    ban_member(an, reason="骂人")
    assert not may_enter(Member.objects.get(pk=an.pk), chat)


def test_the_chat_bears_the_name_of_its_circle(mei, lin, circle, room):
    describe_circle(circle, CircleWords(name="新名字", is_private=True), by=lin)
    assert Room.objects.get().name == "新名字"


def test_nobody_outside_meets_a_trace_of_it(client_of, mei, lin, an, circle, room):
    said = write_message(lin, room, f"{CANARY}的话")
    paths = ["/rooms/", f"/rooms/{room.pk}/", f"/rooms/{room.pk}/card.png", f"/rooms/{room.pk}/messages/"]
    paths += [f"/rooms/{room.pk}/listening/", f"/messages/{said.pk}/", "/sitemap-rooms.xml", f"/search/?q={CANARY[:6]}"]
    paths += [f"{ROOT}/rooms", f"{ROOT}/rooms/{room.pk}", f"{ROOT}/rooms/{room.pk}/messages", "/", "/feed.atom", "/me/"]
    for browser in (client_of(), client_of(an)):
        assert not [path for path in paths if CANARY in browser.get(path).text.replace(f"q={CANARY[:6]}", "")]
        assert browser.get(f"/rooms/{room.pk}/").status_code in {302, 404}
    assert CANARY in client_of(lin).get("/rooms/").text, "the canary sings inside"
    assert CANARY in client_of(lin).get(f"/rooms/{room.pk}/").text
    assert list(rooms_met_by(lin)) == [room]


def test_a_lead_opens_paces_and_closes_it_in_the_browser_and_over_the_api(client_of, mei, lin, circle):
    browser, base = client_of(lin), f"/circles/{circle.pk}/"
    browser.post(f"{base}chat/opening/")
    room = Room.objects.get()
    assert f"/rooms/{room.pk}/" in browser.get(base).text
    browser.post(f"{base}chat/pace/", {"pause_seconds": "60"})
    browser.post(f"{base}chat/pace/", {"pause_seconds": "61"})
    assert Room.objects.get().pause_seconds == 60
    assert "打开聊天" not in browser.get(f"{base}settings/").text
    browser.post(f"{base}chat/closing/")
    assert "打开聊天" in browser.get(f"{base}settings/").text

    opened = send(browser, f"/circles/{circle.pk}/chat", {"pause_seconds": 5}, "put").json()
    assert opened == {"room_id": str(room.pk), "pause_seconds": 5}
    assert browser.get(f"{ROOT}/circles/{circle.pk}").json()["room_id"] == str(room.pk)
    assert code(send(browser, f"/circles/{circle.pk}/chat", {"pause_seconds": 4000}, "put"))[0] == 422
    assert send(browser, f"/circles/{circle.pk}/chat", method="delete").status_code == 204
    assert browser.get(f"{ROOT}/circles/{circle.pk}").json()["room_id"] is None
