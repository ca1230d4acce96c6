"""Feeds: the same content in three formats, never a paid part, and the private one for its member alone."""

import json
import xml.etree.ElementTree as ET

import pytest

from juluo.community.operations.members import ban_member, leave_space
from juluo.core.entitlements import grant, revoke
from juluo.core.models import Member
from juluo.core.spaces import acting_in
from juluo.ip.models import FeedKey, Post
from juluo.ip.operations.feed_keys import end_feed_key, make_feed_key
from juluo.ip.operations.following import follow
from juluo.ip.operations.posts import PostWords, publish_post, unpublish_post, write_post
from juluo.ip.operations.series import make_series, order_parts
from juluo.ip.rules.following import Subject
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import send

FORMS = ["atom", "rss", "json"]
TEXT = "免费的一段。\n\n::wall\n\n收费的一段。"


def titles(answer):
    if "json" in answer["Content-Type"]:
        return [each["title"] for each in json.loads(answer.content)["items"]]
    root = ET.fromstring(answer.content)
    return [each.text for each in root.iter() if each.tag.endswith("title")][1:]


@pytest.fixture
def paid(mei):
    return publish_post(write_post(mei, PostWords(title="霜降", text=TEXT, audience="buyers")))


@pytest.fixture
def column(mei, paid):
    made = make_series("山中岁月", summary="一年四季")
    order_parts(made, [paid.pk, make_post(mei, "第二篇").pk])
    return made


@pytest.mark.parametrize("form", FORMS)
def test_public_feeds_tell_the_free_part_and_a_series_only_its_own(client_of, mei, lin, column, form):
    grant(lin, f"post:{Post.objects.get(title='霜降').pk}", reason="bought")
    make_post(mei, "别的")
    for reader in (None, lin, mei):
        whole = client_of(reader).get(f"/feed.{form}")
        part = client_of(reader).get(f"/series/{column.pk}/feed.{form}")
        assert titles(whole) == ["别的", "第二篇", "霜降"]
        assert titles(part) == ["第二篇", "霜降"]
        for answer in (whole, part):
            assert "免费的一段" in answer.content.decode()
            assert "收费" not in answer.content.decode()


def test_json_says_what_the_format_asks_for(client_of, mei, column):
    told = json.loads(client_of().get("/feed.json").content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"].endswith("/@shanye/feed.json")
    assert set(told["items"][0]) >= {"id", "url", "title", "content_html", "date_published", "authors"}


def test_rss_names_itself_its_language_and_each_post_by_a_lasting_id(client_of, mei, column):
    root = ET.fromstring(client_of().get("/feed.rss").content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert root.findtext("channel/language") == "zh-hans"
    assert {each.get("isPermaLink") for each in root.iter("guid")} == {"false"}


def test_pages_tell_readers_where_the_feeds_are(client_of, column):
    home, series = client_of().get("/").text, client_of().get(f"/series/{column.pk}/").text
    for form in FORMS:
        assert f'href="/@shanye/feed.{form}"' in home
        assert f'href="/@shanye/series/{column.pk}/feed.{form}"' in series


def test_pictures_and_links_in_a_feed_have_whole_addresses(client_of, mei):
    make_post(mei, text=f"![茶](/media/{'0' * 8}-0000-7000-8000-{'0' * 12}/full) [首页](/@shanye/)")
    told = json.loads(client_of().get("/feed.json").content)["items"][0]["content_html"]
    assert 'src="/' not in told
    assert 'href="/' not in told
    assert "/@shanye/" in told


@pytest.mark.parametrize("form", FORMS)
def test_whoever_has_it_already_is_told_so_until_something_changes(client_of, mei, form):
    first_post, guest = make_post(mei, "第一篇"), client_of()
    first = guest.get(f"/feed.{form}")
    assert guest.get(f"/feed.{form}", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert guest.get(f"/feed.{form}", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    make_post(mei, "新的")
    assert guest.get(f"/feed.{form}", headers={"If-None-Match": first["ETag"]}).status_code == 200
    unpublish_post(first_post)
    assert titles(guest.get(f"/feed.{form}")) == ["新的"]


@pytest.mark.parametrize("form", FORMS)
def test_a_private_feed_shows_what_its_member_may_read_now(client_of, mei, lin, paid, form):
    follow(lin, Subject())
    _key, word = make_feed_key(lin)
    path = f"/feeds/{word}/feed.{form}"

    def text():
        answer = client_of().get(path)
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
        return answer.content.decode()

    assert "免费的一段" in text()
    assert "收费" not in text()
    grant(lin, f"post:{paid.pk}", reason="bought")
    assert "收费的一段" in text()
    revoke(reason="bought")
    assert "收费" not in text()


def test_a_private_feed_ends_with_its_key_with_leaving_and_with_a_ban(client_of, mei, lin, wu, other_space):
    follow(lin, Subject())
    _key, old = make_feed_key(lin)
    _key, word = make_feed_key(lin)
    guest = client_of()

    def status(key):
        return guest.get(f"/feeds/{key}/feed.atom").status_code

    assert (status(old), status(word), status("x"), status("é"), status("x" * 500)) == (404, 200, 404, 404, 404)
    assert client_of(within=other_space).get(f"/feeds/{word}/feed.atom").status_code == 404
    assert not FeedKey.objects.filter(hash=word).exists()
    ban_member(lin, reason="spam")
    assert status(word) == 404
    Member.objects.filter(pk=lin.pk).update(banned_at=None)
    end_feed_key(lin)
    end_feed_key(lin)
    assert status(word) == 404
    _key, word = make_feed_key(Member.objects.get(pk=lin.pk))
    leave_space(Member.objects.get(pk=lin.pk))
    assert status(word) == 404
    with acting_in(other_space):
        assert not FeedKey.objects.exists()


def test_the_address_is_shown_once_and_renewed_and_ended_on_its_page(client_of, lin):
    browser = client_of(lin)
    assert "/feeds/" not in browser.get("/following/feed/").text
    made = browser.post("/following/feed/", follow=True).text
    word = made.partition("/feeds/")[2].partition("/")[0]
    assert client_of().get(f"/feeds/{word}/feed.json").status_code == 200
    assert word not in browser.get("/following/feed/").text
    browser.post("/following/feed/removal/")
    assert client_of().get(f"/feeds/{word}/feed.json").status_code == 404


def test_the_api_makes_and_ends_it(client_of, lin):
    browser = client_of(lin)
    made = send(browser, "/following/feed-key").json()
    assert {name: address.rpartition(".")[2] for name, address in made.items()} == {
        "atom": "atom", "rss": "rss", "json_feed": "json",
    }  # fmt: skip
    assert send(browser, "/following/feed-key", method="delete").status_code == 204
    assert send(browser, "/following/feed-key", method="delete").status_code == 204
    assert not FeedKey.objects.exists()


def test_feeds_cost_the_same_however_much_they_tell(client_of, mei, lin, django_assert_max_num_queries):
    follow(lin, Subject())
    _key, word = make_feed_key(lin)
    make_post(mei)
    client_of().get(f"/feeds/{word}/feed.atom")
    with django_assert_max_num_queries(10) as few:
        client_of().get(f"/feeds/{word}/feed.atom")
    make_post(mei), make_post(mei)
    with django_assert_max_num_queries(10) as more:
        client_of().get(f"/feeds/{word}/feed.atom")
    assert len(few) == len(more)
