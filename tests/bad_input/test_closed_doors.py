"""A closed space and a banned member: every unsafe address refuses, and says so kindly. The studio stays open."""

from collections.abc import Iterator

import pytest

from juluo.api import api
from juluo.core import clock
from juluo.core.models import Member, Space
from juluo.testing.digest import changes, digest
from juluo.testing.isolation.routes import Route, api_routes, page_routes
from juluo.testing.nasty import Tormentor, paths_of
from juluo.urls.space import urlpatterns

PAGES = [route for route in page_routes(urlpatterns) if route.audience != "login"]
FOR_STAFF = {route.name.split()[0] for route in PAGES if route.audience.startswith("staff:")}
OPERATIONS = [*api_routes(api)]
LOGINS = "/api/v1/account"
"""An account is its holder's, not the space's: it stays theirs, as its pages do."""
OPEN = [each for each in OPERATIONS if not each.audience.startswith("staff:") and not each.path.startswith(LOGINS)]
STILL = {"healthz", "readyz", "notifications", "off", "theme"}
FOUND, GONE = 302, 410


def answers(someone: Tormentor, routes: list[Route]) -> Iterator[tuple[str, str, int]]:
    for route in routes:
        for method in route.methods:
            for path in paths_of(someone.filling, route):
                yield route.name.split()[0], method, someone.status(method, path)


@pytest.fixture
def closed(space: Space, tormentor) -> Iterator[None]:
    Space.objects.update(closed_at=clock.now())


@pytest.mark.parametrize("role", ["guest", "member"])
def test_a_closed_space_shows_one_page_and_changes_nothing(tormentor, closed: None, role: str) -> None:
    before = digest()

    found = {(name, status) for name, _method, status in answers(tormentor(role), PAGES) if status != GONE}

    led_to_sign_in = {name for name, status in found if status == FOUND}
    assert {name for name, _status in found} - led_to_sign_in <= STILL
    assert led_to_sign_in == (FOR_STAFF if role == "guest" else set())
    assert changes(before, digest()) == []


def test_staff_of_a_closed_space_keep_the_studio_and_buy_nothing(tormentor, closed: None) -> None:
    someone, before = tormentor("staff"), digest()
    others = [route for route in PAGES if not route.audience.startswith("staff:")]

    found = {name for name, _method, status in answers(someone, others) if status != GONE}
    assert (found <= STILL | {"media"}, changes(before, digest())) == (True, [])

    studio = [route for route in PAGES if route.audience.startswith("staff:") and not route.parameters]
    assert {someone.status("GET", route.path) for route in studio} <= {200, 404, 405}  # 404: an outbox without one


def test_the_page_of_a_closed_space_says_so(tormentor, closed: None) -> None:
    page = tormentor("member").client.get("/mall/", headers={"Accept-Language": "en"}).content.decode()

    assert ("This space is closed" in page, "山野茶事 is closed." in page) == (True, True)


@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_the_api_of_a_closed_space_says_so(tormentor, closed: None, role: str) -> None:
    someone, before = tormentor(role), digest()

    told = {f"{status} {route.name}" for route in OPEN for _, _, status in answers(someone, [route]) if status != GONE}

    assert told == set()
    assert changes(before, digest()) == []


@pytest.mark.parametrize(("role", "told"), [("guest", {401, 404}), ("member", {403, 404})])
def test_the_api_for_staff_stays_theirs_alone(tormentor, closed: None, role: str, told: set[int]) -> None:
    someone, before = tormentor(role), digest()
    for_staff = [route for route in OPERATIONS if route.audience.startswith("staff:")]

    assert {status for _name, _method, status in answers(someone, for_staff)} <= told
    assert tormentor("staff").status("GET", "/api/v1/studio/orders") == 200
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
    assert allowed <= {"orders", "order", "sharing", "explanation", "preferences"}  # looking, whatever the method
