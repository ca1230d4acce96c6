"""What nobody means, sent to every operation of the API: a problem document, and nothing changed."""

import pytest

from juluo.api import api
from juluo.testing.isolation.routes import Route, api_routes
from juluo.testing.nasty import JSON, Tormentor, plain_json, with_leaves
from juluo.testing.turns import in_turn

NUMBERS = [
    "-1", "1.5", "1e309", "1e3", "NaN", "Infinity", "9223372036854775808", "9" * 400,
    '"1"', '"１００"', '"١٠٠"', '" 1"',
    '"1,000"', "true", "[1]", "{}", '"' + "9" * 5000 + '"',
]  # fmt: skip
OTHERS = [
    "null",
    "1",
    "[]",
    "{}",
    '"\\u0000"',
    '"a\\u0000b"',
    f'"{"x" * 200_000}"',
    '"\\ud800"',
    '"１"',
    '"../x"',
    "true",
]
BODIES = {
    "no JSON": b"{",
    "no UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16": '{"name": 1}'.encode("utf-16"),
    "too deep": b"[" * 100_000,
    "a list": b"[]",
    "nothing": b"",
    "null": b"null",
    "10 MB": b'{"name": "' + b"x" * 10_000_000 + b'"}',
    "a name twice": b'{"lines": 1, "lines": 2}',
    "unknown fields": b'{"is_staff": true, "space_id": 1, "total_minor": 1}',
    "__proto__": b'{"__proto__": {"admin": true}, "constructor": null}',
}
OPERATIONS = [each for each in api_routes(api) if each.body]
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def mei_asks(tormentor) -> Tormentor:
    return tormentor("staff")


def plain(someone: Tormentor, route: Route) -> bytes:
    return plain_json(route, someone.choose)


def test_numbers_that_are_none_are_taken_by_no_operation(mei_asks: Tormentor, few: int) -> None:
    found = (
        fault
        for route in OPERATIONS
        for fault in mei_asks.faults(route, with_leaves(plain(mei_asks, route), NUMBERS, [], few), refused=True)
    )

    assert "\n".join(found) == ""


def test_other_values_than_meant_break_no_operation(mei_asks: Tormentor, few: int) -> None:
    found = (
        fault
        for route in OPERATIONS
        for fault in mei_asks.faults(route, with_leaves(plain(mei_asks, route), [], OTHERS, few))
    )

    assert "\n".join(found) == ""


def test_what_is_no_request_is_refused(mei_asks: Tormentor, few: int) -> None:
    found = (
        fault
        for route in OPERATIONS
        for body in in_turn([*BODIES], route.name, few)
        for fault in mei_asks.faults_of(route, body, BODIES[body], JSON, refused=True)
    )

    assert "\n".join(found) == ""


def test_most_plain_requests_are_taken(mei_asks: Tormentor) -> None:
    """Otherwise the tests above would be refused for another reason than theirs."""
    answers = {each.name: mei_asks._send(each, mei_asks.path_to(each), plain(mei_asks, each)) for each in OPERATIONS}

    refused = [f"{status} {name}" for name, status in answers.items() if status >= 300]

    assert len(refused) * 2 <= len(answers), "\n".join(refused)
