"""Rooms in the browser, in the studio and over the API. Nothing that is said inside leaves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core.entitlements import grant, revoke
from juluo.core.holdings import holdings
from juluo.core.models import FactRow, Report
from juluo.core.money import Money
from juluo.core.said.operations import hide
from juluo.core.spaces import acting_in
from juluo.ip import selling
from juluo.ip.models import Message, Room
from juluo.ip.operations.messages import write_message
from juluo.ip.operations.rooms import RoomWords, close_room, make_room
from juluo.ip.queries.rooms import SHOWN
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.ip.tests.test_rooms import make_open_room
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks

CANARY = "canary7431"
INSIDE = {"notice": f"{CANARY}在群公告", "meeting_url": f"https://meet.example.com/{CANARY}"}


@pytest.fixture
def shop(monkeypatch):
    """A shop that sells every right at ¥9."""
    offers = lambda rights, _reader: [selling.Offer(right, "入场", Money(900, "CNY"), "/mall/in/") for right in rights]  # noqa: E731 - a shop in a line
    monkeypatch.setattr(
        selling, "_shops", [selling.Shop(offers, lambda right: f"/sell/{right}/", lambda *_asked: None)]
    )


@pytest.fixture
def bought_room(mei, shop):
    """A room for buyers in which Mei has said the secret."""
    room = make_open_room(audience="buyers", **INSIDE)
    write_message(mei, room, f"@Lin {CANARY}是三分火")
    run_tasks()
    return room


def surfaces(room, message):
    yield from ("/", "/rooms/", f"/rooms/{room.pk}/", "/feed.atom", "/sitemap-rooms.xml", "/sitemap.xml")
    yield from (f"/search/?q={CANARY}", f"/search/?q={room.name}", "/me/", "/about/")
    yield from (f"{ROOT}/rooms", f"{ROOT}/rooms/{room.pk}", f"{ROOT}/rooms/{room.pk}/messages")
    yield from (f"{ROOT}/search?q={CANARY}", f"{ROOT}/notifications", "/notifications/")
    yield from (f"/rooms/{room.pk}/messages/", f"/messages/{message.pk}/", f"/said/message/{message.pk}/report/")


def seen_by(browser, room):
    """The surfaces on which the browser meets the secret; a search repeats what was asked, and no more."""
    message = Message.objects.get()
    pages = {path: browser.get(path, follow=True).text for path in surfaces(room, message)}
    return {
        path for path, text in pages.items() if CANARY in text.replace(f"q={CANARY}", "").replace(f'"{CANARY}"', "")
    }


def test_nothing_of_the_talk_leaves_to_guests_and_to_who_may_not_enter(client_of, bought_room, lin):
    searched = {f"/search/?q={CANARY}"}  # the page repeats the question
    assert seen_by(client_of(), bought_room) <= searched
    assert seen_by(client_of(lin), bought_room) <= searched
    assert not Notification.objects.filter(member=lin).exists()

    grant(lin, f"room:{bought_room.pk}", reason="order-line:1")
    inside = seen_by(client_of(lin), bought_room)
    assert {f"/rooms/{bought_room.pk}/", f"{ROOT}/rooms/{bought_room.pk}/messages"} <= inside, "the canary sings inside"

    revoke(reason="order-line:1")
    assert seen_by(client_of(lin), bought_room) <= searched


def test_outside_stands_the_door_and_one_step(client_of, bought_room, lin):
    for browser in (client_of(), client_of(lin)):
        page = browser.get(f"/rooms/{bought_room.pk}/").text
        assert ("只谈焙茶" in page, "/mall/in/" in page, page.count('id="wall"')) == (True, True, 1)
    members = make_open_room(name="客厅")
    assert f"/join/?next=%2F%40shanye%2Frooms%2F{members.pk}%2F" in client_of().get(f"/rooms/{members.pk}/").text


def test_without_a_shop_one_rises_or_waits(client_of, lin, mei):
    angels, room = make_open_room(name="阁楼", audience="angel"), make_open_room(audience="buyers")
    assert 'href="/@shanye/rungs/"' in client_of(lin).get(f"/rooms/{angels.pk}/").text.partition('id="wall"')[2]
    assert 'href="/@shanye/mall/"' in client_of(lin).get(f"/rooms/{room.pk}/").text.partition('id="wall"')[2]


def test_those_inside_talk_and_the_page_looks_again_only_at_the_latest(client_of, mei, lin):
    room, browser = make_open_room(), client_of(lin)
    answer = browser.post(f"/rooms/{room.pk}/messages/", {"text": "<script>alert(1)</script> 好火"})
    said = Message.objects.get()
    assert answer.url == f"/@shanye/rooms/{room.pk}/#message-{said.pk}"

    page = browser.get(f"/rooms/{room.pk}/").text
    part = browser.get(f"/rooms/{room.pk}/messages/", HTTP_HX_REQUEST="true").text

    assert ("&lt;script&gt;" in page, "<look-again" in page, "<script>alert" in page) == (True, True, False)
    assert ("好火" in part, "<html" in part) == (True, False)
    for number in range(SHOWN):
        place = said.position + number + 1
        Message.objects.create(
            room=room, author=mei, position=place, text=f"第 {number} 句", written_at=said.written_at
        )
    earlier = browser.get(f"/rooms/{room.pk}/").text.partition("?after=")[2].partition('"')[0]
    older = browser.get(f"/rooms/{room.pk}/messages/?after={earlier}").text
    assert ("好火" in older, "<look-again" in older) == (True, False)


def test_whose_right_ended_is_led_out_while_the_page_stands_open(client_of, bought_room, lin):
    grant(lin, f"room:{bought_room.pk}", reason="gift")
    browser, path = client_of(lin), f"/rooms/{bought_room.pk}/messages/"
    assert CANARY in browser.get(path, HTTP_HX_REQUEST="true").text
    revoke(reason="gift")
    led = browser.get(path, HTTP_HX_REQUEST="true")
    assert (led.text, led["HX-Redirect"]) == ("", f"/@shanye/rooms/{bought_room.pk}/")
    assert browser.post(path, {"text": "我还在"}).url == f"/@shanye/rooms/{bought_room.pk}/"
    assert Message.objects.count() == 1


def test_a_message_that_is_refused_keeps_its_words(client_of, lin, mei):
    room = make_open_room()
    answer = client_of(lin).post(f"/rooms/{room.pk}/messages/", {"text": "字" * 1001})
    assert (answer.status_code, "字" * 1001 in answer.text) == (422, True)


def test_ones_own_message_is_taken_back_and_that_of_another_reported(client_of, mei, lin):
    room = make_open_room()
    own, other = write_message(lin, room, "说错了"), write_message(mei, room, "买我的茶")
    browser = client_of(lin)

    assert browser.get(f"/messages/{other.pk}/").status_code == 404
    assert browser.post(f"/messages/{own.pk}/removal/").url == f"/@shanye/rooms/{room.pk}/"
    answer = browser.post(f"/said/message/{other.pk}/report/", {"reason": "spam", "words": "广告"})

    assert (answer.status_code, Report.objects.get().about) == (302, f"message:{other.pk}")
    assert "买我的茶" in client_of(mei).get("/studio/cases/").text
    assert "说错了" not in browser.get(f"/rooms/{room.pk}/").text


def test_staff_make_a_room_and_open_it(client_of, mei):
    staff = client_of(mei)
    asked = {
        "name": "火边",
        "description": "谈火",
        "audience": "members",
        "day_1": "9:00-12:00",
        "alt": "",
        "focus_0": "50",
        "focus_1": "50",
    }
    assert staff.post("/studio/rooms/new/", asked | {"day_2": "9-12"}).status_code == 422
    staff.post("/studio/rooms/new/", asked)
    room = Room.objects.get()
    assert (room.hours, room.opened_at) == (["1 09:00-12:00"], None)

    staff.post(f"/studio/rooms/{room.pk}/opening/")
    staff.post(f"/studio/rooms/{room.pk}/", asked | {"name": "灶边"})

    assert "灶边" in client_of().get("/rooms/").text
    staff.post(f"/studio/rooms/{room.pk}/closing/")
    assert "灶边" not in client_of().get("/rooms/").text
    assert "灶边" in staff.get("/studio/rooms/").text


def test_staff_hide_a_message_with_a_reason_and_show_it_again(client_of, mei, lin):
    room, staff = make_open_room(), client_of(mei)
    said = write_message(lin, room, "买我的茶")

    assert staff.post(f"/studio/said/message/{said.pk}/hiding/", {"reason": "boring"}).status_code == 422
    staff.post(f"/studio/said/message/{said.pk}/hiding/", {"reason": "spam", "words": "别打广告"})

    assert "买我的茶" in staff.get("/studio/messages/?state=hidden").text
    assert "别打广告" in client_of(lin).get(f"/messages/{said.pk}/").text
    assert "买我的茶" not in staff.get(f"/rooms/{room.pk}/").text
    staff.post(f"/studio/said/message/{said.pk}/showing/")
    assert "买我的茶" in staff.get(f"/rooms/{room.pk}/").text
    assert client_of(lin).get("/studio/messages/").status_code == 404


def test_the_lists_ask_as_much_for_three_rows_as_for_one(client_of, mei, lin):
    room, browser, staff = make_open_room(), client_of(lin), client_of(mei)
    write_message(mei, room, "一")
    paths = [
        (browser, f"/rooms/{room.pk}/"),
        (browser, "/rooms/"),
        (staff, "/studio/messages/"),
        (staff, "/studio/rooms/"),
    ]

    def asked():
        counts = []
        for who, path in paths:
            who.get(path)
            with CaptureQueriesContext(connection) as queries:
                who.get(path)
            counts.append(len(queries))
        return counts

    before = asked()
    for name in ("客厅", "阁楼"):
        make_open_room(name=name, audience="angel" if name == "阁楼" else "members")
        write_message(lin, room, name)
    after = asked()
    assert after[0] == before[0] <= 12
    assert after[1] <= before[1] + 2, "rights are asked for once, however many rooms are closed"
    assert after[2:] == before[2:]


def test_the_api_does_what_the_pages_do(client_of, mei, lin):
    staff, browser = client_of(mei), client_of(lin)
    made = send(staff, "/studio/rooms", {"name": "火边", "hours": ["1 00:00-24:00"], "notice": CANARY})
    room_id = made.json()["id"]
    assert (made.status_code, browser.get(f"{ROOT}/rooms/{room_id}").status_code) == (201, 404)
    send(staff, f"/studio/rooms/{room_id}/opening")
    put = {"name": "火边", "notice": CANARY, "hours": [], "meeting_url": "https://meet.example.com/a"}
    assert send(staff, f"/studio/rooms/{room_id}", put, "put").json()["hours"] == []

    met, outside = browser.get(f"{ROOT}/rooms/{room_id}").json(), client_of().get(f"{ROOT}/rooms/{room_id}").json()
    assert (met["step"], met["notice"], met["open"]) == (None, CANARY, True)
    assert (outside["step"]["kind"], outside["notice"], outside["meeting_url"]) == ("join", None, None)


def test_the_api_lets_those_inside_talk_and_staff_moderate(client_of, mei, lin):
    staff, browser, room_id = client_of(mei), client_of(lin), make_open_room().pk
    said = send(browser, f"/rooms/{room_id}/messages", {"text": "好火"})
    other = send(staff, f"/rooms/{room_id}/messages", {"text": "买我的茶"}).json()["id"]
    listed = browser.get(f"{ROOT}/rooms/{room_id}/messages").json()["items"]
    assert ([each["text"] for each in listed], said.status_code) == (["买我的茶", "好火"], 201)
    assert send(browser, f"/said/message/{other}/reports", {"reason": "spam"}).json()["about"] == f"message:{other}"
    assert len(staff.get(f"{ROOT}/studio/messages?state=reported").json()["items"]) == 1
    assert send(staff, f"/studio/said/message/{other}/hiding", {"reason": "spam"}, "put").json()["reason"] == "spam"
    assert len(browser.get(f"{ROOT}/rooms/{room_id}/messages").json()["items"]) == 1
    assert send(staff, f"/studio/said/message/{other}/hiding", None, "delete").json()["hidden_at"] is None
    assert code(send(browser, f"/messages/{other}", None, "delete")) == (404, "not_found")
    assert send(browser, f"/messages/{said.json()['id']}", None, "delete").status_code == 204
    send(staff, f"/studio/rooms/{room_id}/closing")
    assert code(browser.get(f"{ROOT}/rooms/{room_id}/messages")) == (404, "not_found")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": ""}, "#/name"),
        ({"name": "x", "audience": "everyone"}, "#/audience"),
        ({"name": "x", "meeting_url": "javascript:alert(1)"}, "#/meeting_url"),
        ({"name": "x", "hours": ["9 09:00-10:00"]}, "#/hours"),
    ],
)
def test_bad_values_are_named(client_of, mei, body, pointer):
    answer = send(client_of(mei), "/studio/rooms", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_another_space_knows_nothing_of_it(client_of, other_space, mei, lin, wu):
    room = make_open_room()
    said = write_message(lin, room, "好火")
    with acting_in(other_space):
        assert not Room.objects.filter(pk=room.pk).exists()
    assert client_of(wu).get(f"/@elsewhere/rooms/{room.pk}/").status_code == 404
    assert client_of(wu).get(f"/@elsewhere/api/v1/rooms/{room.pk}/messages").status_code == 404
    assert Message.objects.get() == said


def test_what_a_member_said_is_in_their_copy_and_goes_with_them(mei, lin):
    write_message(lin, make_open_room(), "我的话")
    held = next(each for each in holdings() if each.model is Message)
    assert held.copy_for(lin)[0]["text"] == "我的话"
    held.erase(lin, at=Message.objects.get().written_at)
    assert Message.objects.get().text == ""


def test_the_chronicle_tells_what_staff_did_about_rooms(client_of, mei, lin):
    room = make_room(RoomWords(name="火边"))
    client_of(mei).post(f"/studio/rooms/{room.pk}/opening/")
    hide(write_message(lin, Room.objects.get(), "x"), reason="spam")
    close_room(room)
    assert FactRow.objects.get(name="RoomOpened").by_staff
    assert "火边" in client_of(mei).get("/studio/audit/").text
