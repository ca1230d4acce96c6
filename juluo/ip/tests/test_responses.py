"""Reactions, saved posts and reports: the verbs, the pages and the API."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Case
from juluo.community.news import WORDS_REPORTED
from juluo.community.operations import news
from juluo.community.operations.covenants import publish_covenant
from juluo.community.tests.factories import make_moderator
from juluo.core import clock
from juluo.core.holdings import holdings
from juluo.core.models import FactRow, Report
from juluo.core.refusals import Refused
from juluo.core.said.operations import close_reports, report
from juluo.core.said.rules import MOST_OPEN_REPORTS
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment, Reaction, SavedPost
from juluo.ip.operations.comments import take_comment_back, write_comment
from juluo.ip.operations.posts import unpublish_post
from juluo.ip.operations.responses import (
    react,
    save_post,
    take_reaction_back,
    unsave_post,
)
from juluo.ip.queries.comments import discussion_of
from juluo.ip.queries.responses import tallies_of
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


def counts(post, reader=None, comment=None):
    found = tallies_of(post, [comment] if comment else [], reader)[comment.pk if comment else None]
    return {each.kind: (each.count, each.mine) for each in found if each.count}


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def test_a_member_feels_one_thing_about_a_post_and_one_about_a_comment(mei, lin):
    post = make_post(mei)
    comment = write_comment(mei, post, "请说")

    react(lin, post, "love")
    react(lin, post, "thanks")
    react(lin, post, "thanks")
    react(mei, post, "thanks")
    react(lin, post, "laugh", comment=comment)

    assert counts(post, lin) == {"thanks": (2, True)}
    assert counts(post, lin, comment) == {"laugh": (1, True)}
    assert counts(post, None) == {"thanks": (2, False)}
    assert recorded("ReactionGiven") == 4
    take_reaction_back(lin, post)
    take_reaction_back(lin, post)
    assert (counts(post, lin), recorded("ReactionTakenBack")) == ({"thanks": (1, False)}, 1)


def test_reacting_at_once_counts_each_member_once(mei, lin):
    post = make_post(mei)
    at_once(lambda: react(lin, post, "love"), lambda: react(lin, post, "thanks"), lambda: react(mei, post, "love"))
    assert sum(count for count, _mine in counts(post).values()) == 2


def test_reacting_rolled_back_leaves_nothing(mei, lin):
    post = make_post(mei)
    with transaction.atomic():
        react(lin, post, "love")
        transaction.set_rollback(True)
    assert (counts(post), recorded("ReactionGiven")) == ({}, 0)


def test_who_may_not_take_part_or_read_it_neither_reacts_nor_reports(mei, lin):
    post, draft = make_post(mei), make_draft(mei, "没写完")
    gone = take_comment_back(write_comment(mei, post, "请说"))
    assert refused(lambda: react(lin, post, "hate")) == "unknown_reaction"
    assert refused(lambda: react(lin, draft, "love")) == "no_access"
    assert refused(lambda: react(lin, post, "love", comment=gone)) == "comment_gone"
    assert refused(lambda: report(lin, post, reason="boring")) == "unknown_reason"
    publish_covenant("新的约定")
    assert refused(lambda: react(lin, post, "love")) == "covenant_not_accepted"
    assert refused(lambda: report(lin, post, reason="spam")) == "covenant_not_accepted"


def test_a_post_is_saved_once_and_seen_by_its_keeper_alone(client_of, mei, lin):
    post = make_post(mei)
    at_once(lambda: save_post(lin, post), lambda: save_post(lin, post))

    assert SavedPost.objects.count() == 1
    assert post.title in client_of(lin).get("/saved/").text
    assert post.title not in client_of(mei).get("/saved/").text
    unpublish_post(post)
    assert post.title not in client_of(lin).get("/saved/").text
    unsave_post(lin, post)
    unsave_post(lin, post)
    assert SavedPost.objects.count() == 0


def test_a_report_is_open_until_staff_close_it(mei, lin):
    post = make_post(mei)
    comment = write_comment(mei, post, "买我的茶")

    first = report(lin, comment, reason="spam", words="广告")
    assert report(lin, comment, reason="insult") == first
    assert report(lin, post, reason="spam") != first
    assert close_reports(first.about, by=mei) == 1
    assert close_reports(first.about, by=lin) == 0

    assert Report.objects.get(pk=first.pk).closed_by == mei
    assert report(lin, comment, reason="spam") != first
    assert (recorded("WordsReported"), recorded("ReportClosed")) == (3, 1)


def test_a_flood_of_reports_is_refused(mei, lin):
    posts = [make_post(mei, f"第 {number} 篇") for number in range(MOST_OPEN_REPORTS + 1)]
    for post in posts[1:]:
        report(lin, post, reason="spam")
    assert refused(lambda: report(lin, posts[0], reason="spam")) == "too_many"


def test_a_member_presses_and_a_guest_sees_the_count(client_of, mei, lin):
    post = make_post(mei)
    comment = write_comment(mei, post, "请说")
    browser = client_of(lin)

    browser.post(f"/posts/{post.id}/reaction/", {"kind": "love"})
    browser.post(f"/comments/{comment.id}/reaction/", {"kind": "laugh"})
    browser.post(f"/posts/{post.id}/saving/")

    assert set(Reaction.objects.values_list("kind", flat=True)) == {"love", "laugh"}
    assert 'aria-pressed="true"' in browser.get(f"/posts/{post.id}/").text
    guest = client_of().get(f"/posts/{post.id}/").text
    assert (guest.count('<span class="reaction">'), guest.count('<button class="reaction"')) == (2, 0)
    browser.post(f"/posts/{post.id}/reaction/", {"kind": ""})
    assert list(Reaction.objects.values_list("kind", flat=True)) == ["laugh"]
    assert browser.post(f"/posts/{post.id}/reaction/", {"kind": "hate"}).status_code == 422
    browser.post(f"/posts/{post.id}/unsaving/")
    assert not SavedPost.objects.exists()


def test_what_members_report_waits_for_moderators(client_of, mei, lin):
    comment, quiet = write_comment(mei, make_post(mei), "买我的茶"), write_comment(mei, make_post(mei), "好茶")
    assert client_of(lin).post(f"/said/comment/{comment.id}/report/", {"reason": ""}).status_code == 422
    client_of(lin).post(f"/said/comment/{comment.id}/report/", {"reason": "spam", "words": "广告"})
    staff, case = client_of(make_moderator()), Case.objects.get()

    listed = staff.get("/studio/comments/?state=reported").text
    assert (comment.text in listed, quiet.text in listed) == (True, False)
    assert comment.text in staff.get("/studio/cases/?state=waiting").text
    assert "广告" in staff.get(f"/studio/cases/{case.id}/").text
    deciding = {"reason": "other"}
    assert client_of(lin).post(f"/studio/cases/{case.id}/decision/", deciding).status_code == 404
    assert client_of(mei).post(f"/studio/cases/{case.id}/decision/", deciding).status_code == 422
    staff.post(f"/studio/cases/{case.id}/decision/", deciding)

    assert comment.text not in staff.get("/studio/cases/?state=waiting").text
    assert FactRow.objects.get(name="ReportClosed").by_staff


def test_the_api_reacts_saves_and_reports(client_of, mei, lin):
    post, browser, staff = make_post(mei), client_of(lin), client_of(mei)
    comment = write_comment(mei, post, "请说")

    felt = send(browser, f"/posts/{post.id}/reaction", {"kind": "love"}, "put").json()
    assert felt[0] == {"kind": "love", "count": 1, "mine": True}
    assert client_of().get(f"{ROOT}/posts/{post.id}/reactions").json()[0] == felt[0] | {"mine": False}
    assert send(browser, f"/posts/{post.id}/reaction", method="delete").json()[0]["count"] == 0
    assert send(browser, f"/comments/{comment.id}/reaction", {"kind": "love"}, "put").json()[0]["mine"]
    assert send(browser, f"/comments/{comment.id}/reaction", method="delete").json()[0]["count"] == 0
    assert send(browser, f"/saved/{post.id}", method="put").status_code == 204
    assert [each["post_id"] for each in browser.get(f"{ROOT}/saved").json()["items"]] == [str(post.id)]
    assert send(browser, f"/saved/{post.id}", method="delete").status_code == 204
    made = send(browser, f"/said/comment/{comment.id}/reports", {"reason": "spam", "words": "广告"}).json()
    assert send(browser, f"/said/comment/{comment.id}/reports", {"reason": "spam"}).json() == made
    assert send(browser, f"/said/post/{post.id}/reports", {"reason": "other"}).status_code == 201
    moderator = make_moderator()
    waiting = staff.get(f"{ROOT}/studio/cases?state=waiting").json()["items"]
    decided = send(client_of(moderator), f"/studio/cases/{waiting[0]['id']}/decision", {"reason": "other"}, "put")
    assert (decided.json()["decided_by_id"], made["about"]) == (str(moderator.id), waiting[0]["about"])
    assert len(staff.get(f"{ROOT}/studio/reports?state=open").json()["items"]) == 1


@pytest.mark.parametrize(
    ("path", "method", "body", "pointer"),
    [
        ("/posts/{post}/reaction", "put", {"kind": "hate"}, "#/kind"),
        ("/posts/{post}/reaction", "put", {}, "#/kind"),
        ("/comments/{comment}/reaction", "put", {"kind": 1}, "#/kind"),
        ("/said/post/{post}/reports", "post", {"reason": "boring"}, "#/reason"),
        ("/said/comment/{comment}/reports", "post", {"reason": "spam", "words": "字" * 301}, "#/words"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(client_of, mei, path, method, body, pointer):
    post = make_post(mei)
    comment = write_comment(mei, post, "请说")
    before = digest()

    answer = send(client_of(mei), path.format(post=post.id, comment=comment.id), body, method)

    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []


def test_what_is_of_another_space_answers_like_none(client_of, mei, lin, wu, other_space):
    with acting_in(other_space):
        foreign = write_comment(wu, make_post(wu), "别处的话")
        report(wu, foreign, reason="spam")
        case = Case.objects.get()
    browser, before = client_of(lin), digest()

    for path, body in (("reaction", {"kind": "love"}), ("report", {"reason": "spam"})):
        within = "/said/comment" if path == "report" else "/comments"
        assert browser.post(f"{within}/{foreign.id}/{path}/", body).status_code == 404
        within = "/said/post" if path == "report" else "/posts"
        assert browser.post(f"{within}/{foreign.post_id}/{path}/", body).status_code == 404
    assert browser.post(f"/posts/{foreign.post_id}/saving/").status_code == 404
    theirs = f"/studio/cases/{case.id}/decision"
    assert code(send(client_of(mei), theirs, {"reason": "other"}, "put")) == (404, "not_found")
    assert changes(before, digest()) == []


def test_the_lists_cost_the_same_at_one_row_and_at_three(client_of, mei, lin):
    browser, staff = client_of(lin), client_of(mei)

    def one_more(number):
        post = make_post(mei, f"第 {number} 篇")
        save_post(lin, post)
        close_reports(report(lin, write_comment(mei, post, "请说"), reason="spam").about, by=mei)

    def cost():
        browser.get("/saved/"), staff.get("/studio/cases/")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/saved/").status_code == staff.get("/studio/cases/").status_code == 200
        return len(asked)

    one_more(1)
    few = cost()
    one_more(2), one_more(3)
    assert cost() == few


def test_who_closes_the_account_leaves_no_words_and_no_reaction(mei, lin):
    post = make_post(mei)
    question = write_comment(lin, post, "我住翠湖南路一号")
    answer = write_comment(mei, post, "收到", answers=question)
    react(lin, post, "love")
    save_post(lin, post)
    report(lin, post, reason="private", words="我的地址")

    for each in holdings():
        if each.model in {Comment, Reaction, SavedPost, Report}:
            each.erase(lin, at=clock.now())

    (thread,) = discussion_of(post).threads
    assert (thread.first.is_said, thread.first.text, thread.replies) == (False, "", [answer])
    assert (counts(post), SavedPost.objects.count(), Report.objects.get().words) == ({}, 0, "")


def test_those_who_look_after_the_talk_are_told_of_a_report_once(mei, lin):
    post = make_post(mei)
    made = report(lin, post, reason="spam")
    report(mei, post, reason="spam")

    run_tasks()
    news.tell_of_report(made)

    told = Notification.objects.filter(kind=WORDS_REPORTED).values_list("member", "reason")
    assert list(told) == [(mei.pk, str(Case.objects.get(about=made.about).pk))]


def test_of_a_report_that_is_closed_nobody_is_told(mei, lin):
    close_reports(report(lin, make_post(mei), reason="spam").about, by=mei)
    run_tasks()
    assert not Notification.objects.filter(kind=WORDS_REPORTED).exists()
