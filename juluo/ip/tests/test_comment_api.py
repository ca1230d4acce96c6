"""Comments over the API: the same verbs, the same refusals."""

import pytest

from juluo.community.operations.covenants import publish_covenant
from juluo.community.tests.factories import make_member
from juluo.core.ids import uuid7
from juluo.core.models import FactRow
from juluo.core.said.operations import report
from juluo.core.spaces import acting_in
from juluo.ip.operations.comments import write_comment
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.digest import changes, digest


def test_a_comment_is_written_answered_changed_and_taken_back(client_of, mei, lin):
    post, browser, guest = make_post(mei), client_of(lin), client_of()
    comments = f"/posts/{post.id}/comments"

    said = send(browser, comments, {"text": "<b>好茶</b>"}).json()
    again = send(browser, comments, {"text": "<b>好茶</b>"}).json()
    reply = send(client_of(mei), comments, {"text": "谢谢", "answers_id": said["id"]}).json()

    assert again == said
    assert guest.get(f"{ROOT}{comments}").json()["items"] == [said]
    assert guest.get(f"{ROOT}/comments/{reply['id']}/answers").json()["items"] == [reply]
    assert (reply["thread_id"], reply["answers_id"], said["text"]) == (said["id"], said["id"], "<b>好茶</b>")
    assert send(browser, f"/comments/{said['id']}", {"text": "好水"}, "put").json()["text"] == "好水"
    assert send(browser, f"/comments/{said['id']}", method="delete").status_code == 204
    (left,) = guest.get(f"{ROOT}{comments}").json()["items"]
    assert left | {"edited_at": None} == said | {"author": None, "author_id": None, "text": None}


def test_the_author_of_the_post_pins_and_nobody_else(client_of, mei, lin):
    comment = write_comment(lin, make_post(mei), "好茶")
    pin = f"/comments/{comment.id}/pin"

    assert code(send(client_of(lin), pin, method="put")) == (403, "not_author")
    assert send(client_of(mei), pin, method="put").json()["pinned"] is True
    assert send(client_of(mei), pin, method="delete").json()["pinned"] is False


def test_staff_hide_and_show_a_comment(client_of, mei, lin):
    comment, staff = write_comment(lin, make_post(mei), "买我的茶"), client_of(mei)
    hiding = f"/studio/said/comment/{comment.id}/hiding"

    hidden = send(staff, hiding, {"reason": "spam", "words": "别打广告"}, "put").json()

    assert (hidden["text"], hidden["reason"], hidden["words"]) == ("买我的茶", "spam", "别打广告")
    assert client_of().get(f"{ROOT}/posts/{comment.post_id}/comments").json()["items"] == []
    (listed,) = staff.get(f"{ROOT}/studio/comments?state=hidden").json()["items"]
    assert {name: listed[name] for name in ("text", "reason", "words", "hidden_at")} == {
        name: hidden[name] for name in ("text", "reason", "words", "hidden_at")
    }
    assert send(staff, hiding, method="delete").json()["hidden_at"] is None
    assert staff.get(f"{ROOT}/studio/comments?state=hidden").json()["items"] == []
    facts = FactRow.objects.filter(name__in=["WordsHidden", "WordsShown"])
    assert list(facts.values_list("by_staff", flat=True)) == [True, True]


def test_the_list_for_staff_knows_what_is_reported_as_the_page_does(client_of, mei, lin):
    comment, staff = write_comment(lin, make_post(mei), "买我的茶"), client_of(mei)
    write_comment(lin, comment.post, "好茶")
    report(make_member("hao"), comment, reason="spam")

    found = staff.get(f"{ROOT}/studio/comments?state=reported").json()["items"]

    assert [each["text"] for each in found] == ["买我的茶"]
    assert staff.get(f"{ROOT}/studio/comments?state=nonsense").status_code == 422


@pytest.mark.parametrize(
    ("path", "method", "body", "pointer"),
    [
        ("/posts/{post}/comments", "post", {"text": ""}, "#/text"),
        ("/posts/{post}/comments", "post", {"text": "字" * 2001}, "#/text"),
        ("/posts/{post}/comments", "post", {"text": 7}, "#/text"),
        ("/posts/{post}/comments", "post", {"text": "a\0b"}, "#/text"),
        ("/posts/{post}/comments", "post", {}, "#/text"),
        ("/posts/{post}/comments", "post", {"text": "好", "answers_id": "x"}, "#/answers_id"),
        ("/posts/{post}/comments", "post", {"text": "好", "author_id": "x"}, "#/author_id"),
        ("/comments/{comment}", "put", {"text": " \n"}, "#/text"),
        ("/studio/said/comment/{comment}/hiding", "put", {"reason": "boring"}, "#/reason"),
        ("/studio/said/comment/{comment}/hiding", "put", {"reason": "spam", "words": "字" * 301}, "#/words"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(client_of, mei, path, method, body, pointer):
    post = make_post(mei)
    comment = write_comment(mei, post, "请说")
    before = digest()

    answer = send(client_of(mei), path.format(post=post.id, comment=comment.id), body, method)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert changes(before, digest()) == []


def test_foreign_and_missing_ids_answer_alike_and_change_nothing(client_of, mei, lin, wu, other_space):
    post, draft = make_post(mei), make_draft(mei, "没写完")
    elsewhere = write_comment(mei, make_post(mei, "另一篇"), "别的话")
    with acting_in(other_space):
        foreign = write_comment(wu, make_post(wu), "别处的话")
    before, browser, staff = digest(), client_of(lin), client_of(mei)

    for each in (foreign.pk, uuid7()):
        body = {"text": "好", "answers_id": str(each)}
        assert code(send(browser, f"/posts/{post.id}/comments", body)) == (404, "not_found")
        assert code(send(browser, f"/comments/{each}", {"text": "好"}, "put")) == (404, "not_found")
        assert code(send(browser, f"/comments/{each}", method="delete")) == (404, "not_found")
        assert code(send(staff, f"/comments/{each}/pin", method="put")) == (404, "not_found")
        assert code(send(staff, f"/studio/said/comment/{each}/hiding", {"reason": "spam"}, "put")) == (404, "not_found")
        assert code(browser.get(f"{ROOT}/comments/{each}/answers")) == (404, "not_found")
    for each in (foreign.post_id, draft.pk):
        assert code(send(browser, f"/posts/{each}/comments", {"text": "好"})) == (404, "not_found")
    body = {"text": "好", "answers_id": str(elsewhere.pk)}
    assert code(send(browser, f"/posts/{post.id}/comments", body)) == (404, "not_found")
    assert changes(before, digest()) == []


def test_who_may_not_take_part_is_refused_by_the_same_code(client_of, mei, lin):
    post = make_post(mei)
    assert code(send(client_of(), f"/posts/{post.id}/comments", {"text": "好"})) == (401, "sign_in")
    publish_covenant("新的约定")
    assert code(send(client_of(lin), f"/posts/{post.id}/comments", {"text": "好"})) == (403, "covenant_not_accepted")
    hiding = f"/studio/said/comment/{uuid7()}/hiding"
    assert code(send(client_of(lin), hiding, {"reason": "spam"}, "put")) == (403, "not_allowed")
