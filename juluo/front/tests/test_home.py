import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.tests.factories import make_member
from juluo.core import footprints
from juluo.core.memory import memory
from juluo.core.models import Footprint
from juluo.core.pages import Listing
from juluo.core.spaces import acting_in
from juluo.front.views import home as home_module
from juluo.ip.operations.persona import tell_story
from juluo.ip.operations.posts import PostWords, edit_post
from juluo.ip.queries.posts import feed
from juluo.ip.tests.factories import make_draft, make_post
from juluo.mall.tests.factories import make_variant


def test_a_space_without_posts_says_so(client_of, space):
    page = client_of().get("/")
    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_a_guest_reads_posts_newest_first_and_nothing_else(client_of, mei, wu, other_space):
    make_post(mei, "第一篇")
    make_post(mei, "第二篇")
    make_draft(mei, "没写完的")
    with acting_in(other_space):
        make_post(wu, "别处的事")

    page = client_of().get("/").text

    assert page.index("第二篇") < page.index("第一篇")
    assert "没写完的" not in page
    assert "别处的事" not in page
    footprints.flush()
    assert Footprint.objects.get().subject == "home"


def test_a_card_of_the_feed_shows_the_first_product_of_its_post(client_of, mei):
    bowl, cup = make_variant(title="墨釉盖碗"), make_variant(title="品茗杯")
    make_post(mei, "器物", f"说器物。\n\n::product[{bowl.product.slug}]\n\n::product[{cup.product.slug}]")

    page = client_of().get("/").text

    assert bowl.product.title in page
    assert cup.product.title not in page


def test_a_card_that_is_kept_shows_each_reader_their_own_price_and_what_was_changed_at_once(client_of, mei, lin):
    bowl = make_variant(title="墨釉盖碗", price_minor=10_000, rungs={"fan": 8_000})
    post = make_post(mei, "器物", f"说器物。\n\n::product[{bowl.product.slug}]")
    guest, fan = client_of(), client_of(lin)

    looks = [price_on(browser.get("/?made=new").text) for browser in (guest, fan, guest, fan)]
    edit_post(post, PostWords(title="换了题目", text=post.text))

    assert looks == ["100", "80", "100", "80"]
    assert "换了题目" in fan.get("/").text
    assert "换了题目" in guest.get("/?made=new").text


def price_on(page):
    """Of the only product that a page shows, in whole yuan."""
    return re.search(r"¥(?:<[^>]+>|\s)*(\d+)", page)[1]


def test_the_feed_goes_on_page_by_page(client_of, mei, monkeypatch):
    monkeypatch.setattr(home_module, "_posts", Listing(feed, size=2))
    for number in range(5):
        make_post(mei, f"Post-{number}")
    browser, seen, path = client_of(), [], "/"

    while path:
        page = browser.get(path)
        seen += [card.post.title for card in page.context["cards"]]
        path = f"/?after={page.context['next']}" if page.context["next"] else ""

    assert seen == [f"Post-{number}" for number in (4, 3, 2, 1, 0)]
    assert browser.get("/?after=rubbish").status_code == 422


@pytest.mark.parametrize("path", ["/", "/me/"])
def test_pages_cost_the_same_at_one_row_and_at_three(client_of, lin, mei, path):
    browser = client_of(lin)
    make_post(mei, text=f"::product[{make_variant().product.slug}]")
    browser.get(path)
    memory.clear()
    with CaptureQueriesContext(connection) as few:
        browser.get(path)
    for number in range(2):
        make_post(mei, f"Post-{number}", f"::product[{make_variant().product.slug}]")
        make_member(f"Reader {number}")
    memory.clear()

    with CaptureQueriesContext(connection) as more:
        assert browser.get(path).status_code == 200

    assert len(more) == len(few)
    assert len(more) <= 14


def test_the_only_space_is_behind_the_door_and_several_are_listed(client, space, wu):
    listed = client.get("/").text
    assert ("山野茶事" in listed, "别处" in listed, "/@shanye/" in listed) == (True, True, True)


def test_one_space_alone_opens_at_once(client, space):
    assert client.get("/")["Location"] == "/@shanye/"


def test_an_installation_without_a_space_tells_how_to_get_one(client, db):
    assert "juluo seed" in client.get("/").text


def test_before_the_first_post_a_guest_reads_why_the_space_exists_and_what_it_sells(client_of, mei):
    tell_story("为什么有这里", "他们累，他们怀念一杯茶。")
    variant = make_variant(title="冬山白茶")

    before = client_of().get("/").text
    make_post(mei, "立冬")
    after = client_of().get("/").text

    assert all(words in before for words in ("为什么有这里", "怀念一杯茶", "冬山白茶", variant.product.slug))
    assert 'class="empty"' not in before
    assert not any(words in after for words in ("怀念一杯茶", "冬山白茶"))
