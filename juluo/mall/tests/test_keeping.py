"""Guest pages are kept, without anything that belongs to one guest."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juluo.core import footprints
from juluo.core.http import TOKEN_PLACE
from juluo.core.memory import memory
from juluo.core.models import Footprint, Member, Space
from juluo.mall.tests.factories import make_variant


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    memory.clear()
    yield
    memory.clear()


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def path(space: Space) -> str:
    return f"/mall/{make_variant(title='白毫银针', rungs={'fan': 7900}).product.slug}/"


def test_a_kept_page_costs_one_query_beside_its_transaction(path: str, client_of: Callable[..., Client]) -> None:
    client_of().get(path)

    with CaptureQueriesContext(connection) as captured:
        page = client_of().get(path)

    assert "白毫银针" in page.content.decode()
    assert len([query for query in captured.captured_queries if query["sql"].startswith("SELECT")]) == 1


def test_each_guest_gets_a_token_of_their_own(path: str, client_of: Callable[..., Client]) -> None:
    first, second = client_of().get(path).content.decode(), client_of().get(path).content.decode()

    assert token_in(first) != token_in(second)
    assert TOKEN_PLACE not in first + second


def test_publishing_is_seen_at_once(path: str, client_of: Callable[..., Client]) -> None:
    client_of().get("/mall/")

    make_variant(title="新到的金骏眉")

    assert "新到的金骏眉" in client_of().get("/mall/").content.decode()


def test_members_see_their_own_price_beside_a_kept_page(
    path: str, lin: Member, client_of: Callable[..., Client]
) -> None:
    guest, member = client_of().get(path), client_of(lin).get(path)

    own = 'price-whole">79<'
    assert (own in guest.content.decode(), own in member.content.decode()) == (False, True)


def test_every_reader_of_a_kept_page_leaves_a_footprint(path: str, client_of: Callable[..., Client]) -> None:
    for _each in range(3):
        client_of().get(path)
    footprints.flush()

    assert (
        Footprint.objects.filter(name="view", subject__startswith="product:").values("visitor").distinct().count() == 3
    )
