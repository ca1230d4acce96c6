"""Topics in the browser and over the API. Nothing that is said in a private circle leaves it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.letters import ends_of_topic
from juluo.community.models import Circle, Reply, TalkPicture, Topic
from juluo.community.operations.circle_members import admit_asker, ask_into_circle, join_circle, leave_circle
from juluo.community.operations.circles import CircleWords, describe_circle
from juluo.community.operations.replies import take_reply_back
from juluo.community.operations.topic_care import move_topic
from juluo.community.operations.topic_marks import note_reading
from juluo.community.operations.topics import TopicWords, announce
from juluo.community.queries.topics import REPLIES_SHOWN, visit_of
from juluo.community.tests.factories import make_member
from juluo.community.tests.test_circles import make_circle
from juluo.community.tests.test_topics import fresh, later, make_topic, say
from juluo.core.spaces import acting_in
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.ip.tests.test_pages import picture
from juluo.reach.channels.mail import public_addresses
from juluo.testing.jobs import run_tasks

CANARY = "canary6203"


def queries_of(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen.captured_queries)


@pytest.fixture
def circle(mei, lin):
    made = make_circle(mei)
    join_circle(lin, made)
    return made


def test_a_topic_is_begun_answered_and_closed_by_its_answer(client_of, mei, lin, circle):
    asking, answering = client_of(lin), client_of(mei)
    answer = asking.post(
        f"/circles/{circle.pk}/topics/new/", {"title": "三分火", "text": "**怎么**看？", "tags": "火，入门"}
    )
    topic = Topic.objects.get()
    assert answer.headers["Location"].endswith(f"/topics/{topic.pk}/")
    assert topic.tags == ["火", "入门"]
    page = answering.get(f"/topics/{topic.pk}/").text
    assert all(each in page for each in ("<strong>怎么</strong>看", "#火", 'content="noindex"'))
    answering.post(f"/topics/{topic.pk}/replies/", {"text": "听声音<script>alert(1)</script>"})
    reply = Reply.objects.get()
    assert "<script>alert" not in asking.get(f"/topics/{topic.pk}/").text
    asking.post(f"/replies/{reply.pk}/accepting/")
    assert "这条解答了" in answering.get(f"/topics/{topic.pk}/").text
    assert "三分火" in asking.get(f"/circles/{circle.pk}/").text
    assert asking.get(f"/topics/{topic.pk}/?since=nonsense&latest=1").status_code == 200


def test_words_are_quoted_changed_and_taken_back_in_the_browser(client_of, mei, lin, circle):
    topic = make_topic(mei, circle)
    said, browser = say(mei, topic), client_of(lin)
    browser.post(f"/replies/{said.pk}/quote/", {"quote": "听声音。", "text": "对"})
    browser.post(f"/topics/{topic.pk}/quote/", {"quote": "没说过", "text": "错"})
    quoting = Reply.objects.get(author=lin)
    assert (quoting.quote, quoting.answers_id) == ("听声音。", said.pk)
    browser.post(f"/replies/{quoting.pk}/text/", {"text": "很对"})
    assert "很对" in browser.get(f"/topics/{topic.pk}/").text
    assert browser.post(f"/replies/{said.pk}/text/", {"text": "改别人的"}).status_code == 404
    browser.post(f"/replies/{quoting.pk}/removal/")
    assert "很对" not in browser.get(f"/topics/{topic.pk}/").text
    assert browser.get("/topics/mine/").status_code == 200


def test_a_picture_in_a_reply_stands_among_the_files_of_its_circle(client_of, mei, lin, circle):
    topic = make_topic(mei, circle)
    client_of(lin).post(f"/topics/{topic.pk}/replies/", {"text": "看图", "picture": picture()})
    reply, kept = Reply.objects.get(), TalkPicture.objects.get()
    assert (kept.reply_id, kept.circle_id, str(kept.media_id) in reply.text) == (reply.pk, circle.pk, True)
    files = client_of(mei).get(f"/circles/{circle.pk}/pictures/").text
    assert str(kept.media_id) in files
    take_reply_back(reply)
    assert str(kept.media_id) not in client_of(mei).get(f"/circles/{circle.pk}/pictures/").text


def test_one_press_ends_following_and_what_is_unread_is_marked(client_of, mei, lin, circle):
    topic, browser = make_topic(mei, circle), client_of(lin)
    listed = f"/circles/{circle.pk}/topics/"
    assert f"/topics/{topic.pk}/unread/" in browser.get(listed).text
    browser.get(f"/topics/{topic.pk}/")
    assert f"/topics/{topic.pk}/unread/" not in browser.get(listed).text
    browser.post(f"/topics/{topic.pk}/following/")
    assert "三分火怎么看" in browser.get("/topics/followed/").text
    said = say(mei, topic)
    note_reading(topic, lin, seen=said.pk, before=None)
    say(mei, topic, "又一句")
    assert browser.get(f"/topics/{topic.pk}/unread/").headers["Location"].endswith(f"?since={said.pk}#reply-{said.pk}")
    browser.post(f"/topics/{topic.pk}/unfollowing/")
    assert "三分火怎么看" not in browser.get("/topics/followed/").text


def test_a_lead_tends_a_topic_and_others_see_no_button(client_of, mei, lin, circle):
    topic, browser = make_topic(lin, circle), client_of(mei)
    path = f"/topics/{topic.pk}"
    assert f"{path}/move/" not in client_of(lin).get(f"{path}/").text
    for deed in ("pin", "closing", "reopening", "unpinning"):
        assert browser.post(f"{path}/{deed}/").status_code == 302
        assert client_of(lin).post(f"{path}/{deed}/").status_code == 403
    browser.post(f"{path}/tags/", {"tags": "新标签"})
    browser.post(f"{path}/move/", {"circle": ""})
    assert (fresh(topic).tags, fresh(topic).circle_id) == (["新标签"], None)
    assert "三分火怎么看" in browser.get("/topics/").text


def test_a_lead_announces_and_sees_how_many_opened_it(client_of, mei, lin, circle):
    said = {"title": "明天围炉", "announcement": "on"}
    client_of(lin).post(f"/circles/{circle.pk}/topics/new/", said | {"title": "我来宣布"})
    client_of(mei).post(f"/circles/{circle.pk}/topics/new/", said)
    topic = Topic.objects.get(is_announcement=True)
    client_of(lin).get(f"/topics/{topic.pk}/")
    client_of(lin).get(f"/topics/{topic.pk}/")
    assert "1 人打开过" in client_of(mei).get(f"/topics/{topic.pk}/").text


def test_a_long_topic_is_read_page_by_page_from_either_end(client_of, mei, lin, circle):
    topic, browser = make_topic(mei, circle), client_of(lin)
    Reply.objects.bulk_create(
        Reply(topic=topic, author=mei, text=f"第{number}句", written_at=topic.written_at)
        for number in range(2 * REPLIES_SHOWN)
    )
    last = Reply.objects.order_by("-id").first()
    first, latest = browser.get(f"/topics/{topic.pk}/").text, browser.get(f"/topics/{topic.pk}/?latest=1").text
    assert ("第0句" in first, f"reply-{last.pk}" in first) == (True, False)
    assert ("第0句" in latest, f"reply-{last.pk}" in latest) == (False, True)
    assert f"reply-{last.pk}" in browser.get(f"/replies/{last.pk}/", follow=True).text


def test_a_topic_costs_the_same_with_one_reply_and_with_many(client_of, mei, lin, circle):
    topic, browser, wen = make_topic(mei, circle), client_of(lin), make_member("Wen")
    join_circle(wen, circle)
    say(mei, topic)
    paths = (f"/topics/{topic.pk}/", f"/circles/{circle.pk}/topics/", f"/circles/{circle.pk}/", "/topics/followed/")
    one = [queries_of(browser, path) for path in paths]
    later(make_topic(mei, circle, title="二"), minutes=1)
    make_topic(wen, circle, title="三")
    for author in (wen, lin):
        say(author, topic, f"{author.name}说")
    assert [queries_of(browser, path) for path in paths] == one
    assert max(one) <= 12


@pytest.fixture
def secret(mei):
    """What is said in a private circle, with the canary in every word."""
    circle = make_circle(mei, is_private=True)
    topic = make_topic(mei, circle, title=f"{CANARY}题", text=f"{CANARY}文", tags=[f"{CANARY}签"])
    say(mei, topic, f"{CANARY}答")
    announce(mei, circle, TopicWords(title=f"{CANARY}告"))
    run_tasks()
    return topic


SAID = [f"{CANARY}{each}" for each in "题文签答告"]


def surfaces(topic):
    yield from ("/", "/circles/", f"/circles/{topic.circle_id}/", "/topics/", "/topics/followed/", "/topics/mine/")
    yield from (
        "/feed.atom",
        "/feed.json",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/me/",
        "/followed/",
        "/notifications/",
    )
    yield from (f"/search/?q={CANARY}", f"/search/?q={CANARY}&kind=topic", f"{ROOT}/search?q={CANARY}")
    yield from (f"/topics/{topic.pk}/", f"/circles/{topic.circle_id}/topics/", f"/circles/{topic.circle_id}/pictures/")
    yield from (f"{ROOT}/topics", f"{ROOT}/topics?circle={topic.circle_id}", f"{ROOT}/topics/{topic.pk}")
    yield from (f"{ROOT}/topics/{topic.pk}/replies", f"{ROOT}/circles/{topic.circle_id}", f"{ROOT}/notifications")


def read(browser, path):
    """What a page or an answer says, without what search marks in its words."""
    answer = browser.get(path, follow=True)
    told = json.dumps(answer.json(), ensure_ascii=False) if "json" in answer["Content-Type"] else answer.text
    return told.replace("<mark>", "").replace("</mark>", "")


def heard_by(browser, topic):
    pages = {path: read(browser, path) for path in surfaces(topic)}
    return {path for path, text in pages.items() if any(each in text for each in SAID)}


def test_nothing_said_in_a_private_circle_is_met_outside(client_of, lin, hao, secret):
    assert heard_by(client_of(None), secret) == set()
    assert heard_by(client_of(lin), secret) == set()
    for path in (f"/topics/{secret.pk}/move/", f"/replies/{secret.replies.get().pk}/quote/"):
        assert client_of(lin).get(path).status_code == 404


def test_the_same_look_hears_it_inside(client_of, mei, lin, secret):
    admit_asker(ask_into_circle(lin, secret.circle), by=mei)
    heard = heard_by(client_of(lin), secret)
    assert {f"/topics/{secret.pk}/", f"/search/?q={CANARY}", f"{ROOT}/search?q={CANARY}"} <= heard
    leave_circle(lin, secret.circle)
    assert heard_by(client_of(lin), secret) == set()


def test_what_becomes_private_is_found_no_more_and_what_opens_is(client_of, mei, lin, secret):
    found = f"/search/?q={CANARY}"
    describe_circle(secret.circle, CircleWords(name="焙茶人"), by=mei)
    run_tasks()
    assert all(each in read(client_of(lin), found) for each in SAID[:1])
    describe_circle(secret.circle, CircleWords(name="焙茶人", is_private=True), by=mei)
    assert not any(each in read(client_of(lin), found) for each in SAID), "at once, whatever the index says"
    other = make_circle(mei, name="敞开")
    move_topic(secret, other, by=mei)
    run_tasks()
    assert f"{CANARY}答" in read(client_of(lin), found)


def test_the_api_does_what_the_pages_do(client_of, mei, lin, circle):
    browser, lead = client_of(lin), client_of(mei)
    made = send(
        browser, "/topics", {"title": "三分火", "text": "**怎么**看？", "circle_id": str(circle.pk), "tags": ["火"]}
    )
    found = made.json()
    assert (made.status_code, found["html"], found["follows"]) == (201, "<p><strong>怎么</strong>看？</p>\n", True)
    path = f"/topics/{found['id']}"
    said = send(lead, f"{path}/replies", {"text": "听声音。", "quote": "怎么看？"}).json()
    assert said["quote"] == "怎么看？"
    again = send(browser, f"{path}/replies", {"text": "谢谢", "answers_id": said["id"]}).json()
    assert [each["id"] for each in browser.get(f"{ROOT}{path}/replies").json()["items"]] == [said["id"], again["id"]]
    assert browser.get(f"{ROOT}{path}/replies?since={again['id']}").json()["items"][0]["id"] == again["id"]
    assert send(browser, f"{path}/visit", {"reply_id": again["id"]}, "put").status_code == 204
    assert browser.get(f"{ROOT}{path}").json()["unread"] is False
    assert send(browser, f"/replies/{said['id']}/acceptance", method="put").json()["accepted_id"] == said["id"]
    assert send(browser, f"/replies/{said['id']}/acceptance", method="delete").json()["accepted_id"] is None
    assert send(browser, f"{path}/following", method="delete").json()["follows"] is False


def test_the_api_tends_changes_and_takes_back(client_of, mei, lin, circle):
    topic, lead, browser = make_topic(lin, circle), client_of(mei), client_of(lin)
    path, reply = f"/topics/{topic.pk}", say(lin, topic)
    assert send(lead, f"{path}/pin", method="put").json()["pinned_at"]
    assert send(lead, f"{path}/pin", method="delete").json()["pinned_at"] is None
    assert send(lead, f"{path}/closing").json()["closed_at"]
    assert code(send(browser, f"{path}/replies", {"text": "晚了"})) == (409, "topic_closed")
    assert send(lead, f"{path}/reopening").json()["closed_at"] is None
    assert code(send(browser, f"{path}/pin", method="put")) == (403, "not_your_circle")
    assert send(browser, f"{path}/text", {"title": "火候", "text": ""}, "put").json()["title"] == "火候"
    assert send(browser, f"{path}/tags", {"tags": ["火"]}, "put").json()["tags"] == ["火"]
    assert send(lead, f"{path}/circle", {"circle_id": None}, "put").json()["circle_id"] is None
    assert send(browser, f"/replies/{reply.pk}/text", {"text": "改了"}, "put").json()["text"] == "改了"
    assert send(browser, f"/replies/{reply.pk}", method="delete").status_code == 204
    assert send(browser, path, method="delete").status_code == 204
    assert code(browser.get(f"{ROOT}{path}")) == (404, "not_found")


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"title": ""}, "#/title"),
        ({"title": "火", "text": "字" * 20_001}, "#/text"),
        ({"title": "火", "tags": ["字" * 21]}, "#/tags/0"),
    ],
)
def test_bad_values_answer_422_with_a_pointer(client_of, lin, said, pointer):
    answer = send(client_of(lin), "/topics", said)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_topic_of_another_space_is_a_missing_one(client_of, other_space, lin, wu):
    with acting_in(other_space):
        theirs = make_topic(wu, title=CANARY)
        reply = say(wu, theirs)
    browser = client_of(lin)
    for path in (f"/topics/{theirs.pk}/", f"/replies/{reply.pk}/", f"{ROOT}/topics/{theirs.pk}"):
        assert browser.get(path).status_code == 404
    assert send(browser, f"/topics/{theirs.pk}/replies", {"text": "在吗"}).status_code == 404
    assert Circle.objects.count() == 0


def test_a_link_in_the_mail_ends_following_without_signing_in(client_of, mei, lin, circle):
    topic = make_topic(lin, circle)
    say(mei, topic)
    with public_addresses():
        (way,) = ends_of_topic(lin.pk, {"topic_id": str(topic.pk)})
    path = way.target[way.target.index("/topics/end/") :]
    guest = client_of(None)
    assert topic.title not in guest.get(path).text
    assert visit_of(lin, topic.pk).followed_at, "programs that look at links end nothing"
    guest.post(path)
    assert visit_of(lin, topic.pk).followed_at is None
    assert ends_of_topic(lin.pk, {"topic_id": str(topic.pk)}) == []
    assert guest.get("/topics/end/made-up/").status_code == 404
