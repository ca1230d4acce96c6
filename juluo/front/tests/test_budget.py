"""What a page weighs before its pictures: style sheets and scripts, compressed, as a server sends them."""

import re

import pytest
from django.test import Client, override_settings

from juluo.core.static_files import gather
from juluo.ip.tests.factories import make_post
from juluo.mall.tests.factories import make_variant

MOST = 60_000


@pytest.fixture
def gathered(tmp_path):
    root = tmp_path / "static"
    root.mkdir()
    with override_settings(STATIC_ROOT=root, MEDIA_ROOT=tmp_path / "media"):
        gather()
        yield root


def weight_of(page):
    """Bytes sent for everything that the page links from our own style sheets and scripts."""
    links = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', page)
    links += re.findall(r'<script[^>]*src="([^"]+)"', page)
    sent = Client(headers={"Accept-Encoding": "gzip"})
    answers = {link: sent.get(link) for link in dict.fromkeys(links)}
    assert {link for link, answer in answers.items() if answer.status_code != 200} == set()
    return {link: len(b"".join(answer.streaming_content)) for link, answer in answers.items()}


@pytest.mark.parametrize("name", ["product", "home", "post"])
def test_a_public_page_stays_light(client_of, mei, gathered, name):
    variant, post = make_variant(title="盖碗"), make_post(mei)
    path = {"product": f"/mall/{variant.product.slug}/", "home": "/", "post": f"/posts/{post.id}/"}[name]

    weights = weight_of(client_of().get(path).text)

    assert len(weights) >= 3
    assert sum(weights.values()) <= MOST, weights
