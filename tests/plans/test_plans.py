"""No page reads a large table from end to end, however long a space has lived."""

from collections.abc import Iterator
from functools import partial

import pytest

from juluo.api import api
from juluo.core.models import FactRow, Footprint, Member, Space
from juluo.core.spaces import acting_in
from juluo.ledger.models import Entry, Transfer
from juluo.mall.models import Order, OrderLine
from juluo.testing.cast import ClientOf
from juluo.testing.isolation.filler import Filling, space_models
from juluo.testing.isolation.routes import api_routes, page_routes
from juluo.testing.multitude import multiply
from juluo.testing.nasty import Tormentor
from juluo.testing.plans import READS, Read, large_tables, reads_of, scanned
from juluo.urls.space import urlpatterns

MANY, VERY_MANY = 5_000, 20_000
LIVELY = (Order, OrderLine, FactRow, Footprint, Member, Transfer, Entry)
FEW = {
    "Entrance": "a space puts up tens of them",
    "Role": "a space has six or a few more",
    "ShippingZone": "a space has a handful",
    "MerchantAccount": "one a provider",
    "Account": "one for each kind of money and, later, one a member",
}
"""Kinds of which no space ever has many."""
COUNT_ALL_HISTORY = {
    "funnel", "entrance", "GET /api/v1/insight/funnel", "GET /api/v1/insight/funnel/contents",
    "GET /api/v1/ledger/check",
}  # fmt: skip
"""The funnel counts everybody who ever came, the check of the ledger adds up every entry: they read all of it."""
ROUTES = [*page_routes(urlpatterns), *(each for each in api_routes(api) if "GET" in each.methods)]
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def years(space: Space, other_space: Space, lin: Member, wiper) -> Filling:
    """Both spaces hold what years leave; ours is acting."""
    with acting_in(other_space):
        theirs = Filling("theirs").fill()
    ours = Filling("ours").fill()
    for of, filling in ((other_space, theirs), (space, ours)):
        kinds = [each for each in space_models() if each.__name__ not in FEW]
        multiply(wiper, of, filling, {each: VERY_MANY if each in LIVELY else MANY for each in kinds})
    wiper.execute("VACUUM ANALYZE")
    return ours


@pytest.fixture
def people(client_of: ClientOf, lin: Member, mei: Member, years: Filling) -> dict[str, Tormentor]:
    return {name: Tormentor(name, client_of(who), years) for name, who in (("lin", lin), ("mei", mei), ("guest", None))}


def reads_of_pages(people: dict[str, Tormentor]) -> Iterator[Read]:
    for route in ROUTES:
        if (route.name if route.name.startswith("GET") else route.name.split()[0]) in COUNT_ALL_HISTORY:
            continue
        for name, someone in people.items():
            look = partial(someone.status, "GET", someone.path_to(route))
            yield from reads_of(f"{route.name} as {name}", look)


def test_every_page_finds_its_rows_by_an_index(people: dict[str, Tormentor]) -> None:
    large = large_tables()
    reads = [*reads_of_pages(people), *(read for name, act in READS.items() for read in reads_of(name, act))]

    slow = {
        f"{read.purpose} reads all of {tables}: {read.statement}" for read in reads if (tables := scanned(read) & large)
    }

    assert "\n\n".join(sorted(slow)) == ""
    assert {"core_fact", "core_footprint", "core_member", "ledger_entry", "mall_order", "mall_orderline"} <= large
    assert len(reads) > 200
    unindexed = reads_of("control", lambda: list(Order.objects.filter(note="x")))
    assert [scanned(read) for read in unindexed] == [{"mall_order"}]
