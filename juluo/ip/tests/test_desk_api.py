"""The desk over the API: pictures, covers, previews, and who speaks in comments."""

import json

import pytest

from juluo.core.models import FactRow, Media
from juluo.core.spaces import acting_in
from juluo.ip.models import Post
from juluo.ip.operations.comments import write_comment
from juluo.ip.operations.posts import PostWords, give_cover, write_post
from juluo.ip.operations.team import Introduction, introduce_colleague
from juluo.ip.rules.quotes import Quote
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.ip.tests.test_picture_stories import drawn
from juluo.testing.digest import changes, digest

WALLED = "免费的一段。\n\n::wall\n\n收费的一段。"
HEAVY = b"x" * 11_000_000


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(browser, content, alt="一壶茶", kind="image/png"):
    return browser.post(f"{ROOT}/studio/pictures?alt={alt}", content, content_type=kind)


def test_a_picture_is_uploaded_once_and_becomes_a_cover(client_of, mei):
    staff, post = client_of(mei), make_post(mei)

    kept = upload(staff, drawn())
    again = upload(staff, drawn(), alt="别的话")
    where = f"/studio/posts/{post.pk}/cover"
    covered = send(staff, where, {"picture_id": kept.json()["id"]}, "put").json()
    facts = FactRow.objects.count()
    send(staff, where, {"picture_id": kept.json()["id"]}, "put")

    assert (kept.status_code, kept.json()["alt"]) == (201, "一壶茶")
    assert again.json() == kept.json()
    assert (covered["cover_id"], covered["text"]) == (kept.json()["id"], post.text)
    assert FactRow.objects.count() == facts
    assert send(staff, where, {"picture_id": None}, "put").json()["cover_id"] is None


@pytest.mark.parametrize(
    ("content", "status", "name"),
    [(b"<svg onload=alert(1)>", 422, "not_a_picture"), (b"", 413, "too_heavy"), (HEAVY, 413, "too_large")],
)
def test_what_is_no_picture_is_refused_whatever_it_calls_itself(client_of, mei, settings, content, status, name):
    settings.JULUO_UPLOAD_LIMIT = 10_000_000
    assert code(upload(client_of(mei), content)) == (status, name)
    assert not Media.objects.exists()


def test_a_picture_without_words_and_a_cover_from_elsewhere_are_refused(client_of, mei, lin, wu, other_space):
    silent = upload(client_of(mei), drawn(), alt="")
    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (422, "#/alt")
    assert upload(client_of(lin), drawn()).status_code == 403
    with acting_in(other_space):
        foreign = upload(client_of(wu, other_space), drawn("blue")).json()
        before = Media.objects.get()
    cover = send(client_of(mei), f"/studio/posts/{make_draft(mei).pk}/cover", {"picture_id": str(before.pk)}, "put")
    assert (cover.status_code, foreign["id"]) == (404, str(before.pk))
    bad = send(client_of(mei), f"/studio/posts/{make_draft(mei).pk}/cover", {"picture_id": "x"}, "put")
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "#/picture_id")


def test_a_cover_keeps_what_was_written_meanwhile(mei):
    stale = make_draft(mei, text="一稿")
    Post.objects.update(text="二稿")
    assert give_cover(stale, None).text == "二稿"


@pytest.mark.parametrize(
    ("eyes", "whole"), [("guest", False), ("member", False), ("fan", True), ("angel", True), ("buyer", True)]
)
def test_a_draft_is_previewed_through_the_eyes_of_a_reader(client_of, mei, eyes, whole):
    staff, post = client_of(mei), write_post(mei, PostWords(title="霜降", text=WALLED, audience="fan"))

    saved = staff.get(f"{ROOT}/studio/posts/{post.pk}/preview?eyes_of={eyes}").json()
    words = {"title": "霜降", "text": WALLED, "audience": "fan", "eyes_of": eyes}
    before = digest()
    written = send(staff, "/studio/words/preview", words).json()

    for seen in (saved, written):
        assert ("收费" in seen["html"], seen["whole"], seen["step"] is None) == (whole, whole, whole)
    assert changes(before, digest()) == []


def test_a_preview_is_for_staff_of_the_space_and_bad_eyes_are_named(client_of, mei, lin, wu, other_space):
    where = f"{ROOT}/studio/posts/{write_post(mei, PostWords(title='x', text=WALLED)).pk}/preview"
    assert client_of(lin).get(where).status_code == 403
    assert client_of().get(where).status_code == 401
    assert client_of(mei).get(f"{where}?eyes_of=ghost").status_code == 422
    bad = send(client_of(mei), "/studio/words/preview", {"text": "x", "eyes_of": "ghost"})
    assert bad.json()["errors"][0]["pointer"] == "#/eyes_of"
    with acting_in(other_space):
        foreign = write_post(wu, PostWords(title="x", text=WALLED))
    assert client_of(mei).get(f"{ROOT}/studio/posts/{foreign.pk}/preview").status_code == 404


def test_comments_tell_the_role_and_the_human_of_their_author(client_of, mei, lin):
    post = make_post(mei)
    introduce_colleague(mei, Introduction(role="主笔", sentence="", human="梅一一", position=1))
    write_comment(lin, post, "好茶")
    write_comment(mei, post, "谢谢")

    said = client_of().get(f"{ROOT}/posts/{post.pk}/comments").json()["items"]
    page = client_of().get(f"/posts/{post.pk}/").text

    assert [(each["author_role"], each["author_human"]) for each in said] == [("主笔", "梅一一"), ("", "")]
    assert "主笔" in page.partition('id="comments"')[2]


def test_the_list_of_comments_shows_what_they_quote(client_of, mei, lin):
    post = make_post(mei, text="火候到了，茶自己会说。")
    write_comment(lin, post, "这句好", quote=Quote("茶自己会说", None))

    page = client_of(mei).get("/studio/comments/").text
    told = json.loads(client_of(mei).get(f"{ROOT}/studio/comments").content)["items"][0]

    assert "<blockquote" in page
    assert "茶自己会说" in page
    assert told["quote"] == "茶自己会说"
