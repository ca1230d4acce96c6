"""A closed space and a banned member: every unsafe address refuses, and says so kindly."""

from collections.abc import Iterator

import pytest

from juluo.api import api
from juluo.core import clock
from juluo.core.models import Member, Space
from juluo.testing.digest import changes, digest
from juluo.testing.isolation.routes import Route, api_routes, page_routes
from juluo.testing.nasty import Tormentor, paths_of
from juluo.urls.space import urlpatterns

PAGES = [*page_routes(urlpatterns)]
OPERATIONS = [*api_routes(api)]
HEALTH = {"healthz", "readyz"}


def answers(someone: Tormentor, routes: list[Route]) -> Iterator[tuple[str, str, int]]:
    for route in routes:
        for method in route.methods:
            for path in paths_of(someone.filling, route):
                yield route.name.split()[0], method, someone.status(method, path)


@pytest.fixture
def closed(space: Space, tormentor) -> Iterator[None]:
    Space.objects.update(closed_at=clock.now())


@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_a_closed_space_shows_one_page_and_changes_nothing(tormentor, closed: None, role: str) -> None:
    before = digest()
    open_still = HEALTH | {"notifications"}

    found = {(name, method, status) for name, method, status in answers(tormentor(role), PAGES) if status != 410}

    assert {name for name, _method, _status in found} <= open_still
    assert changes(before, digest()) == []


def test_the_page_of_a_closed_space_says_so(tormentor, closed: None) -> None:
    page = tormentor("member").client.get("/mall/", headers={"Accept-Language": "en"}).content.decode()

    assert ("This space is closed" in page, "山野茶事 is closed." in page) == (True, True)


@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_the_api_of_a_closed_space_says_so(tormentor, closed: None, role: str) -> None:
    someone, before = tormentor(role), digest()

    told = {status for _name, _method, status in answers(someone, OPERATIONS)}

    assert told <= {410, 404}  # no such address
    assert 410 in told
    assert changes(before, digest()) == []


def test_a_closed_space_still_hears_of_payments(tormentor, closed: None) -> None:
    assert tormentor("guest").status("POST", "/payments/notifications/sandbox/") in {400, 404}


def test_a_banned_member_does_nothing(tormentor, lin: Member) -> None:
    someone = tormentor("member")
    Member.objects.filter(pk=lin.pk).update(banned_at=clock.now())
    before = digest()
    asked = [route for route in PAGES if route.audience == "member" or route.audience.startswith("staff:")]

    allowed = {name for name, method, status in answers(someone, asked) if method == "POST" and status < 400}

    assert changes(before, digest()) == []
    assert allowed <= {"orders", "order", "sharing", "explanation"}  # looking, whatever the method
