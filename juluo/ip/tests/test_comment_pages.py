"""Talk under posts, as members, guests and staff meet it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.covenants import publish_covenant
from juluo.core.models import FactRow
from juluo.core.said.operations import hide
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment
from juluo.ip.operations.comments import write_comment
from juluo.ip.operations.posts import PostWords, edit_post, unpublish_post
from juluo.ip.tests.factories import make_post
from juluo.testing.digest import changes, digest


def test_a_member_comments_and_a_guest_reads_it(client_of, mei, lin):
    post = make_post(mei)

    said = client_of(lin).post(f"/posts/{post.id}/comments/new/", {"text": "好茶\nhttps://a.cn/x。"})

    comment = Comment.objects.get()
    assert said["Location"] == f"/@shanye/posts/{post.id}/#comment-{comment.id}"
    page = client_of().get(f"/posts/{post.id}/").text
    link = '<a href="https://a.cn/x" rel="nofollow ugc noopener">https://a.cn/x</a>。'
    assert f"<p>好茶<br>{link}</p>" in page
    assert '<form class="form"' not in page
    assert f"/posts/{post.id}/comments/new/" in page


def test_a_form_sent_twice_is_one_comment(client_of, mei, lin):
    post, browser = make_post(mei), client_of(lin)
    page = browser.get(f"/posts/{post.id}/").text
    form = {"text": "好茶", "once": re.search(r'name="once" value="(\w{16})"', page)[1]}

    first = browser.post(f"/posts/{post.id}/comments/new/", form)
    again = browser.post(f"/posts/{post.id}/comments/new/", form)

    assert (Comment.objects.count(), again["Location"]) == (1, first["Location"])


def test_a_guest_is_asked_to_sign_in_and_nothing_is_said(client_of, mei, lin):
    comment = write_comment(lin, make_post(mei), "好茶")
    before, guest = digest(), client_of()

    for path in (
        f"posts/{comment.post_id}/comments/new",
        f"comments/{comment.id}/answer",
        f"comments/{comment.id}/pin",
    ):
        assert "/accounts/login/" in guest.post(f"/{path}/", {"text": "好"})["Location"]

    assert changes(before, digest()) == []


def test_an_answer_says_whom_it_answers(client_of, mei, lin):
    post = make_post(mei)
    first = write_comment(lin, post, "好茶")
    reply = write_comment(mei, post, "谢谢", answers=first)
    browser = client_of(lin)
    assert "谢谢" in browser.get(f"/comments/{reply.id}/answer/").text

    said = browser.post(f"/comments/{reply.id}/answer/", {"text": "不客气"})

    deeper = Comment.objects.get(text="不客气")
    assert said["Location"] == f"/@shanye/comments/{first.id}/#comment-{deeper.id}"
    thread = client_of().get(f"/comments/{reply.id}/").text
    assert ("@Mei" in thread, "@Lin" in thread) == (True, False)
    assert [text in thread for text in ("好茶", "谢谢", "不客气")] == [True] * 3


@pytest.mark.parametrize("text", ["", "  \n ", "字" * 2001, "\0"])
def test_a_comment_filled_badly_is_answered_and_not_kept(client_of, mei, lin, text):
    post = make_post(mei)
    before = digest()

    page = client_of(lin).post(f"/posts/{post.id}/comments/new/", {"text": text})

    assert (page.status_code, 'role="alert"' in page.text) == (422, True)
    assert changes(before, digest()) == []


def test_who_has_not_accepted_the_covenant_keeps_what_was_typed(client_of, mei, lin):
    post = make_post(mei)
    publish_covenant("新的约定")

    page = client_of(lin).post(f"/posts/{post.id}/comments/new/", {"text": "好茶配好水"})

    assert (page.status_code, "好茶配好水" in page.text, Comment.objects.count()) == (422, True, 0)


def test_ones_own_comment_is_changed_and_taken_back_and_nobody_elses(client_of, mei, lin):
    post = make_post(mei)
    own, foreign = write_comment(lin, post, "好茶"), write_comment(mei, post, "请说")
    browser = client_of(lin)

    assert browser.post(f"/comments/{own.id}/text/", {"text": "好水"}).status_code == 302
    for path in ("text", "removal"):
        assert browser.post(f"/comments/{foreign.id}/{path}/", {"text": "坏话"}).status_code == 404
    assert set(Comment.objects.values_list("text", flat=True)) == {"好水", "请说"}
    browser.post(f"/comments/{own.id}/removal/")
    assert "好水" not in browser.get(f"/posts/{post.id}/").text


def test_only_the_author_of_the_post_is_offered_to_pin(client_of, mei, lin):
    post = make_post(mei)
    comment = write_comment(lin, post, "好茶")
    assert f"/comments/{comment.id}/pin/" not in client_of(lin).get(f"/posts/{post.id}/").text
    assert f"/comments/{comment.id}/pin/" in client_of(mei).get(f"/posts/{post.id}/").text

    refused = client_of(lin).post(f"/comments/{comment.id}/pin/")
    client_of(mei).post(f"/comments/{comment.id}/pin/")

    assert (refused.status_code, Comment.objects.get().pinned_at is None) == (403, False)
    assert "comment-pinned" in client_of(lin).get(f"/posts/{post.id}/").text


def test_staff_hide_a_comment_with_a_reason_and_its_author_reads_it(client_of, mei, lin):
    post = make_post(mei)
    comment, staff = write_comment(lin, post, "买我的茶"), client_of(mei)
    assert "买我的茶" in client_of().get(f"/posts/{post.id}/").text

    assert staff.post(f"/studio/said/comment/{comment.id}/hiding/", {"reason": ""}).status_code == 422
    staff.post(f"/studio/said/comment/{comment.id}/hiding/", {"reason": "spam", "words": "别打广告"})

    assert "买我的茶" not in client_of().get(f"/posts/{post.id}/").text
    assert client_of().get(f"/comments/{comment.id}/").status_code == 404
    own = client_of(lin).get(f"/comments/{comment.id}/text/").text
    assert ("别打广告" in own, "买我的茶" in own) == (True, True)
    assert FactRow.objects.get(name="WordsHidden").by_staff
    assert "买我的茶" in staff.get("/studio/comments/?state=hidden").text
    staff.post(f"/studio/said/comment/{comment.id}/showing/")
    assert "买我的茶" not in staff.get("/studio/comments/?state=hidden").text
    assert "买我的茶" in client_of().get(f"/posts/{post.id}/").text


def test_staff_answer_from_the_queue(client_of, mei, lin):
    comment = write_comment(lin, make_post(mei), "怎么泡?")
    assert client_of(mei).post(f"/studio/comments/{comment.id}/answer/", {"text": "开水"}).status_code == 302
    assert Comment.objects.get(text="开水").answers == comment


def test_the_queue_is_for_moderators(client_of, mei, lin):
    comment = write_comment(lin, make_post(mei), "好茶")
    before = digest()
    assert client_of(lin).get("/studio/comments/").status_code == 404
    assert client_of(lin).post(f"/studio/said/comment/{comment.id}/hiding/", {"reason": "spam"}).status_code == 404
    assert changes(before, digest()) == []


def test_comments_of_another_space_and_of_drafts_answer_like_none(client_of, mei, lin, wu, other_space):
    own = write_comment(lin, make_post(mei), "好茶")
    with acting_in(other_space):
        foreign = write_comment(wu, make_post(wu), "别处的话")
    browser, staff, before = client_of(lin), client_of(mei), digest()
    assert browser.get(f"/comments/{own.id}/").status_code == 200

    for path in ("", "answer/", "text/"):
        assert browser.get(f"/comments/{foreign.id}/{path}").status_code == 404
    assert staff.get(f"/studio/comments/{foreign.id}/").status_code == 404
    assert "别处的话" not in staff.get("/studio/comments/").text
    assert changes(before, digest()) == []
    unpublish_post(own.post)
    assert browser.get(f"/comments/{own.id}/").status_code == 404


def test_what_is_said_behind_a_wall_is_read_and_answered_by_those_who_read_on(client_of, mei, lin):
    post = make_post(mei)
    comment = write_comment(mei, post, "墙后的话")
    edit_post(post, PostWords(title=post.title, text=post.text, audience="angel"))

    for browser in (client_of(), client_of(lin)):
        assert "墙后的话" not in browser.get(f"/posts/{post.id}/").text
        for path in (f"posts/{post.id}/comments/", f"comments/{comment.id}/"):
            assert browser.get(f"/{path}").status_code == 404
        for path in (f"posts/{post.id}/comments", f"comments/{comment.id}/answers"):
            assert browser.get(f"/api/v1/{path}").status_code == 404
    assert client_of(lin).post(f"/posts/{post.id}/comments/new/", {"text": "偷听"}).status_code == 404
    assert "墙后的话" in client_of(mei).get(f"/comments/{comment.id}/").text
    assert Comment.objects.count() == 1


def test_older_threads_and_long_threads_are_reached_page_by_page(client_of, mei, lin):
    post = make_post(mei)
    rows = [Comment(post=post, author=lin, text=f"第{number}句。", written_at=post.written_at) for number in range(25)]
    Comment.objects.bulk_create(rows)
    first = rows[-1]
    replies = [
        Comment(post=post, author=mei, thread=first, answers=first, text=f"答{number}。", written_at=post.written_at)
        for number in range(7)
    ]
    Comment.objects.bulk_create(replies)
    guest = client_of()

    page = guest.get(f"/posts/{post.id}/").text
    older = guest.get(f"/posts/{post.id}/comments/?after={re.search(r'comments/[?]after=([^\"]+)', page)[1]}").text

    assert ("第24句。" in page, "第4句。" in page) == (True, False)
    assert ("第24句。" in older, "第4句。" in older) == (False, True)
    assert ("答4。" in page, "答5。" in page) == (True, False)
    assert "答6。" in guest.get(f"/comments/{first.id}/").text


@pytest.mark.parametrize("path", ["/posts/{post}/", "/comments/{comment}/", "/studio/comments/"])
def test_lists_of_comments_cost_the_same_at_one_row_and_at_three(client_of, mei, lin, path):
    post = make_post(mei)
    first = write_comment(lin, post, "第一句")
    write_comment(mei, post, "谢谢", answers=first)
    browser = client_of(mei)
    where = path.format(post=post.id, comment=first.id)
    browser.get(where)
    with CaptureQueriesContext(connection) as few:
        browser.get(where)
    for words in ("第二句", "第三句"):
        write_comment(mei, post, f"答{words}", answers=first)
        write_comment(lin, post, f"答{words}", answers=write_comment(lin, post, words))
    hide(write_comment(lin, post, "广告"), reason="spam")
    browser.get(where)  # who is behind the IP is kept until something of the pages changes

    with CaptureQueriesContext(connection) as more:
        page = browser.get(where).text

    assert ("答第三句" in page, len(more) - len(few), len(more) <= 12) == (True, 0, True)
