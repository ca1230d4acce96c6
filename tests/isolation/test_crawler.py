"""Nothing of another space can be read, told from what is missing, or changed: by any route, operation or task."""

import re
from collections import Counter

import pytest

from juluo.api import api
from juluo.testing.isolation.asking import Asker
from juluo.testing.isolation.crawl import faults_of, warm
from juluo.testing.isolation.filler import space_models
from juluo.testing.isolation.routes import FIXED, api_routes, page_routes
from juluo.testing.isolation.world import named_values
from juluo.urls import urlpatterns as installation
from juluo.urls.space import urlpatterns as inside

pytestmark = pytest.mark.timeout(900)
_COUNTS_TRIES = ("account_merging_code ",)
"""The second answer says that a try is gone, whatever was tried."""
PAGES = [route for route in page_routes(inside) if not route.name.startswith(_COUNTS_TRIES)]
SECRETS = {"token"}
"""Signed: another space's are refused by their signature."""
LOGINS = {"pk", "uidb36", "session_id", "letter"}
"""Of a login and not of a space; a letter lies in the demo's outbox or is a sample."""
_LISTS_SPACES = ("spaces ", "spaces_robots ")
DOORS = [route for route in page_routes(installation) if not route.name.startswith((*_LISTS_SPACES, *_COUNTS_TRIES))]
OPERATIONS = [*api_routes(api)]


def test_every_route_and_operation_says_for_whom_it_is():
    assert [route.name for route in [*page_routes(inside), *DOORS, *OPERATIONS] if not route.audience] == []


def test_no_operation_is_hidden_by_another_router():
    """The first router that knows a path answers for all its methods."""
    paths = [re.sub("{[^}:]+:", "{", path) for bound in api._get_bound_routers() for path in bound.path_operations]
    assert [path for path, times in Counter(paths).items() if times > 1] == []


def test_every_name_in_an_address_means_rows(world):
    """Else nobody ever asks for a foreign one: call a parameter like the model, or like a reference to it."""
    names = {name: each.name for each in [*PAGES, *OPERATIONS] for name in each.parameters if name not in FIXED}
    nameless = {name: where for name, where in names.items() if name not in SECRETS | LOGINS}
    assert {name: where for name, where in nameless.items() if not named_values(world.their_rows, name)} == {}


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
