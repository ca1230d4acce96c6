"""Direct messages in the browser and over the API; staff see none but what was reported."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Case, DirectMessage
from juluo.community.operations.circle_members import join_circle
from juluo.community.operations.direct import ask_to_write, open_conversation, shut_conversation, write_direct
from juluo.community.tests.factories import make_member
from juluo.community.tests.test_circles import make_circle
from juluo.core.holdings import holdings
from juluo.core.live.tickets import ticket_in
from juluo.core.models import Report
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.jobs import run_tasks

CANARY = "directcanary88"


@pytest.fixture
def an(space):
    return make_member("an")


@pytest.fixture
def talk(mei, lin, an):
    join_circle(an, make_circle(lin))
    talk = open_conversation(ask_to_write(lin, an, "在吗"), by=an)
    write_direct(lin, talk, f"{CANARY}一")
    write_direct(an, talk, f"{CANARY}二")
    run_tasks()
    return talk


def test_two_write_to_each_other_in_the_browser(client_of, mei, lin, an):
    circle = make_circle(lin)
    join_circle(an, circle)
    browser, other = client_of(lin), client_of(an)
    assert f"/direct/to/{an.pk}/" in browser.get(f"/circles/{circle.pk}/members/").text

    asked = browser.post(f"/direct/to/{an.pk}/", {"text": "<b>在吗</b>"}).url
    place = asked.removeprefix("/@shanye")
    assert "等对方回应" in browser.get(place).text
    page = other.get(place).text
    assert ("&lt;b&gt;在吗" in page, f"{place}opening/" in page) == (True, True)
    other.post(f"{place}opening/")
    assert other.post(place, {"text": "在"}).url.startswith(f"{asked}#message-")
    assert "<send-here" in browser.get(place).text
    assert browser.get(f"/direct/to/{an.pk}/").url == asked

    own = DirectMessage.objects.get(author=an)
    assert browser.post(f"/direct/messages/{own.pk}/removal/").status_code == 404
    other.post(f"/direct/messages/{own.pk}/removal/")
    assert DirectMessage.objects.get(author=an).text == ""


def test_one_declines_shuts_and_opens_again(client_of, mei, lin, an):
    join_circle(an, make_circle(lin))
    place = f"/direct/{ask_to_write(lin, an, '在吗').pk}/"
    browser = client_of(an)
    browser.post(f"{place}declining/")
    assert "暂时不想聊" in client_of(lin).get(place).text
    browser.post(f"{place}shutting/")
    assert ("unshutting/" in browser.get(place).text, "<room-talk" in browser.get(place).text) == (True, False)
    assert "unshutting" not in client_of(lin).get(place).text
    browser.post(f"{place}unshutting/")
    assert "<room-talk" in browser.get(place).text
    browser.post("/direct/door/shutting/")
    assert "/direct/door/opening/" in browser.get("/direct/").text
    browser.post("/direct/door/opening/")
    assert "/direct/door/shutting/" in browser.get("/direct/").text


def test_nobody_else_meets_a_word_not_even_the_owner(client_of, talk, mei):
    message = DirectMessage.objects.filter(text__startswith=CANARY).first()
    base = f"/said/direct/{message.pk}/"
    paths = ["/direct/", f"/direct/{talk.pk}/", f"/direct/{talk.pk}/listening/", base, f"{base}report/", "/me/", "/"]
    paths += [f"{ROOT}/conversations", f"{ROOT}/conversations/{talk.pk}/messages", f"/search/?q={CANARY[:8]}"]
    paths += ["/studio/messages/", "/studio/cases/", "/notifications/"]
    for browser in (client_of(mei), client_of(make_member("bo")), client_of()):
        assert not [path for path in paths if CANARY in browser.get(path, follow=True).text]
        assert browser.post(f"/studio{base}case/").status_code in {302, 404}
        assert browser.post(f"/studio{base}hiding/", {"reason": "spam"}).status_code in {302, 404}
    assert (Case.objects.count(), DirectMessage.objects.exclude(hidden_at=None).count()) == (0, 0)


def test_what_is_reported_is_shown_to_who_moderates_with_what_stands_around_it(client_of, talk, mei, lin, an):
    said = DirectMessage.objects.get(author=an)
    client_of(lin).post(f"/said/direct/{said.pk}/report/", {"reason": "insult", "words": "骂人"})
    assert Report.objects.get().about == f"direct:{said.pk}"
    page = client_of(mei).get(f"/studio/cases/{Case.objects.get().pk}/").text
    assert (f"{CANARY}二" in page, f"{CANARY}一" in page) == (True, True)
    client_of(mei).post(f"/studio/said/direct/{said.pk}/hiding/", {"reason": "insult", "words": ""})
    assert f"{CANARY}二" not in client_of(lin).get(f"/direct/{talk.pk}/").text
    assert f"{CANARY}二" in client_of(an).get(f"/direct/{talk.pk}/").text


@override_settings(LIVE_URL=":8100")
def test_the_two_listen_and_who_shut_it_does_not(client_of, talk, lin, an, mei):
    browser = client_of(lin)
    found = browser.get(f"/direct/{talk.pk}/listening/?read=2").json()
    assert ticket_in(found["url"].partition("ticket=")[2].replace("%3A", ":")).stream == talk.stream
    assert browser.get(f"{ROOT}/conversations/{talk.pk}/listening").json()["position"] == 3
    shut_conversation(talk, by=lin)
    assert browser.get(f"/direct/{talk.pk}/listening/").status_code == 404
    assert client_of(mei).get(f"/direct/{talk.pk}/listening/").status_code == 404
    assert "connect-src" in client_of(an).get(f"/direct/{talk.pk}/")["Content-Security-Policy"]


def test_the_same_over_the_api(client_of, mei, lin, an):
    join_circle(an, make_circle(lin))
    browser, other = client_of(lin), client_of(an)
    assert code(send(browser, "/conversations", {"member_id": str(mei.pk), "text": "在吗"})) == (403, "not_met")
    asked = send(browser, "/conversations", {"member_id": str(an.pk), "text": "在吗"}).json()
    base = f"/conversations/{asked['id']}"
    assert (asked["asked_by_me"], asked["open"], asked["member_id"]) == (True, False, str(an.pk))
    assert code(send(browser, f"{base}/messages", {"text": "喂"})) == (409, "waiting")
    assert send(other, f"{base}/declining", method="put").json()["declined"] is True
    assert send(other, f"{base}/opening", method="put").json()["open"] is True
    assert send(other, f"{base}/messages", {"text": "在"}).status_code == 201
    assert [each["text"] for each in browser.get(f"{ROOT}{base}/messages").json()["items"]] == ["在", "在吗"]
    assert browser.get(f"{ROOT}/conversations").json()["items"][0]["unread"] is True
    assert send(browser, f"{base}/visit", method="put").status_code == 204
    assert browser.get(f"{ROOT}/conversations").json()["items"][0]["unread"] is False
    assert send(browser, f"{base}/shutting", method="put").json()["shut"] is True
    assert send(browser, f"{base}/shutting", method="delete").json()["shut"] is False
    for method in ("put", "delete"):
        assert send(other, "/me/door", method=method).status_code == 204
    own = DirectMessage.objects.get(author=lin)
    assert send(other, f"/direct-messages/{own.pk}", method="delete").status_code == 404
    assert send(browser, f"/direct-messages/{own.pk}", method="delete").status_code == 204


def test_the_lists_ask_as_much_for_three_rows_as_for_one(client_of, talk, lin, an):
    browser, circle = client_of(lin), make_circle(an, name="别的圈")
    paths = ["/direct/", f"/direct/{talk.pk}/"]

    def asked():
        counts = []
        for path in paths:
            browser.get(path)
            with CaptureQueriesContext(connection) as queries:
                browser.get(path)
            counts.append(len(queries))
        return counts

    before = asked()
    join_circle(lin, circle)
    for number in range(2):
        other = make_member(f"m{number}")
        join_circle(other, circle)
        ask_to_write(other, lin, "在吗")
        write_direct(an, talk, f"{number}")
    assert asked() == before


def test_what_a_member_wrote_goes_with_them(talk, lin):
    for holding in holdings():
        if holding.model is DirectMessage:
            assert [row["text"] for row in holding.copy_for(lin)] == ["在吗", f"{CANARY}一"]
            holding.erase(lin, at=talk.asked_at)
    assert not DirectMessage.objects.filter(author=lin).exclude(text="").exists()
