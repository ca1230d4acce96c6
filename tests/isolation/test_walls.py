"""What stands behind a wall leaves by no route: page, feed, card, sitemap, API, search, or a page kept for guests."""

import pytest
from PIL import ImageDraw

from juluo.api import api
from juluo.core.entitlements import grant
from juluo.core.models import FactRow
from juluo.ip.models import Audience, Post, Series
from juluo.ip.operations.posts import PostWords, edit_post, publish_post, write_post
from juluo.ip.operations.series import order_parts
from juluo.testing.isolation.asking import answer_of
from juluo.testing.isolation.crawl import _paths
from juluo.testing.isolation.filler import Filling
from juluo.testing.isolation.routes import api_routes, page_routes
from juluo.testing.turns import ALL, in_turn
from juluo.urls.space import urlpatterns as inside

CANARY, NEEDLE = "qzwallcnry", "needleword"
FREE = "开炉之前"
PAID = f"{NEEDLE} {CANARY}\n\n::product[{CANARY}]\n\n![{CANARY}](/media/x)\n\n# {CANARY}"
ROUTES = [route for route in [*page_routes(inside), *api_routes(api)] if "GET" in route.methods]
QUESTIONS = ({"q": FREE}, {"q": NEEDLE}, {"limit": "1"})


@pytest.fixture
def drawn(monkeypatch):
    """Every word that is written into a picture."""
    words, write = [], ImageDraw.ImageDraw.text

    def noted(self, place, text, *more, **how):
        words.append(str(text))
        return write(self, place, text, *more, **how)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", noted)
    return words


@pytest.fixture
def filling(space, mei):
    """Our space with a row of everything, and with one post whose rest is paid for."""
    filled = Filling("weours").fill()
    text = f"{FREE}\n\n::wall\n\n{PAID}"
    post = publish_post(write_post(mei, PostWords(title="霜降之后", text=text, audience=Audience.BUYERS)))
    order_parts(filled.rows[Series][0], [post.pk])
    filled.rows[Post] = [post]
    return filled


def told_by(asker, filling, drawn, few=ALL):
    """The routes by which the asker read what stands behind the wall, plainly or asked with some words."""
    found = set()
    for route in ROUTES:
        for values in _paths(filling, route):
            for asked in ({}, *in_turn(QUESTIONS, route.name, few)):
                drawn.clear()
                answer = answer_of(asker.ask("GET", route.at(values), asked), [])
                if CANARY in answer.everything or CANARY in "".join(drawn):
                    found.add(route.name)
    return found


def in_public(found):
    return {name for name in found if "/studio/" not in name}


@pytest.mark.timeout(900)
def test_nobody_reads_behind_the_wall_by_any_route_but_who_may(filling, drawn, asker, lin, few):
    post, reader = filling.rows[Post][0], asker("member")
    grant(lin, f"post:{post.id}", reason="bought")
    opened = in_public(told_by(reader, filling, drawn, few))
    assert {"post /posts/{post_id}/", "GET /api/v1/posts/{post_id}"} <= opened
    lin.entitlements.all().delete()

    assert told_by(reader, filling, drawn, few) == set()
    for _again in range(2):  # the second time from what is kept
        assert told_by(asker("guest"), filling, drawn, few) == set()
    assert not FactRow.objects.filter(data__icontains=CANARY).exists()


def test_the_walk_finds_what_everyone_may_read(filling, drawn, asker):
    post = filling.rows[Post][0]
    edit_post(post, PostWords(title=post.title, text=f"{PAID}", audience=Audience.EVERYONE))

    found = in_public(told_by(asker("guest"), filling, drawn, 1))

    assert found >= {
        "home /", "post /posts/{post_id}/", "post_card /posts/{post_id}/card.png", "feed_atom /feed.atom",
        "feed_rss /feed.rss", "feed_json /feed.json",        "GET /api/v1/posts", "GET /api/v1/posts/{post_id}",
    }  # fmt: skip
