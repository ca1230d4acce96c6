"""The desk: what it looks like while it is written, through whose eyes, and what is put into it."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from juluo.core.media import keep_picture
from juluo.core.models import Footprint, Media
from juluo.core.spaces import acting_in
from juluo.ip.operations.posts import PostWords, write_post
from juluo.ip.rules.markdown import picture_line, told
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ip.tests.test_pages import picture
from juluo.mall.tests.factories import make_variant
from juluo.testing.digest import changes, digest

PART = {"HX-Request": "true"}
WALLED = "免费的一段。\n\n::wall\n\n收费的一段。"


def green(width):
    content = BytesIO()
    Image.new("RGB", (width, 30), "green").save(content, "PNG")
    return SimpleUploadedFile("green.png", content.getvalue())


def words_seen(browser, **said):
    return browser.post("/studio/words/preview/", {"title": "立冬", "text": "**火**候"} | said, headers=PART)


def test_words_are_drawn_as_the_page_would_and_kept_nowhere(client_of, mei):
    browser = client_of(mei)
    before = digest()

    seen = words_seen(browser, text="# 火\n\n**火**候<script>alert(1)</script>\n\n[x](javascript:alert(1))").text

    assert "<h2>火</h2>" in seen
    assert "<strong>火</strong>" in seen
    assert "<script" not in seen
    assert "javascript:" not in seen.partition("href=")[2]
    assert "<html" not in seen
    assert changes(before, digest()) == []
    assert words_seen(browser, text="x" * 60_001, audience="ghosts", eyes_of="nobody").status_code == 200


EVERYBODY = ["guest", "member", "fan", "angel", "buyer"]


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("everyone", EVERYBODY),
        ("members", EVERYBODY[1:]),
        ("fan", EVERYBODY[2:]),
        ("angel", EVERYBODY[3:]),
        ("buyers", EVERYBODY[4:]),
    ],
)
def test_staff_see_a_draft_through_the_eyes_of_each_reader(client_of, mei, audience, who):
    browser = client_of(mei)
    post = write_post(mei, PostWords(title="霜降", text=WALLED, audience=audience))
    pages = {eyes: browser.get(f"/studio/posts/{post.pk}/preview/?eyes_of={eyes}").text for eyes in EVERYBODY}
    drawn = {eyes: words_seen(browser, text=WALLED, audience=audience, eyes_of=eyes).text for eyes in EVERYBODY}

    for shown in (pages, drawn):
        assert [eyes for eyes in EVERYBODY if "收费的一段" in shown[eyes]] == who
        assert [eyes for eyes in EVERYBODY if 'id="wall"' not in shown[eyes]] == who
    assert all('name="robots" content="noindex"' in page for page in pages.values())
    assert browser.get(f"/studio/posts/{post.pk}/preview/?eyes_of=ghost").text == pages["guest"]
    assert not Footprint.objects.filter(subject=str(post.pk)).exists()


def test_a_preview_shows_prices_of_the_reader_it_stands_for(client_of, mei):
    tea = make_variant(title="生普饼", price_minor=9900, rungs={"fan": 7900}).product
    text = f"看\n\n::product[{tea.slug}]"
    assert "79" not in words_seen(client_of(mei), text=text, eyes_of="guest").text
    assert "79" in words_seen(client_of(mei), text=text, eyes_of="fan").text


@pytest.mark.parametrize("path", ["posts/{}/preview/", "words/pictures/", "words/blocks/"])
def test_the_desk_is_for_staff_and_for_their_space(client_of, mei, lin, wu, other_space, path):
    post = make_post(mei)
    for someone in (lin, wu):
        assert client_of(someone).get(f"/studio/{path.format(post.pk)}").status_code == 404
    assert "/accounts/login/" in client_of().get(f"/studio/{path.format(post.pk)}")["Location"]
    with acting_in(other_space):
        foreign = make_post(wu)
    assert client_of(mei).get(f"/studio/posts/{foreign.pk}/preview/").status_code == 404
    assert words_seen(client_of(lin)).status_code == 404


def test_a_picture_is_kept_with_what_it_shows_and_put_in_with_its_size(client_of, mei, wu, other_space):
    browser = client_of(mei)
    with acting_in(other_space):
        keep_picture(picture(), alt="别处的图", member=wu)
    silent = browser.post("/studio/words/pictures/", {"picture": picture(), "alt": ""})
    assert silent.status_code == 422
    assert not Media.objects.exists()

    kept = browser.post("/studio/words/pictures/", {"picture": picture(), "alt": "一[壶]茶"})
    tray = browser.get("/studio/words/pictures/", headers=PART).text

    media = Media.objects.get()
    address = f"/@shanye/media/{media.pk}/full"
    assert kept.status_code == 302
    assert media.alt == "一[壶]茶"
    assert f"![一\\[壶\\]茶]({address}#{media.width}x{media.height})" in tray
    assert "别处的图" not in tray
    drawn = told(picture_line(address, media.alt, media.width, media.height))
    assert f'width="{media.width}"' in drawn
    assert f'height="{media.height}"' in drawn
    assert 'alt="一[壶]茶"' in drawn
    fragment = browser.post("/studio/words/pictures/", {"picture": picture(), "alt": "同一张"}, headers=PART)
    assert (fragment.status_code, Media.objects.get().alt) == (200, "同一张")


@given(st.text(max_size=60))
def test_whatever_a_picture_is_said_to_show_its_line_shows_it(alt):
    said = " ".join(alt.replace("\0", "").split())
    html = told(picture_line(f"/media/{uuid4()}/full", said, 800, 600))
    assert html.count("<img ") == 1
    assert 'width="800"' in html


@pytest.mark.parametrize(
    "size", ["#1x", "#x1", "#999999x1", "#1x1x1", "#1x1 onerror=alert(1)", '#1x1"', "?#1x1", "#-1x1"]
)
def test_a_size_that_is_none_is_no_picture_of_ours(size):
    assert "<img" not in told(f"![a](</media/{uuid4()}/full{size}>)")


def test_the_tray_costs_the_same_at_one_picture_and_at_three(client_of, mei):
    browser = client_of(mei)
    keep_picture(picture(), alt="一", member=mei)
    browser.get("/studio/words/pictures/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/studio/words/pictures/")
    for width in (40, 50):
        keep_picture(green(width), alt="二", member=mei)
    with CaptureQueriesContext(connection) as more:
        browser.get("/studio/words/pictures/")
    assert (len(few), Media.objects.count()) == (len(more), 3)


def test_products_are_found_by_name_with_the_line_that_shows_them(client_of, mei):
    tea, cup = make_variant(title="生普饼").product, make_variant(title="盖碗").product
    browser = client_of(mei)

    everything = browser.get("/studio/words/blocks/").text
    found = browser.get("/studio/words/blocks/?block=盖", headers=PART).text

    assert f"::product[{tea.slug}]" in everything
    assert f"::product[{cup.slug}]" in found
    assert tea.slug not in found


def test_without_scripts_the_button_shows_the_words_and_keeps_them_in_the_form(client_of, mei):
    post, browser = make_draft(mei), client_of(mei)
    words = {"title": "立冬", "text": WALLED, "audience": "fan", "preview": "1", "eyes_of": "guest"}

    page = browser.post(f"/studio/posts/{post.pk}/", words).text

    drawn = page.partition('id="seen"')[2]
    assert "免费的一段" in drawn
    assert "收费的一段" not in drawn
    assert "收费的一段。</textarea>" in page
    assert make_draft(mei).text != WALLED
