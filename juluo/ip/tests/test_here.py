"""What there is beside posts: led to from home and About, and marked where others spoke since one's last visit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core.entitlements import grant, revoke
from juluo.core.memory import memory
from juluo.core.said.operations import hide
from juluo.core.spaces import acting_in
from juluo.ip.models import RoomVisit
from juluo.ip.operations.bundles import fill_bundle, make_bundle
from juluo.ip.operations.messages import write_message
from juluo.ip.operations.rooms import close_room
from juluo.ip.operations.series import make_series, note_reading, order_parts
from juluo.ip.operations.visits import note_visit
from juluo.ip.queries.here import places_here
from juluo.ip.queries.rooms import unread_visits
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_rooms import make_open_room
from juluo.ip.tests.test_series import ROOT, make_parts


def keys(space, reader=None):
    memory.clear()
    return [place.key for place in places_here(space, reader)]


def queries_of(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_nothing_is_led_to_where_there_is_nothing(client_of, space, mei, wu, other_space):
    with acting_in(other_space):
        make_open_room()
        make_parts(wu, "春", "夏")
    make_series("空")
    assert keys(space, mei) == []
    assert 'id="here"' not in client_of().get("/about/").text
    assert 'class="tabs"' not in client_of().get("/").text


def test_home_and_about_lead_to_what_there_is(client_of, space, mei):
    series, _parts = make_parts(mei, "春", "夏")
    fill_bundle(make_bundle("四季全集"), [f"series:{series.pk}"])
    make_open_room()

    assert keys(space) == ["series", "bundles", "rooms"]
    for path in ("/", "/about/"):
        page = client_of().get(path).text
        assert [f'href="/@shanye/{each}/"' in page for each in ("series", "bundles", "rooms", "questions")] == [
            True, True, True, False,
        ]  # fmt: skip
    assert client_of().get(f"{ROOT}/places").json()[2] == {
        "key": "rooms", "label": "房间", "url": "http://testserver/@shanye/rooms/", "unread": None,
    }  # fmt: skip
    assert "/series/</loc>" in client_of().get("/sitemap-pages.xml").text


def test_a_guests_page_follows_at_once_what_is_opened_and_closed(client_of, mei):
    guest = client_of()
    assert "/rooms/" not in guest.get("/about/").text
    room = make_open_room()
    assert "/rooms/" in guest.get("/about/").text
    close_room(room)
    assert "/rooms/" not in guest.get("/about/").text


def test_what_is_kept_costs_home_no_query_but_one_for_rooms(client_of, lin, mei):
    make_post(mei)
    browser = client_of(lin)
    before = queries_of(browser, "/")
    make_parts(mei, "春", "夏")
    assert queries_of(browser, "/") == before
    make_open_room()
    assert queries_of(browser, "/") == before + 1
    for number in range(2):
        make_open_room(name=f"第{number}间")
    assert queries_of(browser, "/") == before + 1


@pytest.fixture
def room(mei):
    return make_open_room()


def marked(member):
    return set(unread_visits(member).values_list("room_id", flat=True))


def test_a_room_is_marked_when_others_speak_after_ones_visit(client_of, lin, mei, room):
    write_message(mei, room, "早")
    assert marked(lin) == set(), "a room that one never entered is no news"
    browser, path = client_of(lin), f"/rooms/{room.pk}/"
    browser.get(path)
    assert marked(lin) == set()

    write_message(mei, room, "还在吗？")

    assert marked(lin) == {room.pk}
    for page in ("/rooms/", "/me/", "/about/"):
        assert "badge-brand num" in browser.get(page).text
    assert '<span class="num muted">1</span>' in browser.get("/").text
    assert browser.get(f"{ROOT}/rooms").json()["items"][0]["unread"] is True
    browser.get(path)
    assert marked(lin) == set()
    assert "badge-brand num" not in browser.get("/rooms/").text


def test_ones_own_words_and_hidden_ones_are_no_news(lin, mei, room):
    note_visit(room, lin)
    write_message(lin, room, "有人吗？")
    assert marked(lin) == set()
    said = write_message(mei, room, "在")
    assert marked(lin) == {room.pk}
    hide(said, reason="spam")
    assert marked(lin) == set()


def test_who_is_let_in_no_more_sees_no_mark(lin, mei):
    bought = make_open_room(audience="buyers")
    grant(lin, f"room:{bought.pk}", reason="order-line:1")
    note_visit(bought, lin)
    write_message(mei, bought, "欢迎")
    assert marked(lin) == {bought.pk}
    revoke(reason="order-line:1")
    assert marked(lin) == set()


def test_an_older_visit_changes_nothing_and_twice_is_once(lin, mei, room):
    first, last = write_message(mei, room, "一"), write_message(mei, room, "二")
    for seen in (last.position, first.position, last.position):
        note_visit(room, lin, seen=seen)
    assert list(RoomVisit.objects.values_list("seen", flat=True)) == [last.position]


def test_a_room_is_read_over_the_api_too(client_of, lin, mei, hao, room):
    write_message(mei, room, "早")
    browser = client_of(lin)
    assert browser.put(f"{ROOT}/rooms/{room.pk}/visit").status_code == 204
    assert RoomVisit.objects.get().member == lin
    write_message(mei, room, "午")
    assert browser.get(f"{ROOT}/places").json()[0]["unread"] == 1
    assert client_of(hao).put(f"{ROOT}/rooms/{room.pk}/visit").status_code in {401, 403}
    locked = make_open_room(audience="angel")
    assert browser.put(f"{ROOT}/rooms/{locked.pk}/visit").status_code == 404


def test_the_list_of_series_tells_how_far_a_member_has_come(client_of, lin, mei):
    _series, parts = make_parts(mei, "春", "夏", "秋")
    note_reading(parts[0], lin)
    guest, member = client_of().get("/series/").text, client_of(lin).get("/series/").text
    assert ("3" in guest, "1 / 3" in member) == (True, True)
    assert client_of(lin).get(f"{ROOT}/series").json()["items"][0] | {"id": "", "made_at": ""} == {
        "id": "", "kind": "column", "title": "四季", "summary": "一年四封信。", "made_at": "",
        "size": 3, "read": 1, "finished_at": None,
    }  # fmt: skip
    assert client_of().get(f"{ROOT}/series").json()["items"][0]["read"] == 0


@pytest.mark.parametrize("path", ["/series/", "/bundles/", "/rooms/", f"{ROOT}/series", f"{ROOT}/rooms"])
def test_lists_cost_the_same_at_one_row_and_at_three(client_of, lin, mei, path):
    def another(title):
        post = make_post(mei, title)
        order_parts(make_series(title), [post.pk])
        fill_bundle(make_bundle(title), [f"post:{post.pk}"])
        make_open_room(name=title)

    browser = client_of(lin)
    another("春")
    few = queries_of(browser, path)
    another("夏")
    another("秋")
    assert queries_of(browser, path) == few


def test_empty_lists_say_what_will_stand_there(client_of, space):
    assert all('class="empty"' in client_of().get(path).text for path in ("/series/", "/bundles/"))
