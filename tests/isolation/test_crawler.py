"""Nothing of another space can be read, told from what is missing, or changed: by any route, operation or task."""

import pytest

from juluo.api import api
from juluo.testing.isolation.asking import Asker
from juluo.testing.isolation.crawl import faults_of, warm
from juluo.testing.isolation.filler import space_models
from juluo.testing.isolation.routes import api_routes, page_routes
from juluo.urls import urlpatterns as installation
from juluo.urls.space import urlpatterns as inside

pytestmark = pytest.mark.timeout(900)
_COUNTS_TRIES = ("account_merging_code ",)
"""The second answer says that a try is gone, whatever was tried."""
PAGES = [route for route in page_routes(inside) if not route.name.startswith(_COUNTS_TRIES)]
_LISTS_SPACES = ("spaces ", "spaces_robots ")
DOORS = [route for route in page_routes(installation) if not route.name.startswith((*_LISTS_SPACES, *_COUNTS_TRIES))]
OPERATIONS = [*api_routes(api)]


def test_every_route_and_operation_says_for_whom_it_is():
    assert [route.name for route in [*page_routes(inside), *DOORS, *OPERATIONS] if not route.audience] == []


def test_every_model_of_a_space_is_filled(world):
    empty = [model.__name__ for model in space_models() if not world.their_rows.rows[model]]
    assert empty == []


@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_no_page_lets_another_space_through(world, asker, askers_over_there, role, few):
    warm(world, [each for each in askers_over_there if (each.role == "guest") == (role == "guest")], PAGES)
    assert "\n".join(faults_of(world, asker(role), PAGES, few)) == ""


def test_no_page_of_the_installation_lets_a_space_through(world, mei):
    assert "\n".join(faults_of(world, Asker("staff", "", mei.user), DOORS)) == ""


@pytest.mark.parametrize("role", ["guest", "member", "staff", "key"])
def test_no_operation_of_the_api_lets_another_space_through(world, asker, role, few):
    assert "\n".join(faults_of(world, asker(role), OPERATIONS, few)) == ""
