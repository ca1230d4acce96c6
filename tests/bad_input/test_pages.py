"""What nobody means, in every field of every page: refused or kept out, never a broken page, never a changed row."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from juluo.core import number_fields
from juluo.testing.isolation.routes import Route, page_routes
from juluo.testing.nasty import RAW, Tormentor, with_numbers, with_poison
from juluo.testing.turns import in_turn
from juluo.urls.space import urlpatterns

CALLS_THE_PROVIDER = {"order_payment"}
"""It asks a provider between two transactions, so it cannot be rolled back: juluo/mall/tests has its bad days."""

OWN_TRANSACTIONS = {f"account_{each}" for each in ("data", "phone", "phone_login", "phone_code", "merging_code")}
"""They enter several spaces, or send a code, outside of any transaction: juluo/core/tests has their bad days."""

_LEFT_OUT = CALLS_THE_PROVIDER | OWN_TRANSACTIONS
ROUTES = [each for each in page_routes(urlpatterns) if each.name.split()[0] not in _LEFT_OUT]
pytestmark = pytest.mark.timeout(900)


def role_for(route: Route) -> str:
    return "staff" if route.audience.startswith("staff:") else "guest" if route.audience == "login" else "member"


def torment(tormentor, what) -> Iterator[str]:
    people = {role: tormentor(role) for role in ("guest", "member", "staff")}
    for route in ROUTES:
        yield from what(people[role_for(route)], route)


def test_numbers_that_are_none_are_taken_by_no_field(tormentor, few: int) -> None:
    met = {}

    def numbers(someone: Tormentor, route: Route) -> Iterator[str]:
        found = met[route.name] = someone.meet(route)
        return someone.faults(route, with_numbers(found, someone.choose, few), refused=True)

    assert "\n".join(torment(tormentor, numbers)) == ""
    assert len([name for each in met.values() for name in each.numbers]) >= 15


def test_poison_breaks_no_page(tormentor, few: int) -> None:
    def poison(someone: Tormentor, route: Route) -> Iterator[str]:
        return someone.faults(route, with_poison(someone.meet(route), someone.choose, few))

    assert "\n".join(torment(tormentor, poison)) == ""


def test_what_is_no_form_breaks_no_page(tormentor, few: int) -> None:
    def raw(someone: Tormentor, route: Route) -> Iterator[str]:
        for body in in_turn([*RAW], route.name, few):
            kind, content = RAW[body]
            yield from someone.faults_of(route, body, content, kind)

    assert "\n".join(torment(tormentor, raw)) == ""


def test_a_field_that_takes_any_digits_is_found(tormentor, monkeypatch) -> None:
    monkeypatch.setattr(number_fields, "_check", lambda *_: None)
    route = next(each for each in ROUTES if "plan/publication" in each.path)
    someone = tormentor("staff")

    found = "\n".join(someone.faults(route, with_numbers(someone.meet(route), someone.choose), refused=True))

    assert "'１００': answered 302 and changed ['core_fact', 'sharing_plan']" in found


def test_a_page_that_breaks_is_found(tormentor, monkeypatch) -> None:
    monkeypatch.setattr("juluo.mall.views.cart.change_cart", lambda *_, **__: 1 / 0)
    route = next(each for each in ROUTES if each.path == "/cart/line/")
    someone = tormentor("member")

    body = urlencode(someone.meet(route).plain_body(someone.choose)).encode()

    assert list(someone.faults_of(route, "plain", body)) == ["cart_line /cart/line/ as member, plain: broke"]
