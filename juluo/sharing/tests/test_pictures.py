"""QR codes and posters."""

from io import BytesIO

import pytest
from PIL import Image

from juluo.core.memory import memory
from juluo.core.spaces import acting_in
from juluo.ip.tests.factories import make_post
from juluo.mall.operations.catalog import withdraw_product
from juluo.mall.tests.factories import make_variant
from juluo.sharing.operations.links import make_link, revoke_link


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    memory.clear()


def test_a_link_has_a_poster_of_what_it_leads_to(client_of, lin, mei):
    targets = ["/", f"/mall/{make_variant(title='盖碗').product.slug}/", f"/posts/{make_post(mei).id}/"]

    for target in targets:
        answer = client_of().get(f"/s/{make_link(lin, target).code}/poster.png")
        assert Image.open(BytesIO(answer.content)).size == (900, 1440)
        assert answer["Content-Type"] == "image/png"


def test_a_poster_is_the_sharers_own(client_of, lin, mei):
    posters = {client_of().get(f"/s/{make_link(who, '/').code}/poster.png").content for who in (lin, mei)}
    assert len(posters) == 2


def test_what_has_ended_or_gone_or_is_foreign_has_no_poster(client_of, lin, wu, other_space):
    ended, product = make_link(lin, "/"), make_variant(title="盖碗").product
    gone = make_link(lin, f"/mall/{product.slug}/")
    revoke_link(ended)
    withdraw_product(product)
    with acting_in(other_space):
        foreign = make_link(wu, "/")

    statuses = [client_of().get(f"/s/{link.code}/poster.png").status_code for link in (ended, gone, foreign)]

    assert statuses == [404, 409, 404]


@pytest.mark.parametrize("to", ["/", "/about/", "/mall/"])
def test_a_public_page_has_a_code(client_of, space, to):
    assert client_of().get("/share/code.png", {"to": to}).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "to", ["/me/", "https://evil.example/", "//evil.example", "/studio/", "/mall/../me/", "", "x" * 999]
)
def test_other_addresses_have_no_code(client_of, space, to):
    assert client_of().get("/share/code.png", {"to": to}).status_code == 409


def test_the_page_of_a_link_shows_its_poster(client_of, lin):
    link = make_link(lin, "/")
    assert f"/s/{link.code}/poster.png" in client_of(lin).get(f"/sharing/links/{link.code}/").text
