"""Whatever form is sent twice takes effect once: every page, with a body that nobody could object to."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import transaction

from juluo.core import sending
from juluo.testing.digest import changes, digest, written
from juluo.testing.isolation.routes import Route
from juluo.testing.nasty import Tormentor
from tests.bad_input.test_pages import ROUTES, role_for

pytestmark = pytest.mark.timeout(900)
KEY = {sending.FIELD: "0123456789abcdef"}
MEANT = {
    "brand": "#0a6355", "quiet_from": "22:00", "quiet_until": "07:00", "time_zone": "Asia/Shanghai", "slug": "new-one",
    "focus_0": "50", "focus_1": "50", "variant-MAX_NUM_FORMS": "100", "variant-MIN_NUM_FORMS": "0",
}  # fmt: skip
"""What a person would write where the plain body is refused."""
OTHER_BUTTONS = {"preview", "split"}


def effects_of(someone: Tormentor, route: Route) -> tuple[list[str], list[str]]:
    """Which tables change when the form is sent, and which when it is sent again."""
    plain = someone.meet(route).plain_body(someone.choose)
    said = {name: MEANT.get(name, value) for name, value in plain.items() if name not in OTHER_BUTTONS}
    body, path = urlencode(said | KEY).encode(), someone.path_to(route)
    with transaction.atomic():
        before, so_far = someone._unchanged(), written()
        someone._ask(route, path, body)
        between = before if written() == so_far else digest()
        so_far = written()
        someone._ask(route, path, body)
        after = between if written() == so_far else digest()
        transaction.set_rollback(True)
    return changes(before, between), changes(between, after)


def twice(tormentor) -> Iterator[tuple[Route, list[str], list[str]]]:
    people = {role: tormentor(role) for role in ("guest", "member", "staff")}
    for route in ROUTES:
        yield route, *effects_of(people[role_for(route)], route)


def test_a_form_sent_twice_has_one_effect(tormentor) -> None:
    met = list(twice(tormentor))

    assert [f"{route.name}: {again}" for route, _first, again in met if again] == []
    assert len([route for route, first, _again in met if first]) >= 30


def test_a_form_that_takes_effect_twice_is_found(tormentor, monkeypatch) -> None:
    monkeypatch.setattr(sending, "_KEY", sending.re.compile("never"))
    route = next(each for each in ROUTES if each.path == "/studio/posts/new/")

    _first, again = effects_of(tormentor("staff"), route)

    assert "ip_post" in again
