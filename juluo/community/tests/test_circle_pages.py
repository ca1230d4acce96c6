"""Circles in the browser, in the studio and over the API. Of private ones nothing leaves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Circle, CircleMember
from juluo.community.operations.circle_members import admit_asker, ask_into_circle, give_role, join_circle
from juluo.community.operations.circles import (
    CircleWords,
    archive_circle,
    describe_circle,
    propose_circle,
    set_circle_rule,
)
from juluo.community.queries.circles import stay_of
from juluo.community.tests.factories import make_member
from juluo.community.tests.test_circles import make_circle, people, role
from juluo.community.tests.test_topic_pages import read
from juluo.core.models import Member
from juluo.core.spaces import acting_in
from juluo.ip.tests.test_api import ROOT, code, send

CANARY = "canary5117"


def queries_of(browser, path):
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(path).status_code == 200
    return len([each for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]])


def test_a_guest_reads_the_door_and_joins_by_joining_the_space(client_of, mei):
    circle = make_circle(mei, about="谈焙火。")
    page = client_of(None).get(f"/circles/{circle.pk}/").text
    assert all(each in page for each in ("焙茶人", "谈焙火。", "加入圈子", 'property="og:title"'))
    assert "/members/" not in page
    assert (
        client_of(None)
        .post(f"/circles/{circle.pk}/joining/")
        .headers["Location"]
        .startswith("/@shanye/accounts/login/")
    )


def test_a_member_joins_meets_the_others_and_leaves(client_of, mei, lin):
    circle, browser = make_circle(mei), client_of(lin)
    assert "焙茶人" in browser.get("/circles/").text
    browser.post(f"/circles/{circle.pk}/joining/")
    assert role(lin, circle) == "member"
    assert all(each in browser.get(f"/circles/{circle.pk}/members/").text for each in ("Mei", "Lin"))
    assert "焙茶人" in browser.get("/circles/mine/").text
    browser.post(f"/circles/{circle.pk}/leaving/")
    assert role(lin, circle) == ""


def test_the_last_lead_reads_how_to_hand_over(client_of, lin):
    circle = make_circle(lin)
    answer = client_of(lin).post(f"/circles/{circle.pk}/leaving/")
    assert (answer.status_code, "请先把别人设为圈主" in answer.text) == (409, True)


def test_a_lead_works_from_the_pages_of_the_circle(client_of, mei, lin):
    circle, wen = make_circle(lin, is_private=True), make_member("Wen")
    client_of(wen).post(f"/circles/{circle.pk}/asking/", {"words": "我也焙茶"})
    browser = client_of(lin)
    assert "我也焙茶" in browser.get(f"/circles/{circle.pk}/asks/").text
    ask = circle.asks.get()
    browser.post(f"/circles/{circle.pk}/asks/{ask.pk}/answer/", {"admit": "1"})
    stay = stay_of(wen, circle.pk)
    browser.post(f"/circles/{circle.pk}/members/{stay.pk}/", {"role": "helper"})
    assert role(wen, circle) == "helper"
    browser.post(f"/circles/{circle.pk}/members/{stay.pk}/removal/", {"reason": "不来了"})
    assert role(wen, circle) == ""


def test_a_lead_says_anew_what_the_circle_is_and_keeps_its_calendar(client_of, lin):
    circle, browser = make_circle(lin), client_of(lin)
    settings = {
        "name": "焙茶小组",
        "kind": "chapter",
        "place": "杭州",
        "is_private": "on",
        "focus_0": "50",
        "focus_1": "50",
    }
    assert browser.post(f"/circles/{circle.pk}/settings/", settings).status_code == 302
    assert Circle.objects.get(pk=circle.pk).name == "焙茶小组"
    when = {"starts_at": "2027-01-02T14:00", "ends_at": "2027-01-02T16:00"}
    browser.post(f"/circles/{circle.pk}/dates/", {"title": "围炉", "place": "老地方"} | when)
    date = circle.dates.get()
    file = browser.get(f"/circles/{circle.pk}/dates/{date.pk}/date.ics").text
    assert all(each in file for each in ("SUMMARY:围炉", "LOCATION:老地方", "DTSTART:20270102T060000Z"))
    browser.post(f"/circles/{circle.pk}/archiving/")
    assert Circle.objects.get(pk=circle.pk).archived_at
    browser.post(f"/circles/{circle.pk}/reopening/")
    assert Circle.objects.get(pk=circle.pk).is_standing


def test_a_member_who_looks_after_nothing_is_refused(client_of, mei, lin):
    circle = make_circle(mei)
    join_circle(lin, circle)
    stay, browser = stay_of(mei, circle.pk), client_of(lin)
    assert browser.get(f"/circles/{circle.pk}/settings/").status_code == 403
    assert browser.get(f"/circles/{circle.pk}/asks/").status_code == 403
    assert browser.post(f"/circles/{circle.pk}/members/{stay.pk}/", {"role": "member"}).status_code == 403
    assert browser.post(f"/circles/{circle.pk}/archiving/").status_code == 403


def test_members_propose_circles_and_find_those_that_look_for_people(client_of, mei, lin):
    set_circle_rule(rung="fan", supporters=1)
    browser = client_of(lin)
    said = {"name": "杭州茶友", "kind": "chapter", "place": "杭州", "focus_0": "50", "focus_1": "50"}
    assert browser.post("/circles/new/", said).status_code == 302
    circle = Circle.objects.get()
    wen = make_member("Wen")
    assert "我愿意加入" in client_of(wen).get("/circles/wanted/").text
    client_of(wen).post(f"/circles/{circle.pk}/joining/")
    assert Circle.objects.get().is_standing


def test_staff_open_a_circle_appoint_another_lead_and_set_the_rule(client_of, mei, lin):
    browser = client_of(mei)
    said = {"name": "上海", "kind": "chapter", "lead": "Lin", "focus_0": "50", "focus_1": "50"}
    assert browser.post("/studio/circles/new/", said | {"lead": "Nobody"}).status_code == 422
    assert browser.post("/studio/circles/new/", said).status_code == 302
    circle = Circle.objects.get()
    make_member("Wen")
    browser.post(f"/studio/circles/{circle.pk}/", {"lead": "wen@example.com"})
    assert sorted(CircleMember.objects.filter(role="lead").values_list("member__name", flat=True)) == ["Lin", "Wen"]
    assert "上海" in browser.get("/studio/circles/?state=open&kind=chapter&q=上").text
    browser.post("/studio/circles/rule/", {"rung": "fan", "supporters": "3"})
    assert "fan" in browser.get("/studio/circles/rule/").text
    browser.post(f"/studio/circles/{circle.pk}/archiving/")
    assert "上海" not in browser.get("/studio/circles/?state=open").text
    browser.post(f"/studio/circles/{circle.pk}/reopening/")
    assert client_of(lin).get("/studio/circles/").status_code == 404


@pytest.fixture
def secret(mei):
    """A private circle whose words hold the canary, and one inside it."""
    circle = make_circle(mei, name=f"{CANARY}圈", about=f"{CANARY}之约", is_private=True)
    make_circle(mei, name=f"{CANARY}内圈", parent=circle)
    return circle


def surfaces(circle):
    yield from ("/", "/circles/", f"/circles/{circle.pk}/", "/feed.atom", "/sitemap.xml", "/sitemap-pages.xml")
    yield from (f"/search/?q={CANARY}", f"{ROOT}/circles", f"{ROOT}/circles/{circle.pk}", f"{ROOT}/search?q={CANARY}")


def met_by(browser, circle):
    """Where the browser meets its words; a page of search repeats what was asked, and no more."""
    said = (f"{CANARY}圈", f"{CANARY}内圈", f"{CANARY}之约")
    pages = {path: read(browser, path) for path in surfaces(circle)}
    return {path for path, text in pages.items() if any(each in text for each in said)}


def test_guests_meet_nothing_of_a_private_circle(client_of, secret):
    assert met_by(client_of(None), secret) == set()


def test_the_same_look_finds_an_open_circle(client_of, mei, secret):
    describe_circle(secret, CircleWords(name=secret.name, about=secret.about), by=mei)
    met = met_by(client_of(None), secret)
    assert {"/circles/", f"/circles/{secret.pk}/", f"{ROOT}/circles", f"/search/?q={CANARY}"} <= met


def test_members_see_the_lock_and_nothing_of_what_is_inside(client_of, mei, lin, secret):
    page = client_of(lin).get(f"/circles/{secret.pk}/").text
    assert ("申请进圈" in page, "Mei" in page, "og:title" in page) == (True, False, False)
    for part in ("members", "dates", "asks", "settings", "company"):
        assert client_of(lin).get(f"/circles/{secret.pk}/{part}/").status_code == 404
    admit_asker(ask_into_circle(lin, secret), by=mei)
    assert client_of(lin).get(f"/circles/{secret.pk}/members/").status_code == 200


def test_lists_cost_the_same_with_one_and_three(client_of, mei, lin):
    circle = make_circle(mei)
    browser, paths = client_of(lin), ("/circles/", "/circles/mine/", f"/circles/{circle.pk}/members/")
    join_circle(lin, circle)
    one = [queries_of(browser, path) for path in paths]
    for number in range(2):
        join_circle(lin, make_circle(mei, name=f"圈{number}"))
        join_circle(make_member(f"Guest {number}"), circle)
    assert [queries_of(browser, path) for path in paths] == one
    assert max(one) <= 12
    assert queries_of(browser, f"/circles/{circle.pk}/") <= 12


def test_the_api_does_what_the_pages_do(client_of, mei, lin):
    set_circle_rule(rung="fan", supporters=0)
    browser = client_of(lin)
    made = send(browser, "/circles", {"name": "焙茶", "kind": "trade", "capacity": 9})
    found = made.json()
    assert (made.status_code, found["role"], found["state"]) == (201, "lead", "open")
    path = f"/circles/{found['id']}"
    assert send(client_of(mei), f"{path}/membership").json()["people"] == 2
    people_of = browser.get(f"{ROOT}{path}/members").json()["items"]
    assert [each["name"] for each in people_of] == ["Lin", "Mei"]
    told = send(browser, f"{path}/members/{people_of[1]['id']}/role", {"role": "helper"}, method="put")
    assert told.json()["role"] == "helper"
    assert (
        send(browser, f"{path}/company", {"company": "山茶行", "job": "掌柜"}, method="put").json()["company"]
        == "山茶行"
    )
    assert send(client_of(mei), f"{path}/membership", method="delete").status_code == 204
    assert code(send(browser, f"{path}/membership", method="delete")) == (409, "last_lead")
    assert browser.get(f"{ROOT}/me/circles").json()["items"][0]["circle"]["people"] == 1
    assert send(browser, f"{path}/archiving").json()["state"] == "archived"
    assert send(browser, f"{path}/reopening").json()["state"] == "open"
    assert browser.get(f"{ROOT}/circles/rule").json() == {"rung": "fan", "supporters": 0}


@pytest.mark.parametrize(("said", "pointer"), [({"name": ""}, "#/name"), ({"name": "焙", "capacity": 0}, "#/capacity"),
                                               ({"name": "焙", "kind": "club"}, "#/kind")])  # fmt: skip
def test_bad_values_answer_422_with_a_pointer(client_of, lin, said, pointer):
    set_circle_rule(rung="fan", supporters=0)
    answer = send(client_of(lin), "/circles", said)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_circle_of_another_space_is_a_missing_one(client_of, other_space, lin, wu):
    with acting_in(other_space):
        theirs = make_circle(wu, name=CANARY)
    browser = client_of(lin)
    for path in (f"/circles/{theirs.pk}/", f"/circles/{theirs.pk}/members/", f"{ROOT}/circles/{theirs.pk}"):
        assert browser.get(path).status_code == 404
    assert CANARY not in browser.get("/circles/").text
    assert send(browser, f"/circles/{theirs.pk}/membership").status_code == 404


def test_an_archived_circle_stays_readable_and_says_so(client_of, mei, lin):
    circle = make_circle(mei)
    join_circle(lin, circle)
    archive_circle(circle, by=mei)
    assert "这个圈子已封存" in client_of(lin).get(f"/circles/{circle.pk}/").text
    assert people(circle) == 2
    set_circle_rule(rung="fan", supporters=2)
    assert propose_circle(lin, CircleWords(name="新圈")).is_proposed
    give_role(stay_of(lin, circle.pk), "lead", by=Member.objects.get(pk=mei.pk))
