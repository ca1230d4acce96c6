"""Where a picture is cut: said on the page and over the API, and kept to wherever it is cut."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from juluo.core.drawing.canvas import picture_in
from juluo.core.drawing.cards import Card
from juluo.core.media import describe_picture, keep_picture
from juluo.core.models import FactRow, Media
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.test_drawing import _png
from juluo.ip.models import Persona, Post
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_pages import picture
from juluo.testing.digest import changes, digest

ROOT = "/api/v1/studio/pictures"
OUTSIDE = [
    ({"focus": {"x": 101, "y": 0}}, "#/focus/x"),
    ({"focus": {"x": 0, "y": -1}}, "#/focus/y"),
    ({"focus": {"x": 1.5, "y": 0}}, "#/focus/x"),
    ({"focus": {"x": "left", "y": 0}}, "#/focus/x"),
    ({"focus": {"x": 1}}, "#/focus/y"),
    ({"focus": None}, "#/focus"),
    ({"alt": "x" * 201}, "#/alt"),
]


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def halves(mei):
    """A wide picture, red on its left and blue on its right."""
    whole = Image.new("RGB", (800, 200), "blue")
    whole.paste("red", (0, 0, 400, 200))
    return keep_picture(SimpleUploadedFile("halves.png", _png(whole)), alt="Halves", member=mei)


def put(browser, media, body):
    said = {"alt": "Halves", "focus": {"x": 50, "y": 50}} | body
    return browser.put(f"{ROOT}/{media.id}", json.dumps(said), content_type="application/json")


def test_a_picture_is_cut_around_its_focus(halves):
    assert picture_in(halves, (100, 200), "#fff").getpixel((10, 100))[0] > 200

    right = describe_picture(halves, alt="Halves", focus=(100, 50))

    assert picture_in(right, (100, 200), "#fff").getpixel((10, 100))[2] > 200
    assert right.focus_class == "focus-x-100 focus-y-50"


def test_a_card_is_drawn_anew_when_its_picture_is_cut_elsewhere(space, halves):
    before = Card(subject="x", title="t", picture=halves).mark(space)
    right = describe_picture(halves, alt="Halves", focus=(100, 50))
    assert Card(subject="x", title="t", picture=right).mark(space) != before


def test_describing_twice_is_told_once_and_shows_pages_anew(space, halves):
    version = space.pages_version
    for _time in range(2):
        describe_picture(halves, alt="Two halves", focus=(20, 80))

    fact = FactRow.objects.get(name="PictureDescribed")
    space.refresh_from_db()
    assert (fact.subject_id, fact.data["changed"]) == (halves.id, ["alt", "focus_x", "focus_y"])
    assert space.pages_version == version + 1


@pytest.mark.parametrize("focus", [(-1, 0), (0, 101), (1000, 1000)])
def test_a_point_outside_the_picture_is_refused(space, halves, focus):
    before = digest()
    with pytest.raises(Refused) as refused:
        describe_picture(halves, alt="Halves", focus=focus)
    assert (refused.value.code, refused.value.status, refused.value.field) == ("no_such_point", 422, "focus")
    assert not changes(before, digest())


def test_staff_choose_the_focus_with_the_cover_without_scripts(client_of, mei):
    words = {"title": "立冬", "text": "火候", "cover": picture(), "alt": "一炉火", "focus_0": "90", "focus_1": "10"}
    client_of(mei).post("/studio/posts/new/", words)

    cover = Post.objects.get().cover
    assert (cover.focus, cover.alt) == ((90, 10), "一炉火")
    page = client_of(mei).get(f"/studio/posts/{Post.objects.get().id}/").text
    inputs = re.findall(r'name="(focus_.)"\s+value="(.*?)"', page)
    assert inputs == [("focus_0", "90"), ("focus_1", "10")]


def test_a_new_picture_does_not_inherit_the_focus_of_the_one_it_replaces(client_of, mei, halves):
    post = make_post(mei, "立冬", "火候")
    Post.objects.filter(pk=post.pk).update(cover=halves)
    describe_picture(halves, alt="Halves", focus=(100, 0))
    said = {"title": "立冬", "text": "火候", "alt": "Halves", "focus_0": "100", "focus_1": "0"}

    client_of(mei).post(f"/studio/posts/{post.id}/", said | {"cover": picture()})

    cover = Post.objects.get().cover
    assert (cover.focus, cover.alt) == ((50, 50), "立冬")
    halves.refresh_from_db()
    assert halves.focus == (100, 0)


@pytest.mark.parametrize(("x", "y"), [("101", "0"), ("-1", "0"), ("1e1", "0"), ("1.5", "0"), ("左", "0"), ("１", "0")])
def test_a_point_that_is_none_is_said_beside_the_field_and_changes_nothing(client_of, mei, halves, x, y):
    post = make_post(mei, "立冬", "火候")
    before, browser = digest(), client_of(mei)
    said = {"title": "变了", "text": "火候", "focus_0": x, "focus_1": y}

    answer = browser.post(f"/studio/posts/{post.id}/", said)

    assert answer.status_code == 422
    assert 'id="id_focus_error"' in answer.text
    assert not changes(before, digest())


def test_the_cut_is_kept_to_on_the_pages(client_of, mei, halves):
    post = make_post(mei, "立冬", "火候")
    Post.objects.filter(pk=post.pk).update(cover=halves)
    Persona.objects.update(portrait=halves)
    describe_picture(halves, alt="Halves", focus=(96, 4))

    for path in ("/", f"/posts/{post.id}/"):
        assert 'class="focus-x-100 focus-y-0"' in client_of().get(path).text


def test_staff_describe_a_picture_over_the_api(client_of, mei, halves):
    answer = put(client_of(mei), halves, {"alt": "Red and blue", "focus": {"x": 0, "y": 100}})

    assert answer.json() | {"url": "", "made_at": ""} == {
        "id": str(halves.id), "url": "", "alt": "Red and blue", "focus": {"x": 0, "y": 100}, "width": 800,
        "height": 200, "made_at": "",
    }  # fmt: skip
    assert client_of(mei).get(f"{ROOT}/{halves.id}").json() == answer.json()
    assert FactRow.objects.get(name="PictureDescribed").by_staff


@pytest.mark.parametrize(("body", "pointer"), OUTSIDE)
def test_the_api_names_what_is_no_point(client_of, mei, halves, body, pointer):
    before = digest()
    answer = put(client_of(mei), halves, body)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    assert not changes(before, digest())


def test_a_foreign_picture_and_a_member_without_the_permission_get_nothing(
    client_of, mei, lin, wu, other_space, halves
):
    with acting_in(other_space):
        foreign = keep_picture(picture(), alt="", member=wu)

    assert put(client_of(mei), foreign, {}).status_code == 404
    assert client_of(lin).get(f"{ROOT}/{halves.id}").status_code in {403, 404}
    assert client_of(mei).get(ROOT).json()["items"][0]["id"] == str(halves.id)


def test_three_pictures_cost_as_many_queries_as_one(client_of, mei, halves):
    browser = client_of(mei)
    browser.get(ROOT)
    with CaptureQueriesContext(connection) as one:
        browser.get(ROOT)
    for colour in ("green", "white"):
        keep_picture(SimpleUploadedFile("a.png", _png(Image.new("RGB", (9, 9), colour))), alt="", member=mei)
    with CaptureQueriesContext(connection) as three:
        browser.get(ROOT)
    assert (len(three), Media.objects.count()) == (len(one), 3)
