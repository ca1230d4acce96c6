"""What public pages say to search engines, chats, feed readers and phones."""

import json
import re

import pytest
from django.utils.encoding import iri_to_uri

from juluo.core import footprints
from juluo.core.memory import memory
from juluo.core.models import Footprint, Space
from juluo.core.pages import marks_of, page_of
from juluo.core.spaces import acting_in
from juluo.front.queries import sitemap
from juluo.ip.models import Post
from juluo.ip.operations.persona import PersonaWords, describe_persona
from juluo.ip.tests.factories import make_draft, make_post
from juluo.mall.models import Product
from juluo.mall.operations.catalog import withdraw_product
from juluo.mall.tests.factories import make_variant
from juluo.testing.machine_readable import (
    HeadReader,
    faults_of_feed,
    faults_of_manifest,
    faults_of_sitemap,
    faults_of_things,
    things_of,
)

ROOT = "http://localhost:8000/@shanye"


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.JULUO_PUBLIC_URL = "http://localhost:8000"
    memory.clear()


@pytest.fixture
def public(mei):
    """Every public page of a space that tells and sells something."""
    variant = make_variant(title="生普饼", rungs={"fan": 7900})
    Product.objects.update(summary="山里的味道")
    post = make_post(mei)
    return {
        "home": "/", "about": "/about/", "mall": "/mall/", "product": f"/mall/{variant.product.slug}/",
        "post": f"/posts/{post.id}/",
    }  # fmt: skip


def kinds(page):
    return sorted(thing["@type"] for thing in things_of(page))


@pytest.mark.parametrize("name", ["home", "about", "mall", "product", "post"])
def test_a_public_page_says_what_it_is_once_for_all_formats(client_of, public, name):
    answer = client_of().get(public[name])
    head = HeadReader(answer.text)

    for key in ("description", "og:title", "og:description", "og:image", "og:url", "og:type", "og:site_name"):
        assert head.meta[key], key
    assert head.links["canonical"] == head.meta["og:url"]
    assert head.links["canonical"].startswith(ROOT)
    assert faults_of_things(answer.text) == []
    assert len(re.findall("<title>", answer.text)) == 1


def test_each_page_tells_of_the_things_on_it(client_of, public):
    told = {name: kinds(client_of().get(path).text) for name, path in public.items()}

    assert told == {
        "home": ["Organization", "WebSite"],
        "about": ["Organization", "WebSite"],
        "mall": ["BreadcrumbList"],
        "product": ["BreadcrumbList", "Organization", "Product"],
        "post": ["BreadcrumbList", "DiscussionForumPosting", "Organization"],
    }


def test_a_validator_finds_what_is_missing(client_of, public):
    page = client_of().get(public["product"]).text

    assert faults_of_things(page.replace('"price": "99.00"', '"price": ""')) != []
    assert faults_of_things(page.replace('"BreadcrumbList"', '"Crumbs"')) != []
    assert faults_of_things(page.replace(f'"{ROOT}/mall/', '"/mall/')) != []


def test_machines_are_told_what_anybody_pays_even_by_a_members_page(client_of, public, lin):
    offers = [
        next(each for each in things_of(client_of(who).get(public["product"]).text) if each["@type"] == "Product")
        for who in (None, lin)
    ]

    assert [each["offers"][0]["price"] for each in offers] == ["99.00", "99.00"]
    assert offers[0]["offers"][0]["availability"] == "https://schema.org/InStock"


def test_words_cannot_leave_their_data_block(client_of, mei):
    post = make_post(mei, "</script><script>alert(1)</script>", "<!-- <script> & 'x'")

    page = client_of().get(f"/posts/{post.id}/").text

    assert "<script>alert" not in page
    posting = next(each for each in things_of(page) if each["@type"] == "DiscussionForumPosting")
    assert posting["headline"] == "</script><script>alert(1)</script>"


def test_a_space_with_a_host_of_its_own_is_known_by_it(client_of, public, space):
    Space.objects.update(hosts=["tea.example"])

    for path in (f"/@shanye{public['product']}", public["product"]):
        host = "localhost" if path.startswith("/@") else "tea.example"
        page = client_of().get(path, headers={"Host": host}).text
        assert HeadReader(page).links["canonical"].startswith("http://tea.example/mall/")


@pytest.mark.parametrize("name", ["home", "product", "post"])
def test_the_card_of_a_page_is_a_picture_that_is_fetched_once(client_of, public, name):
    address = HeadReader(client_of().get(public[name]).text).meta["og:image"]
    path = address.removeprefix(ROOT)

    answer = client_of().get(path)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert "public" in answer["Cache-Control"]
    assert client_of().get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_what_guests_cannot_read_has_no_card(client_of, mei, wu, other_space):
    draft = make_draft(mei)
    product = make_variant(title="生普饼").product
    withdraw_product(product)
    with acting_in(other_space):
        foreign = make_post(wu, "别处的事")

    for path in (f"/posts/{draft.id}/card.png", f"/mall/{product.slug}/card.png", f"/posts/{foreign.id}/card.png"):
        assert client_of(mei).get(path).status_code == 404


def test_the_sitemap_lists_what_guests_read_and_nothing_else(client_of, public, mei, wu, other_space):
    draft = make_draft(mei)
    with acting_in(other_space):
        foreign = make_post(wu, "别处的事")
    guest = client_of()

    index = guest.get("/sitemap.xml")
    pieces = [each.removeprefix(ROOT) for each in re.findall("<loc>(.*?)</loc>", index.text)]
    answers = [guest.get(piece) for piece in pieces]

    assert faults_of_sitemap(index.content) == []
    assert [faults_of_sitemap(each.content) for each in answers] == [[], [], []]
    listed = "".join(each.text for each in answers)
    assert [f"<loc>{ROOT}{iri_to_uri(path)}</loc>" in listed for path in public.values()] == [True] * 5
    assert (str(draft.id) in listed, str(foreign.id) in listed) == (False, False)
    assert all(guest.get(each.removeprefix(ROOT)).status_code == 200 for each in re.findall("<loc>(.*?)</loc>", listed))


def test_a_long_sitemap_comes_in_pieces_that_meet_each_page_once(client_of, mei, monkeypatch):
    monkeypatch.setattr(sitemap, "SIZE", 2)
    posts = {str(make_post(mei, f"Post-{number}").id) for number in range(5)}
    guest = client_of()

    pieces = re.findall(r"<loc>(\S+sitemap-posts\S+)</loc>", guest.get("/sitemap.xml").text)
    listed = [
        each for piece in pieces for each in re.findall(r"/posts/([\w-]+)/", guest.get(piece.removeprefix(ROOT)).text)
    ]

    assert len(pieces) == 3
    assert (len(listed), set(listed)) == (5, posts)
    assert guest.get("/sitemap-posts.xml?after=forged").status_code == 422


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_marks_are_where_pages_begin(mei, count):
    for number in range(count):
        make_post(mei, f"Post-{number}")
    marks, walked, after = list(marks_of(Post.objects.order_by("-id"), 2)), [], ""
    while count:
        walked.append(after)
        if not (after := page_of(Post.objects.order_by("-id"), after, 2).next):
            break

    assert marks == walked


def test_the_feed_tells_the_latest_posts_first(client_of, mei):
    make_post(mei, "第一篇")
    newest = make_post(mei, "第二篇", "**火**候 <script>alert(1)</script>")
    make_draft(mei, "没写完的")

    answer = client_of().get("/feed.atom")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert faults_of_feed(answer.content) == []
    assert answer.text.index("第二篇") < answer.text.index("第一篇")
    assert f"urn:uuid:{newest.id}" in answer.text
    assert ("没写完的" in answer.text, "<script" in answer.text) == (False, False)


def test_publishing_renews_sitemap_and_feed(client_of, mei):
    guest = client_of()
    before = [guest.get(path).text for path in ("/feed.atom", "/sitemap.xml")]

    make_post(mei, "新的")

    after = [guest.get(path).text for path in ("/feed.atom", "/sitemap.xml")]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True]


@pytest.mark.parametrize("path", ["/sitemap-posts.xml", "/sitemap-products.xml", "/feed.atom"])
def test_lists_for_machines_cost_the_same_at_one_row_and_at_three(client_of, mei, path, django_assert_max_num_queries):
    make_post(mei), make_variant()
    with django_assert_max_num_queries(20) as few:
        client_of().get(path)
    make_post(mei), make_post(mei), make_variant(), make_variant()
    memory.clear()

    with django_assert_max_num_queries(20) as more:
        assert client_of().get(path).status_code == 200

    assert len(more) <= len(few)


def test_crawlers_are_led_to_the_sitemap_and_away_from_carts(client, client_of, space):
    inside, root = client_of().get("/robots.txt").text, client.get("/robots.txt").text

    assert f"Sitemap: {ROOT}/sitemap.xml" in inside
    assert f"Sitemap: {ROOT}/sitemap.xml" in root
    assert "Disallow: /@shanye/cart/" in inside
    assert "Disallow: /@*/cart/" in root


def test_a_closed_space_is_not_told_of(client, space):
    Space.objects.update(closed_at=space.made_at)
    assert "sitemap" not in client.get("/robots.txt").text


def test_a_weakness_is_told_to_somebody(client, client_of, settings, space):
    for answer in (client.get("/.well-known/security.txt"), client_of().get("/.well-known/security.txt")):
        fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
        assert answer["Content-Type"].startswith("text/plain")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", fields["Expires"])
        assert fields["Contact"].startswith("http://localhost:8000/")
    settings.JULUO_SECURITY_CONTACT = "mailto:safe@tea.example"
    assert "Contact: mailto:safe@tea.example" in client_of().get("/.well-known/security.txt").text


def test_the_manifest_makes_an_app_of_each_space(client_of, space):
    answer = client_of().get("/manifest.webmanifest")
    told = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert faults_of_manifest(told) == []
    assert (told["name"], told["scope"], told["lang"]) == ("山野茶事", "/@shanye/", "zh-Hans")
    for icon in told["icons"]:
        assert client_of().get(icon["src"]).content.startswith(b"\x89PNG")
    assert faults_of_manifest(told | {"icons": [], "start_url": "/", "theme_color": "red"}) != []


def test_the_tagline_of_the_persona_is_the_description_of_the_space(client_of, mei):
    describe_persona(PersonaWords(name="林一", kind="person", human_author="林一", tagline="慢一点，好喝一点"))

    head = HeadReader(client_of().get("/").text)

    assert (head.meta["description"], head.meta["og:title"]) == ("慢一点，好喝一点", "林一")


def test_the_worker_keeps_nothing_but_the_page_that_says_there_is_no_connection(client_of, space):
    answer = client_of().get("/worker.js")
    told = json.loads(re.search(r"self\.JULUO = (\{.*?\});", answer.text)[1])

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    assert (told["home"], told["shell"]) == ("/@shanye/", ["/@shanye/offline/"])
    assert "js/worker/worker" in answer.text
    assert "No connection" in client_of().get("/offline/", headers={"Accept-Language": "en"}).text


def test_the_worker_takes_its_leave_where_it_is_turned_off(client_of, space, settings):
    settings.JULUO_OFFLINE = False
    assert "js/worker/farewell" in client_of().get("/worker.js").text


def test_a_new_look_makes_a_new_worker(client_of, space):
    before = client_of().get("/worker.js").text
    Space.objects.update(name="别的茶事")
    assert client_of().get("/worker.js").text != before


def test_a_page_that_a_worker_keeps_for_later_was_read_by_nobody(client_of, mei):
    for headers in ({"Juluo-Offline": "feed"}, {}):
        client_of().get("/", headers=headers)
    footprints.flush()
    assert Footprint.objects.count() == 1


def test_nobody_is_asked_to_install_anything_inside_wechat(client_of, space):
    plain, wechat = (
        client_of().get("/", headers={"User-Agent": agent}).text for agent in ("", "MicroMessenger/8.0.70")
    )
    assert ('rel="manifest"' in plain, 'rel="manifest"' in wechat) == (True, False)
    assert 'class="in-wechat' in wechat
