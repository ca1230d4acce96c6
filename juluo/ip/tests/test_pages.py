from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from juluo.core import footprints
from juluo.core.models import Footprint, Media, Member
from juluo.core.spaces import acting_in
from juluo.ip.models import Persona, Post, Story
from juluo.ip.operations.posts import unpublish_post
from juluo.ip.tests.factories import make_draft, make_post


def picture():
    content = BytesIO()
    Image.new("RGB", (60, 40), "green").save(content, "PNG")
    return SimpleUploadedFile("cover.png", content.getvalue())


def test_a_guest_reads_a_post_and_leaves_a_footprint(client_of, mei):
    post = make_post(mei, "霜降之后", "**三分**火。\n\n<script>alert(1)</script>\n\n::product[nothing]")

    page = client_of().get(f"/posts/{post.id}/")

    assert ">霜降之后</h1>" in page.text
    assert "<strong>三分</strong>火" in page.text
    assert "<script>alert" not in page.text
    assert "::product" not in page.text
    footprints.flush()
    assert Footprint.objects.get().subject == f"post:{post.id}"


def test_a_draft_and_a_foreign_post_answer_like_none(client_of, mei, lin, wu, other_space):
    draft, taken_back = make_draft(mei), make_post(mei)
    reader = client_of()
    assert reader.get(f"/posts/{taken_back.id}/").status_code == 200
    unpublish_post(taken_back)
    with acting_in(other_space):
        foreign = make_post(wu, "别处的事")

    for post in (draft, taken_back, foreign):
        assert reader.get(f"/posts/{post.id}/").status_code == 404
        assert client_of(lin).get(f"/posts/{post.id}/").status_code == 404
    assert client_of(mei).get(f"/studio/posts/{foreign.id}/").status_code == 404


def test_the_page_about_the_ip_shows_persona_and_story(client_of, mei):
    browser = client_of(mei)
    persona = {
        "name": "山野茶事", "kind": "person", "human_author": "林一", "tagline": "慢一点", "beliefs": "先有人\n说真话",
        "origin": "山里", "portrait": picture(),
    }  # fmt: skip
    assert browser.post("/studio/persona/", persona).status_code == 302
    assert browser.post("/studio/story/", {"title": "一座山", "text": "从前有**座**山。"}).status_code == 302

    page = client_of().get("/about/").text

    for words in ("慢一点", "说真话</p>", "林一", "一座山", "<strong>座</strong>"):
        assert words in page
    assert Persona.objects.get().portrait.alt == "山野茶事"
    assert browser.post("/studio/persona/", persona | {"human_author": "", "portrait": ""}).status_code == 422
    assert browser.post("/studio/story/", {"title": "", "text": ""}).status_code == 422
    assert Story.objects.get().title == "一座山"


def test_a_post_is_written_previewed_published_and_taken_back(client_of, mei):
    browser = client_of(mei)
    words = {"title": "立冬", "text": "**火**候", "cover": picture()}

    preview = browser.post("/studio/posts/new/", {"title": "立冬", "text": "**火**候", "preview": "1"})
    assert "<strong>火</strong>候" in preview.text
    assert not Post.objects.exists()

    saved = browser.post("/studio/posts/new/", words)
    post = Post.objects.get()
    path = f"/studio/posts/{post.id}/"
    assert saved["Location"] == f"/@shanye{path}"
    assert (post.author, post.cover, post.published_at) == (mei, Media.objects.get(), None)

    browser.post(f"{path}publication/")
    assert "立冬" in client_of().get(f"/posts/{post.id}/").text
    browser.post(path, {"title": "立冬", "text": "改了"})
    assert Post.objects.get().cover is not None
    browser.post(path, {"title": "立冬", "text": "改了", "no_cover": "on"})
    assert (Post.objects.get().text, Post.objects.get().cover) == ("改了", None)
    browser.post(f"{path}withdrawal/")
    assert Post.objects.get().published_at is None


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"text": ""},
        {"title": "t" * 121},
        {"text": "a\0b"},
        {"cover": SimpleUploadedFile("a.png", b"GIF89a")},
    ],
)
def test_a_post_filled_badly_is_answered_and_not_kept(client_of, mei, changed):
    page = client_of(mei).post("/studio/posts/new/", {"title": "立冬", "text": "火候"} | changed)

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert not Post.objects.exists()


@pytest.mark.parametrize("path", ["posts/", "posts/new/", "persona/", "story/"])
def test_the_studio_is_for_staff(client_of, lin, hao, path):
    assert client_of(lin).get(f"/studio/{path}").status_code == 404
    assert client_of(hao).get(f"/studio/{path}").status_code == 404
    assert "/accounts/login/" in client_of().get(f"/studio/{path}")["Location"]
    assert Member.objects.filter(user=hao).count() == 0


def test_the_list_of_posts_costs_the_same_at_one_row_and_at_three(client_of, mei, wu, other_space):
    browser = client_of(mei)
    with acting_in(other_space):
        make_post(wu, "别处的事")
    assert "别处的事" not in browser.get("/studio/posts/").text
    make_post(mei)
    with CaptureQueriesContext(connection) as few:
        browser.get("/studio/posts/")
    make_post(mei, "第二篇")
    make_draft(mei, "第三篇")

    with CaptureQueriesContext(connection) as more:
        page = browser.get("/studio/posts/").text

    assert ("第二篇" in page, "第三篇" in page) == (True, True)
    assert len(more) == len(few)
