"""The persona, the story and posts over the API: what a page shows, and the verbs that staff have."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core.keys import MEMBER_SCOPE, make_key
from juluo.core.media import keep_picture
from juluo.core.models import FactRow
from juluo.core.spaces import acting_in
from juluo.ip.models import Persona, Post, Story
from juluo.ip.operations.persona import PersonaWords, describe_persona, tell_story
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ip.tests.test_pages import picture
from juluo.testing.digest import changes, digest

ROOT = "/api/v1"
PERSONA = {
    "name": "山野", "kind": "person", "human_author": "林一", "tagline": "慢一点", "beliefs": ["先有人", "说真话"],
    "origin": "山里", "tone": "轻声", "timeline": ["2009 第一季茶"], "contact": "400-800",
}  # fmt: skip
STORY = {"title": "一座山", "text": "从前有**座**山。"}


def send(browser, path, body=None, method="post"):
    return browser.generic(method.upper(), f"{ROOT}{path}", json.dumps(body or {}), content_type="application/json")


def code(answer):
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def times_recorded(name):
    return FactRow.objects.filter(name=name).count()


def test_a_post_is_read_as_the_page_shows_it(client_of, mei):
    post = make_post(mei, "霜降之后", "# 火\n\n**三分**火。\n\n<script>alert(1)</script>\n\n::product[nothing]")

    told = client_of().get(f"{ROOT}/posts/{post.id}").json()

    assert told["text"] == post.text
    assert told["html"] in client_of().get(f"/posts/{post.id}/").text
    assert "<h2>火</h2>" in told["html"]
    assert "<script" not in told["html"]
    assert "::product" not in told["html"]


def test_a_post_is_taken_back_once_and_then_read_by_nobody(client_of, mei):
    post, staff = make_post(mei), client_of(mei)

    first = send(staff, f"/studio/posts/{post.id}/withdrawal")
    again = send(staff, f"/studio/posts/{post.id}/withdrawal")

    assert (first.status_code, first.json()["published_at"], again.json()) == (200, None, first.json())
    assert code(client_of().get(f"{ROOT}/posts/{post.id}")) == (404, "not_found")
    assert FactRow.objects.get(name="PostUnpublished").by_staff
    assert send(staff, f"/studio/posts/{post.id}/publication").json()["published_at"]


def test_a_foreign_post_is_taken_back_like_one_that_never_was(client_of, mei, wu, other_space):
    with acting_in(other_space):
        foreign = make_post(wu)
    assert code(send(client_of(mei), f"/studio/posts/{foreign.id}/withdrawal")) == (404, "not_found")
    with acting_in(other_space):
        assert Post.objects.get(pk=foreign.pk).published_at


def test_drafts_are_taken_back_without_a_word(client_of, mei):
    draft = make_draft(mei)
    assert send(client_of(mei), f"/studio/posts/{draft.id}/withdrawal").status_code == 200
    assert times_recorded("PostUnpublished") == 0


def test_the_persona_is_said_by_staff_and_read_by_everybody(client_of, mei):
    guest, staff = client_of(), client_of(mei)
    Persona.objects.all().delete()
    assert code(guest.get(f"{ROOT}/persona")) == (404, "not_found")
    before = times_recorded("PersonaChanged")

    said = send(staff, "/persona", PERSONA, "put")

    assert said.json() == PERSONA | {"portrait": None} == guest.get(f"{ROOT}/persona").json()
    assert send(staff, "/persona", PERSONA, "put").json() == said.json()
    assert times_recorded("PersonaChanged") == before + 1
    assert FactRow.objects.filter(name="PersonaChanged").latest("id").by_staff


def test_the_portrait_stays_when_the_words_change(client_of, mei):
    portrait = keep_picture(picture(), alt="林一", member=mei, field="portrait")
    describe_persona(PersonaWords(name="山野", kind="person", human_author="林一"), portrait=portrait)

    said = send(client_of(mei), "/persona", PERSONA, "put").json()

    address = f"http://testserver/@shanye/media/{portrait.id}/full"
    assert said["portrait"] == {"url": address, "alt": "林一", "focus": {"x": 50, "y": 50}}
    assert client_of().get(said["portrait"]["url"]).status_code == 200


def test_the_story_is_told_by_staff_and_read_by_everybody(client_of, mei):
    guest, staff = client_of(), client_of(mei)
    assert code(guest.get(f"{ROOT}/story")) == (404, "not_found")

    told = send(staff, "/story", STORY, "put").json()

    assert (told["title"], told["text"], told["html"]) == (
        STORY["title"],
        STORY["text"],
        "<p>从前有<strong>座</strong>山。</p>\n",
    )
    assert guest.get(f"{ROOT}/story").json() == told == send(staff, "/story", STORY, "put").json()
    assert (times_recorded("StoryTold"), FactRow.objects.get(name="StoryTold").by_staff) == (1, True)


def test_each_space_has_a_persona_and_a_story_of_its_own(client_of, mei, wu, other_space):
    with acting_in(other_space):
        describe_persona(PersonaWords(name="别处", kind="person", human_author="吴"))
        tell_story("别处的事", "不说")
    assert client_of().get(f"{ROOT}/persona").json()["name"] == "山野茶事"
    assert code(client_of().get(f"{ROOT}/story")) == (404, "not_found")

    send(client_of(mei), "/persona", PERSONA, "put")
    send(client_of(mei), "/story", STORY, "put")

    with acting_in(other_space):
        assert (Persona.objects.get().name, Story.objects.get().title) == ("别处", "别处的事")


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/persona", PERSONA | {"kind": "ghost"}, "#/kind"),
        ("/persona", PERSONA | {"name": " "}, "#/name"),
        ("/persona", PERSONA | {"name": "n" * 81}, "#/name"),
        ("/persona", PERSONA | {"human_author": "\u0001"}, "#/human_author"),
        ("/persona", PERSONA | {"tagline": "t" * 121}, "#/tagline"),
        ("/persona", PERSONA | {"origin": 7}, "#/origin"),
        ("/persona", PERSONA | {"beliefs": [str(each) for each in range(8)]}, "#/beliefs"),
        ("/persona", PERSONA | {"beliefs": ["b" * 121]}, "#/beliefs"),
        ("/persona", PERSONA | {"beliefs": ["ok", None]}, "#/beliefs/1"),
        ("/persona", PERSONA | {"portrait": "x"}, "#/portrait"),
        ("/persona", {each: PERSONA[each] for each in PERSONA if each != "kind"}, "#/kind"),
        ("/story", STORY | {"title": "t" * 121}, "#/title"),
        ("/story", STORY | {"text": ""}, "#/text"),
        ("/story", STORY | {"text": "t" * 60_001}, "#/text"),
        ("/story", STORY | {"text": None}, "#/text"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(client_of, mei, path, body, pointer):
    before = digest()

    answer = send(client_of(mei), path, body, "put")

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert changes(before, digest()) == []


def test_only_staff_who_write_say_it(client_of, lin, mei):
    post = make_post(mei)
    asked = [
        ("/persona", PERSONA, "put"),
        ("/story", STORY, "put"),
        (f"/studio/posts/{post.id}/withdrawal", {}, "post"),
    ]
    before = digest()

    assert {code(send(client_of(), *each)) for each in asked} == {(401, "sign_in")}
    assert {code(send(client_of(lin), *each)) for each in asked} == {(403, "not_allowed")}
    assert changes(before, digest()) == []


@pytest.mark.parametrize(("scope", "status"), [(MEMBER_SCOPE, 403), ("content.write", 200)])
def test_a_key_tells_the_story_only_within_its_scopes(client_of, mei, scope, status):
    _key, token = make_key(mei, name="pen", scopes=[scope])
    headers = {"Authorization": f"Bearer {token}"}
    answer = client_of().put(f"{ROOT}/story", json.dumps(STORY), content_type="application/json", headers=headers)
    assert answer.status_code == status


def test_the_list_of_posts_costs_the_same_at_one_row_and_at_three(client_of, mei):
    browser = client_of()
    make_post(mei)
    browser.get(f"{ROOT}/posts")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"{ROOT}/posts")
    make_post(mei)
    make_post(mei)
    browser.get(f"{ROOT}/posts")
    with CaptureQueriesContext(connection) as more:
        assert len(browser.get(f"{ROOT}/posts").json()["items"]) == 3
    assert len(more) == len(few)
