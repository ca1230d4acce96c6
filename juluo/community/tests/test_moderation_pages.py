"""Moderation as staff work with it, and as members meet it: pages and API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Appeal, Case, Phrase, Sanction, Screening, WordList
from juluo.community.operations.cases import Decision, decide_case, open_case
from juluo.community.operations.circle_members import join_circle
from juluo.community.operations.sanctions import ban_by_staff, sanction_member
from juluo.community.queries.circles import stay_of
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.sanctions import Measure
from juluo.community.tests.factories import make_member, make_moderator
from juluo.community.tests.test_circles import make_circle
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.said.operations import report
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment
from juluo.ip.operations.comments import write_comment
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.digest import changes, digest

RULES = {"newcomer_days": 3, "holds_links": True, "first_posts": 0, "repeats": 0}


@pytest.fixture
def mod(space):
    return make_moderator()


@pytest.fixture
def case(lin, mei):
    post = make_post(mei, "一篇")
    write_comment(mei, post, "前一句")
    comment = write_comment(lin, post, "买我的茶")
    write_comment(mei, post, "后一句")
    report(mei, comment, reason="spam", words="这是广告")
    return Case.objects.get()


def warned(lin, by, **more):
    return sanction_member(
        lin, Measure(kind="mute", reason="insult", days=5, article=articles_in_force().first(), **more), by=by
    )


def test_a_case_shows_what_stands_around_it_and_is_decided_there(client_of, lin, mod, case):
    staff = client_of(mod)
    page = staff.get(f"/studio/cases/{case.pk}/").text
    for words in ("前一句", "买我的茶", "后一句", "这是广告", "Lin"):
        assert words in page
    staff.post(f"/studio/cases/{case.pk}/taking/")
    assert "买我的茶" in staff.get("/studio/cases/?state=mine").text
    Phrase.objects.create(title="广告", words="请别在这里卖东西")
    said = {"hides": "on", "kind": "mute", "article": "3", "reason": "spam", "phrase": str(Phrase.objects.get().pk)}
    assert staff.post(f"/studio/cases/{case.pk}/decision/", said).status_code == 422
    assert staff.post(f"/studio/cases/{case.pk}/decision/", said | {"days": "7"}).status_code == 302

    muted = Sanction.objects.get(kind="mute")
    assert (muted.article.number, muted.words, muted.by) == (3, "请别在这里卖东西", mod)
    assert Comment.objects.get(text="买我的茶").hidden_words == "请别在这里卖东西"
    assert "买我的茶" not in staff.get("/studio/cases/?state=waiting").text
    assert "买我的茶" in staff.get("/studio/cases/?state=decided").text


def test_only_those_who_look_after_the_talk_come_in(client_of, lin, wu, other_space, mod, case):
    made = warned(lin, mod)
    paths = [
        "cases/",
        f"cases/{case.pk}/",
        f"sanctions/{made.pk}/",
        "phrases/",
        "screening/",
        f"members/{lin.pk}/sanction/",
    ]
    for path in paths:
        assert client_of(lin).get(f"/studio/{path}").status_code == 404
        assert client_of().get(f"/studio/{path}").status_code == 302
        assert client_of(mod).get(f"/studio/{path}").status_code == 200
    stranger = client_of(wu, within=other_space)
    for path in (f"cases/{case.pk}/", f"sanctions/{made.pk}/", f"members/{lin.pk}/sanction/"):
        assert stranger.get(f"/studio/{path}").status_code == 404
    assert stranger.get(f"/sanctions/{made.pk}/").status_code == 404


def test_a_member_reads_why_and_appeals_once_and_another_answers(client_of, lin, mei, mod):
    made = warned(lin, mod, words="别骂人")
    browser = client_of(lin)
    page = browser.get(f"/sanctions/{made.pk}/").text
    assert ("别骂人" in page, "以真面目相见" in page) == (True, True)
    assert browser.post(f"/sanctions/{made.pk}/", {"words": ""}).status_code == 422
    assert browser.post(f"/sanctions/{made.pk}/", {"words": "没有骂人"}).status_code == 302
    answer = {"outcome": "lifted", "answer": "确实没有"}
    refused = client_of(mod).post(f"/studio/sanctions/{made.pk}/appeal/", answer)
    assert (refused.status_code, Appeal.objects.get().outcome) == (422, "")
    assert "没有骂人" in client_of(mei).get(f"/studio/sanctions/{made.pk}/").text
    client_of(mei).post(f"/studio/sanctions/{made.pk}/appeal/", answer)

    assert "确实没有" in browser.get(f"/sanctions/{made.pk}/").text
    assert Sanction.objects.get().undone_by == mei
    assert client_of(mei).get(f"/sanctions/{made.pk}/").status_code == 404


def test_the_only_moderator_decides_no_appeal_of_their_own(client_of, lin, mei):
    made = warned(lin, mei)
    client_of(lin).post(f"/sanctions/{made.pk}/", {"words": "没有骂人"})
    page = client_of(mei).get(f"/studio/sanctions/{made.pk}/").text
    assert f"/studio/sanctions/{made.pk}/appeal/" not in page
    assert (
        client_of(mei).post(f"/studio/sanctions/{made.pk}/appeal/", {"outcome": "upheld", "answer": "不"}).status_code
        == 422
    )


def test_a_banned_member_reads_their_decisions_and_their_orders(client_of, lin, mei):
    made = ban_by_staff(lin, by=mei, reason="骂人")
    browser = client_of(Member.objects.get(pk=lin.pk))
    assert browser.get("/sanctions/").status_code == 200
    assert "骂人" in browser.get(f"/sanctions/{made.pk}/").text
    assert browser.post(f"/sanctions/{made.pk}/", {"words": "不服"}).status_code == 302
    assert browser.get("/orders/").status_code == 200
    assert browser.get("/following/").status_code == 403


def test_news_of_hiding_leads_to_the_decision_and_nobody_elses(client_of, lin, mei, mod, case):
    client_of(mod).post(f"/studio/said/comment/{case.about.split(':')[1]}/hiding/", {"reason": "spam"})
    made = Sanction.objects.get()
    path = f"/said/comment/{case.about.split(':')[1]}/"
    assert client_of(lin).get(path).url == f"/@shanye/sanctions/{made.pk}/"
    assert client_of(mei).get(path).status_code == 404
    assert client_of(lin).get("/said/nothing/0198a000-0000-7000-8000-000000000000/").status_code == 404


def test_who_is_removed_from_a_circle_does_not_come_back_meanwhile(client_of, lin, mei, mod):
    circle = make_circle(mei, name="夜读")
    join_circle(lin, circle)
    said = {"kind": "circle", "article": "1", "reason": "insult", "circle": str(circle.pk), "days": "30"}
    assert client_of(mod).post(f"/studio/members/{lin.pk}/sanction/", said | {"circle": ""}).status_code == 422
    assert client_of(mod).post(f"/studio/members/{lin.pk}/sanction/", said).status_code == 302

    assert stay_of(lin, circle.pk) is None
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "paused"):
        join_circle(lin, circle)
    assert "夜读" in client_of(lin).get(f"/sanctions/{Sanction.objects.get().pk}/").text


def test_words_and_rules_are_kept_by_forms(client_of, mod):
    staff = client_of(mod)
    staff.post("/studio/phrases/", {"title": "广告", "words": "请别卖东西"})
    assert "请别卖东西" in staff.get("/studio/phrases/").text
    staff.post(f"/studio/phrases/{Phrase.objects.get().pk}/removal/")
    staff.post("/studio/screening/lists/new/", {"name": "广告", "words": "加微信", "on": "on"})
    rules = {"newcomer_days": "3", "first_posts": "0", "repeats": "2", "holds_links": "on", "templates": "minors_cn"}
    assert staff.post("/studio/screening/", rules).status_code == 302
    assert staff.post("/studio/screening/", rules | {"repeats": "x"}).status_code == 422

    assert (Screening.objects.get().templates, Phrase.objects.count()) == (["minors_cn"], 0)
    assert "加微信" in staff.get("/studio/screening/?sentence=加·微·信").text
    kept = WordList.objects.get()
    staff.post(f"/studio/screening/lists/{kept.pk}/", {"name": "广告", "words": "代购"})
    assert WordList.objects.get().words == "代购"
    staff.post(f"/studio/screening/lists/{kept.pk}/removal/")
    assert not WordList.objects.exists()


def test_the_queue_costs_the_same_at_one_row_and_at_three(client_of, lin, mei, mod):
    staff, post = client_of(mod), make_post(mei)

    def one_more(number):
        report(mei, write_comment(lin, post, f"第 {number} 句"), reason="spam")

    def cost(path):
        staff.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert staff.get(path).status_code == 200
        return len(asked)

    one_more(1)
    few = cost("/studio/cases/")
    one_more(2), one_more(3)
    assert cost("/studio/cases/") == few


def test_the_api_moderates_as_the_pages_do(client_of, lin, mei, mod, case):
    staff, browser = client_of(mod), client_of(lin)
    assert [each["reported"] for each in staff.get(f"{ROOT}/studio/cases?state=waiting").json()["items"]] == [1]
    assert send(staff, f"/studio/cases/{case.pk}/taking", None, "put").json()["taken_by_id"] == str(mod.pk)
    said = {"kind": "slow", "reason": "spam", "article": 3, "days": 2, "minutes": 10}
    assert code(send(staff, f"/studio/cases/{case.pk}/decision", said | {"article": 50}, "put")) == (404, "not_found")
    assert send(staff, f"/studio/cases/{case.pk}/decision", said, "put").json()["decided_by_id"] == str(mod.pk)
    (mine,) = browser.get(f"{ROOT}/sanctions").json()["items"]
    assert (mine["kind"], mine["article"], mine["minutes"]) == ("slow", 3, 10)
    appeal = send(browser, f"/sanctions/{mine['id']}/appeal", {"words": "不是广告"}).json()
    judged = f"/studio/appeals/{appeal['id']}/decision"
    assert code(send(staff, judged, {"outcome": "upheld", "answer": "是"}, "put")) == (403, "same_person")
    assert send(client_of(mei), judged, {"outcome": "upheld", "answer": "是广告"}, "put").json()["outcome"] == "upheld"
    assert len(staff.get(f"{ROOT}/studio/appeals").json()["items"]) == 1
    undone = send(client_of(mei), f"/studio/sanctions/{mine['id']}/undoing", {"reason": "够了"}, "put").json()
    assert (undone["undone_at"] is not None, len(staff.get(f"{ROOT}/studio/sanctions").json()["items"])) == (True, 1)
    made = send(staff, f"/studio/members/{lin.pk}/sanctions", {"kind": "warn", "reason": "other"})
    assert made.status_code == 201


def test_the_api_keeps_rules_and_lists(client_of, mod):
    staff = client_of(mod)
    rules = {"newcomer_days": 3, "holds_links": True, "first_posts": 1, "repeats": 0, "templates": ["minors_cn"]}
    assert send(staff, "/studio/screening", rules, "put").json()["version"] == 1
    assert staff.get(f"{ROOT}/studio/screening").json()["templates"] == ["minors_cn"]
    made = send(staff, "/studio/word-lists", {"name": "广告", "words": "加微信"}).json()
    assert code(send(staff, "/studio/word-lists", {"name": "广告", "words": "别的"})) == (409, "name_taken")
    changed = send(staff, f"/studio/word-lists/{made['id']}", {"name": "广告", "words": "代购", "on": False}, "put")
    assert changed.json()["on"] is False
    assert len(staff.get(f"{ROOT}/studio/word-lists").json()) == 1
    assert send(staff, f"/studio/word-lists/{made['id']}", None, "delete").status_code == 204


@pytest.mark.parametrize(
    ("path", "method", "body", "pointer"),
    [
        ("/said/comment/{thing}/reports", "post", {"reason": "boring"}, "#/reason"),
        ("/studio/cases/{case}/decision", "put", {"kind": "exile"}, "#/kind"),
        ("/studio/cases/{case}/decision", "put", {"hides": "yes"}, "#/hides"),
        ("/studio/cases/{case}/decision", "put", {"kind": "mute", "article": 1}, "#/days"),
        ("/studio/cases/{case}/decision", "put", {"kind": "mute", "days": 3651}, "#/days"),
        ("/studio/cases/{case}/decision", "put", {"kind": "warn"}, "#/article"),
        ("/studio/members/{lin}/sanctions", "post", {"kind": "slow", "reason": "spam", "days": 1}, "#/minutes"),
        ("/studio/members/{lin}/sanctions", "post", {"kind": "circle", "reason": "spam"}, "#/circle"),
        ("/studio/members/{lin}/sanctions", "post", {"kind": "pause", "reason": "spam"}, "#/article"),
        ("/studio/screening", "put", RULES | {"newcomer_days": 366}, "#/newcomer_days"),
        ("/studio/word-lists", "post", {"name": "", "words": "x"}, "#/name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_changes_nothing(client_of, lin, mod, case, path, method, body, pointer):
    before = digest()
    thing = case.about.split(":")[1]
    answer = send(client_of(mod), path.format(case=case.pk, lin=lin.pk, thing=thing), body, method)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []


def test_cases_of_another_space_answer_like_none(client_of, mei, wu, other_space):
    with acting_in(other_space):
        theirs = open_case(f"comment:{write_comment(wu, make_post(wu), '别处').pk}", cause="staff")
        other = make_member("An")
        made = warned(other, wu)
        decide_case(open_case(f"comment:{write_comment(wu, make_post(wu), '又').pk}", cause="staff"),
                    Decision(measure=Measure(kind="", reason="other")), by=make_moderator("Yu"))  # fmt: skip
    staff = client_of(mei)
    assert code(send(staff, f"/studio/cases/{theirs.pk}/taking", None, "put")) == (404, "not_found")
    assert code(send(staff, f"/studio/sanctions/{made.pk}/undoing", {"reason": "x"}, "put")) == (404, "not_found")
    assert code(send(staff, f"/studio/members/{other.pk}/sanctions", {"kind": "warn", "reason": "spam"})) == (
        404,
        "not_found",
    )
    assert staff.get(f"{ROOT}/studio/cases").json()["items"] == []
