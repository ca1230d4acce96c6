"""Entrances over the API: made, closed and reopened by staff; what meets whoever comes in by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.entrances import close_entrance
from juluo.community.queries.doors import current_covenant
from juluo.community.tests.factories import make_qr
from juluo.community.tests.test_api import ROOT, code, facts_named, pointers, send
from juluo.core.models import Space
from juluo.core.spaces import acting_in
from juluo.testing.digest import changes, digest

ENTRANCES = f"{ROOT}/entrances"


def test_whoever_arrives_sees_the_space_and_its_covenant_but_not_what_staff_call_the_entrance(client_of, space):
    door = make_qr("The shop that pays us least")

    answer = client_of().get(f"{ENTRANCES}/{door.code}")

    covenant = current_covenant()
    assert answer.json()["code"] == door.code
    assert answer.json()["space"] == space.name
    assert (answer.json()["covenant"]["number"], answer.json()["covenant"]["text"]) == (1, covenant.text)
    assert door.name not in answer.text


def test_a_closed_entrance_says_so_as_its_page_does(client_of, mei):
    door, staff = make_qr(), client_of(mei)

    closed, again = (send(staff, f"/entrances/{door.code}/closing").json() for _ in range(2))

    assert (closed["closed_at"] is not None, again) == (True, closed)
    assert (code(client_of().get(f"{ENTRANCES}/{door.code}")), client_of().get(f"/e/{door.code}/").status_code) == (
        (409, "entrance_closed"),
        409,
    )
    assert facts_named("EntranceClosed").get().by_staff

    reopened = [send(staff, f"/entrances/{door.code}/opening").json()["closed_at"] for _ in range(2)]

    assert reopened == [None, None]
    assert facts_named("EntranceReopened").get().by_staff
    assert client_of().get(f"{ENTRANCES}/{door.code}").status_code == 200


def test_a_standing_entrance_is_not_closed(client_of, mei):
    before = digest()
    assert code(send(client_of(mei), "/entrances/direct/closing")) == (409, "standing")
    assert changes(before, digest()) == []


@pytest.mark.parametrize(
    ("change", "status", "problem", "pointer"),
    [
        ({"kind": "back"}, 422, "unknown_kind", "#/kind"),
        ({"kind": ""}, 422, "bad_input", "#/kind"),
        ({"kind": 1}, 422, "bad_input", "#/kind"),
        ({"kind": "direct"}, 409, "standing", "#/kind"),
        ({"name": " "}, 422, "empty", "#/name"),
        ({"name": "n" * 61}, 422, "bad_input", "#/name"),
        ({"code": "mine"}, 422, "bad_input", "#/code"),
    ],
)
def test_an_entrance_that_cannot_be_is_named(client_of, mei, change, status, problem, pointer):
    before = digest()
    answer = send(client_of(mei), "/entrances", {"name": "Shop window", "kind": "qr"} | change)
    assert (code(answer), pointers(answer)) == ((status, problem), [pointer])
    assert changes(before, digest()) == []


def test_a_foreign_entrance_answers_like_one_that_never_was(client_of, mei, other_space):
    with acting_in(other_space):
        foreign = make_qr()
    for unknown in (foreign.code, "nowhere"):
        assert code(client_of().get(f"{ENTRANCES}/{unknown}")) == (404, "not_found")
        for verb in ("closing", "opening"):
            assert code(send(client_of(mei), f"/entrances/{unknown}/{verb}")) == (404, "not_found")
    with acting_in(other_space):
        foreign.refresh_from_db()
    assert foreign.closed_at is None


def test_only_those_who_may_close_and_open(client_of, lin):
    door = make_qr()
    close_entrance(door)
    before = digest()
    for verb in ("closing", "opening"):
        assert code(send(client_of(), f"/entrances/{door.code}/{verb}")) == (401, "sign_in")
        assert code(send(client_of(lin), f"/entrances/{door.code}/{verb}")) == (403, "not_allowed")
    assert changes(before, digest()) == []


def test_nobody_looks_into_a_closed_space(client_of, space):
    Space.objects.update(closed_at=space.made_at)
    assert code(client_of().get(f"{ENTRANCES}/direct")) == (410, "space_closed")


def test_the_list_of_entrances_costs_the_same_at_one_row_and_at_three(client_of, mei):
    browser = client_of(mei)
    browser.get(ENTRANCES)
    with CaptureQueriesContext(connection) as few:
        browser.get(f"{ENTRANCES}?limit=1")
    make_qr()
    with CaptureQueriesContext(connection) as more:
        assert len(browser.get(ENTRANCES).json()["items"]) >= 3
    assert len(more) == len(few)
