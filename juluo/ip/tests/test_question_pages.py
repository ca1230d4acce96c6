"""Questions on pages and over the API; and no way on which an answer leaves that nobody paid for."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf

from juluo.core import middleware
from juluo.core.holdings import holdings
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Asking, Question, QuestionState
from juluo.ip.operations.answers import publish_question, unpublish_question
from juluo.ip.operations.questions import agree_to_publish
from juluo.ip.search import question_documents
from juluo.ip.tests.asking import (
    SECRET,
    answered,
    ask,
    draft_of,
    fresh,
    published,
    read_paid,
    sell_answers,
)
from juluo.mall.models import Order
from juluo.mall.operations.rights import sell_right
from juluo.testing.digest import changes, digest

JSON = "application/json"
SURFACES = (
    "/questions/", "/questions/?q=采茶", "/questions/{id}/", "/search/?q=采茶", "/search/?q=山顶", "/", "/feed.atom",
    "/sitemap.xml", "/api/v1/questions", "/api/v1/questions?q=采茶", "/api/v1/questions/{id}", "/api/v1/search?q=山顶",
)  # fmt: skip
"""Everywhere a published question shows up."""


@pytest.fixture(autouse=True)
def sold(space):
    set_urlconf("juluo.urls.space")
    sell_answers()
    yield
    set_urlconf(None)


def leaks(browser, question):
    paths = [path.format(id=question.pk) for path in SURFACES]
    return [path for path in paths if SECRET in said_by(browser.get(path, follow=True))]


def said_by(answer):
    """All of it; JSON without its escapes."""
    if answer.headers["Content-Type"].startswith(JSON):
        return json.dumps(answer.json(), ensure_ascii=False)
    return answer.content.decode()


def test_a_paid_answer_leaks_nowhere_and_a_free_one_is_read(client_of, mei, lin, hao):
    question = published(lin, mei)
    for reader in (client_of(), client_of(hao)):
        assert leaks(reader, question) == []
        assert "什么时候采茶" in reader.get(f"/questions/{question.pk}/").text
    assert [SECRET in each.text for each in question_documents([question.pk])] == [False]

    publish_question(question, is_free=True)

    assert f"/questions/{question.pk}/" in leaks(client_of(), question)
    assert f"/api/v1/questions/{question.pk}" in leaks(client_of(), question)


def test_what_is_not_published_is_nobodys_but_its_askers_and_the_staffs(client_of, mei, lin, wu, other_space):
    question = answered(lin, mei)
    for stranger in (client_of(), client_of(mei), client_of(wu, within=other_space)):
        assert stranger.get(f"/questions/{question.pk}/").status_code == 404
        assert stranger.get(f"/api/v1/questions/{question.pk}").status_code == 404
    assert SECRET in client_of(lin).get(f"/questions/{question.pk}/").text
    assert SECRET in client_of(mei).get(f"/studio/questions/{question.pk}/").text
    assert client_of(lin).get(f"/studio/questions/{question.pk}/").status_code == 404


def test_who_pays_reads_the_answer_even_when_it_is_taken_back(client_of, mei, lin):
    question, reader = published(mei, mei), client_of(lin)
    page = reader.get(f"/questions/{question.pk}/").text
    assert f'action="/@shanye/questions/{question.pk}/reading/"' in page

    place = reader.post(f"/questions/{question.pk}/reading/")["Location"]
    assert place == f"/@shanye/orders/{Order.objects.latest('placed_at').ref}/payment/"
    read_paid(question, lin)

    assert SECRET in reader.get(f"/questions/{question.pk}/").text
    assert reader.post(f"/questions/{question.pk}/reading/").status_code == 409
    unpublish_question(question)
    assert SECRET in reader.get(f"/questions/{question.pk}/").text
    assert client_of().get(f"/questions/{question.pk}/").status_code == 404


def test_an_unnamed_asker_is_named_nowhere(client_of, mei, lin):
    question = published(lin, mei)
    assert "Lin" not in client_of().get(f"/questions/{question.pk}/").text
    assert client_of().get(f"/api/v1/questions/{question.pk}").json()["asker"] is None
    agree_to_publish(question, public=True, unnamed=False)
    assert client_of().get(f"/api/v1/questions/{question.pk}").json()["asker"] == "Lin"


def test_without_both_it_is_not_published_and_the_asker_takes_it_back(client_of, mei, lin):
    question = answered(lin, mei, public=False)
    staff, path = client_of(mei), f"/studio/questions/{question.pk}/publication/"
    before = digest()
    assert staff.post(path, {"reading": "free"}).status_code == 422
    assert staff.post(path, {"reading": "x"}).status_code == 422
    assert changes(before, digest()) == []

    client_of(lin).post(f"/questions/{question.pk}/leave/", {"public": "on"})
    assert staff.post(path, {"reading": "free"}).status_code == 302
    assert fresh(question).published_at
    client_of(lin).post(f"/questions/{question.pk}/leave/", {})
    assert fresh(question).published_at is None


def test_terms_and_price_stand_before_paying(client_of, mei, lin):
    page = (
        client_of(
            lin,
        )
        .get("/questions/new/", headers={"Accept-Language": "en"})
        .text
    )
    for words in ("within\n                    7 days", "all your money goes back by itself"):
        assert " ".join(words.split()) in " ".join(page.split())
    typed = {"title": "什么时候采茶？", "text": "", "public": "on"}

    place = client_of(lin).post("/questions/new/", typed | {"pay": "1"})["Location"]

    order, question = Order.objects.get(), Question.objects.get()
    assert place == f"/@shanye/orders/{order.ref}/payment/"
    assert (order.lines.get().right, order.total) == (f"question:{question.pk}", Money(6000, "CNY"))
    kept = client_of(lin).post("/questions/new/", {"title": "另一个"})["Location"]
    assert kept.endswith(f"/questions/{Question.objects.get(title='另一个').pk}/")
    assert client_of(lin).post("/questions/new/", {"title": ""}).status_code == 422
    assert client_of().get("/questions/new/").status_code == 302


def test_a_draft_is_changed_and_thrown_away_by_its_writer_alone(client_of, mei, lin):
    draft = draft_of(lin)
    for path in ("text/", "removal/", "payment/"):
        assert client_of(mei).post(f"/questions/{draft.pk}/{path}", {"title": "x"}).status_code == 404
    client_of(lin).post(f"/questions/{draft.pk}/text/", {"title": "换一个"})
    assert fresh(draft).title == "换一个"
    client_of(lin).post(f"/questions/{draft.pk}/removal/")
    assert not Question.objects.exists()


def test_staff_answer_decline_and_set_terms_on_pages(client_of, mei, lin):
    staff, asker = client_of(mei), client_of(lin)
    one, two = ask(lin), ask(lin, "第二个")
    listed = staff.get("/studio/questions/?state=open").text
    assert listed.index(str(one.pk)) < listed.index(str(two.pk))
    assert staff.post(f"/studio/questions/{one.pk}/answer/", {"text": ""}).status_code == 422
    staff.post(f"/studio/questions/{one.pk}/answer/", {"text": SECRET})
    staff.post(f"/studio/questions/{two.pk}/decline/", {"reason": "不懂"})
    assert staff.post(f"/studio/questions/{two.pk}/answer/", {"text": SECRET}).status_code == 422
    assert (fresh(one).state, fresh(two).state) == (QuestionState.ANSWERED, QuestionState.DECLINED)
    assert "不懂" in asker.get(f"/questions/{two.pk}/").text
    asker.post(f"/questions/{one.pk}/follow-up/", {"text": "雨天呢"})
    assert str(one.pk) in staff.get("/studio/questions/?state=follow_up").text
    staff.post(f"/studio/questions/{one.pk}/follow-up/", {"text": "雨天不采"})
    assert "雨天不采" in asker.get(f"/questions/{one.pk}/").text

    typed = {"audience": "fan", "guidance": "问茶", "deadline_days": "3", "most_open": "5", "follow_up_days": "0",
             "share": "12.5"}  # fmt: skip
    assert staff.post("/studio/questions/terms/", typed | {"share": "31"}).status_code == 422
    assert staff.post("/studio/questions/terms/", typed).status_code == 302
    terms = Asking.objects.get()
    assert (terms.share_bp, terms.may_be_public, terms.guidance) == (1250, False, "问茶")
    assert "问茶" in asker.get("/questions/new/").text


def test_what_is_not_on_sale_says_so(client_of, mei, lin):
    question = published(lin, mei)
    product = sell_right("answer", title="x", price=Money(1, "CNY"))
    product.published_at = None
    product.save(update_fields=["published_at"])
    page = client_of().get(f"/questions/{question.pk}/").text
    assert SECRET not in page
    assert 'href="/@shanye/questions/"' in page.partition('id="wall"')[2]


@pytest.mark.parametrize(
    "path", ["/questions/", "/questions/mine/", "/studio/questions/", "/studio/questions/?state=open"]
)
def test_a_list_costs_the_same_with_one_row_and_three(client_of, mei, path):
    browser = client_of(mei)

    def cost():
        middleware._known.clear()
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    published(mei, mei)
    ask(mei, "等")
    browser.get(path)
    first = cost()
    for number in range(2):
        publish_question(answered(mei, mei, f"第 {number} 个"), is_free=False)
        ask(mei, f"等 {number}")
    assert cost() == first <= 14


def test_the_api_asks_pays_answers_and_publishes(client_of, mei, lin, hao):
    asker, staff, root = client_of(lin), client_of(mei), "/api/v1"
    terms = asker.get(f"{root}/asking").json()
    assert (terms["price"]["minor"], terms["deadline_days"]) == (6000, 7)
    made = asker.post(f"{root}/questions", {"title": "什么时候采茶？", "public": True}, content_type=JSON)
    key = made.json()["id"]
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    due = [asker.put(f"{root}/questions/{key}/order", content_type=JSON).json() for _twice in range(2)]
    assert due[0] == due[1]
    assert due[0]["total"]["minor"] == 6000
    question = answered(lin, mei, "第二个")
    assert staff.get(f"{root}/studio/questions?state=answered").json()["items"][0]["answer"] == SECRET
    sent = {"is_free": False}
    assert staff.put(f"{root}/studio/questions/{question.pk}/publication", sent, content_type=JSON).status_code == 200
    told = client_of().get(f"{root}/questions/{question.pk}").json()
    assert (told["answer"], told["step"]["kind"], told["step"]["price"]["minor"]) == (None, "join", 1000)
    mine = asker.get(f"{root}/questions/{question.pk}").json()
    assert (mine["answer"], mine["step"]) == (SECRET, None)
    assert client_of().get(f"{root}/questions/mine").status_code == 401
    assert asker.put(f"{root}/studio/asking", {}, content_type=JSON).status_code == 403
    assert asker.delete(f"{root}/questions/{key}").status_code == 204


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"title": ""}, "#/title"), ({"title": "字" * 121}, "#/title"), ({"title": "x", "public": "yes"}, "#/public"),
     ({"title": "x", "text": "字" * 4001}, "#/text"), ({"title": "x", "why": 1}, "#/why")],
)  # fmt: skip
def test_bad_values_over_the_api_are_named(client_of, lin, body, pointer):
    before = digest()
    answer = client_of(lin).post("/api/v1/questions", body, content_type=JSON)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert changes(before, digest()) == []


def test_bad_terms_over_the_api_are_named(client_of, mei):
    for field, value in (("deadline_days", 0), ("share_bp", 3001), ("audience", "everyone")):
        answer = client_of(mei).put("/api/v1/studio/asking", {field: value}, content_type=JSON)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"#/{field}")


def test_a_closed_account_leaves_no_words_of_its_questions(client_of, mei, lin, other_space):
    question = published(lin, mei, is_free=True)
    for each in holdings():
        if each.model is Question:
            each.erase(lin, at=question.written_at)
    with acting_in(other_space):
        assert not Question.objects.exists()
    gone = fresh(question)
    assert (gone.title, gone.text, gone.published_at, gone.answer) == ("", "", None, SECRET)
    assert client_of().get(f"/questions/{question.pk}/").status_code == 404


def test_what_cannot_be_ordered_leaves_no_draft_behind(client_of, lin, monkeypatch):
    def full(*_):
        raise Refused("No room.", code="no_room")

    monkeypatch.setattr("juluo.ip.operations.questions.check_room", full)

    answer = client_of(lin).post("/questions/new/", {"title": "焙火之后要醒多久？", "pay": "1"})

    assert (answer.status_code, "焙火之后要醒多久？" in answer.text, Question.objects.exists()) == (422, True, False)
