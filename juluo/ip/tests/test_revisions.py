"""Versions of a post: kept with each change, compared, brought back; for staff alone."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core.accounts.closing import erase_member
from juluo.core.acting import Actor, acting_as
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Post, Revision
from juluo.ip.operations.posts import PostWords, discard_post, edit_post, publish_post, restore_revision, write_post
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

ROOT = "/api/v1"
CANARY = "墙后的旧话"


def kept(post):
    return list(Revision.objects.filter(post=post).order_by("number").values_list("number", "text", "restores"))


def rewrite(post, text, **more):
    return edit_post(Post.objects.get(pk=post.pk), PostWords(title=post.title, text=text, **more))


def test_each_saved_change_keeps_a_revision_with_who_and_when(mei, lin):
    post = make_draft(mei, text="一稿")
    with acting_as(Actor(lin.id, staff=True)):
        rewrite(post, "二稿")
        rewrite(post, "二稿")
        rewrite(post, "二稿", audience="members")

    said = Revision.objects.filter(post=post).order_by("number").values_list("number", "text", "audience", "by_id")
    assert list(said) == [
        (1, "一稿", "everyone", mei.id), (2, "二稿", "everyone", lin.id), (3, "二稿", "members", lin.id),
    ]  # fmt: skip
    assert Revision.objects.get(post=post, number=3).at == Post.objects.get(pk=post.pk).updated_at


def test_bringing_back_is_a_new_revision_and_doing_it_twice_is_one(mei):
    post = make_post(mei, text="一稿")
    rewrite(post, "二稿")
    first = Revision.objects.get(post=post, number=1)

    restore_revision(first)
    before = digest()
    restore_revision(first)

    assert kept(post) == [(1, "一稿", None), (2, "二稿", None), (3, "一稿", 1)]
    assert Post.objects.get(pk=post.pk).text == "一稿"
    assert changes(before, digest()) == []
    assert FactRow.objects.get(name="PostRestored").data == {"post_id": str(post.pk), "number": 1}


def test_bringing_back_twice_at_once_is_one_revision(mei):
    post = make_draft(mei, text="一稿")
    rewrite(post, "二稿")
    first = Revision.objects.get(post=post, number=1)

    at_once(lambda: restore_revision(first), times=3)

    assert kept(post) == [(1, "一稿", None), (2, "二稿", None), (3, "一稿", 1)]


def test_changes_at_once_each_keep_a_revision_of_their_own(mei):
    post = make_draft(mei, text="一稿")

    at_once(*(lambda text=text: rewrite(post, text) for text in ("甲", "乙", "丙")))

    assert [number for number, *_rest in kept(post)] == [1, 2, 3, 4]
    assert {text for _number, text, _restores in kept(post)} == {"一稿", "甲", "乙", "丙"}


def test_a_change_rolled_back_keeps_nothing(mei):
    post = make_draft(mei, text="一稿")
    with transaction.atomic():
        rewrite(post, "二稿")
        transaction.set_rollback(True)
    assert kept(post) == [(1, "一稿", None)]


def test_words_that_no_revision_tells_are_kept_before_they_change(mei):
    post = make_draft(mei, text="一稿")
    Revision.objects.all().delete()
    rewrite(post, "二稿")
    assert kept(post) == [(1, "一稿", None), (2, "二稿", None)]


def test_writing_over_what_somebody_saved_meanwhile_is_refused_and_says_so(client_of, mei, lin):
    post = make_draft(mei, text="一稿")
    rewrite(post, "别人的二稿")

    with pytest.raises(Refused) as refusal:
        rewrite(post, "我的二稿", since=1)
    assert refusal.value.code == "changed_meanwhile"
    assert rewrite(post, "别人的二稿", since=1).text == "别人的二稿"

    path, words = f"/studio/posts/{post.pk}/", {"title": post.title, "text": "我的二稿", "since": "1"}
    page = client_of(mei).post(path, words)
    assert page.status_code == 422
    assert "<del><span" in page.text
    assert "我的二稿</textarea>" in page.text
    assert 'name="since" value="2"' in page.text
    assert client_of(mei).post(path, words | {"since": "2"}).status_code == 302
    assert [text for _number, text, _restores in kept(post)] == ["一稿", "别人的二稿", "我的二稿"]


def test_staff_list_compare_and_bring_back_on_pages(client_of, mei):
    post, browser = make_post(mei, text="先醒二十天"), client_of(mei)
    rewrite(post, "先醒三十天")

    page = browser.get(f"/studio/posts/{post.pk}/revisions/").text
    compared = browser.get(f"/studio/posts/{post.pk}/comparison/?old=1&new=2").text
    turned = browser.get(f"/studio/posts/{post.pk}/comparison/?old=2&new=1").text

    assert page.count('name="old"') == 2
    assert "二</del><ins>" in compared
    assert "三</ins>十天" in compared
    assert "三</ins>十天" in turned
    assert browser.get(f"/studio/posts/{post.pk}/comparison/").status_code == 200
    for wrong in ("old=9", "new=9", "old=x", "new=0", "new=99999999999999999999"):
        assert browser.get(f"/studio/posts/{post.pk}/comparison/?{wrong}").status_code == 404
    first = Revision.objects.get(post=post, number=1)
    assert browser.post(f"/studio/posts/{post.pk}/revisions/{first.pk}/restoration/").status_code == 302
    assert Post.objects.get().text == "先醒二十天"
    another = make_draft(mei)
    assert browser.post(f"/studio/posts/{another.pk}/revisions/{first.pk}/restoration/").status_code == 404


def test_the_list_of_versions_costs_the_same_at_one_row_and_at_three(client_of, mei):
    post, browser = make_draft(mei, text="一稿"), client_of(mei)
    browser.get(f"/studio/posts/{post.pk}/revisions/")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/studio/posts/{post.pk}/revisions/")
    rewrite(post, "二稿")
    rewrite(post, "三稿")
    with CaptureQueriesContext(connection) as more:
        browser.get(f"/studio/posts/{post.pk}/revisions/")
    assert len(few) == len(more)


def test_the_api_lists_reads_compares_and_brings_back(client_of, mei):
    post, staff = make_post(mei, text="一稿"), client_of(mei)
    base = f"{ROOT}/studio/posts/{post.pk}"
    body = {"title": post.title, "text": "二稿", "since": 1}
    staff.put(base, body, content_type="application/json")
    late = staff.put(base, body | {"text": "三稿"}, content_type="application/json")
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")

    listed = staff.get(f"{base}/revisions").json()["items"]
    assert [(each["number"], each["by"]) for each in listed] == [(2, mei.name), (1, mei.name)]
    first = listed[1]["id"]
    assert staff.get(f"{base}/revisions/{first}").json()["text"] == "一稿"
    compared = staff.get(f"{base}/comparison?old=1&new=2").json()
    assert [(each["kind"], each["text"]) for each in compared["text"]] == [
        ("gone", "一"), ("new", "二"), ("same", "稿"),
    ]  # fmt: skip
    assert staff.get(f"{base}/comparison?old=7").status_code == 404
    assert staff.get(f"{base}/comparison?old=0").json()["errors"][0]["pointer"]
    assert staff.post(f"{base}/revisions/{first}/restoration").json()["text"] == "一稿"
    assert staff.get(f"{base}/revisions/{post.pk}").status_code == 404


@pytest.mark.parametrize("path", ["revisions/", "comparison/", "schedule/"])
def test_versions_are_for_staff_and_for_their_space(client_of, mei, lin, wu, other_space, path):
    post = make_post(mei)
    assert client_of(lin).get(f"/studio/posts/{post.pk}/{path}").status_code == 404
    assert client_of(wu).get(f"/studio/posts/{post.pk}/{path}").status_code == 404
    with acting_in(other_space):
        foreign = make_post(wu)
    assert client_of(mei).get(f"/studio/posts/{foreign.pk}/{path}").status_code == 404


def test_an_older_version_never_leaves_to_readers(client_of, mei, lin):
    post = publish_post(write_post(mei, PostWords(title="霜降", text=f"前言\n\n::wall\n\n{CANARY}", audience="buyers")))
    rewrite(post, "前言，改过。\n\n::wall\n\n别的话")
    staff, first = client_of(mei), Revision.objects.get(post=post, number=1)
    assert CANARY in staff.get(f"/studio/posts/{post.pk}/comparison/?new=1").text
    assert CANARY in staff.get(f"{ROOT}/studio/posts/{post.pk}/revisions/{first.pk}").json()["text"]

    for browser in (client_of(), client_of(lin)):
        for path in ("revisions", f"revisions/{first.pk}", "comparison"):
            answer = browser.get(f"{ROOT}/studio/posts/{post.pk}/{path}")
            assert answer.status_code in {401, 403}
            assert CANARY not in answer.text
        for path in ("/", f"/posts/{post.pk}/", f"{ROOT}/posts/{post.pk}", f"{ROOT}/posts", "/feed.xml"):
            assert CANARY not in browser.get(path).text


def test_versions_go_with_the_draft_and_with_the_person_who_saved_them(mei, lin):
    post, gone = make_draft(mei, text="一稿"), make_draft(mei, "别的")
    with acting_as(Actor(lin.id, staff=True)):
        rewrite(post, "林的二稿")
    rewrite(post, "三稿")

    erase_member(lin)
    discard_post(gone)

    assert kept(post) == [(1, "一稿", None), (3, "三稿", None)]
    assert not Revision.objects.filter(post_id=gone.pk).exists()
