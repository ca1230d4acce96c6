"""The audit log through the API: the same facts as the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.members import set_rung
from juluo.core.acting import Actor, acting_as
from juluo.core.keys import MEMBER_SCOPE, make_key
from juluo.core.models import FactRow
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey, Rung

FACTS = "/api/v1/facts"


@pytest.fixture
def as_mei(mei):
    with acting_as(Actor(mei.id, staff=True)):
        yield mei


def move(member, times):
    for number in range(times):
        set_rung(member, Rung.PROSPECT if member.rung == Rung.ANGEL else Rung.ANGEL, reason=f"Move {number}")
        member.refresh_from_db()


def test_the_log_says_who_did_what_to_whom_and_why(client_of, as_mei, lin):
    set_rung(lin, Rung.ANGEL, reason="Three tastings")

    [item, *_earlier] = client_of(as_mei).get(FACTS).json()["items"]

    assert (item["name"], item["actor_id"], item["subject_id"]) == ("RungChanged", str(as_mei.id), str(lin.id))
    assert (item["data"]["before"], item["data"]["after"], item["data"]["reason"]) == ("fan", "angel", "Three tastings")
    assert str(Rung.ANGEL.label) in item["sentence"]


def test_the_log_leaves_out_what_members_did_and_other_spaces(client_of, as_mei, lin, wu, other_space):
    with acting_in(other_space), acting_as(Actor(wu.id, staff=True)):
        set_rung(wu, Rung.ANGEL, reason="Elsewhere")
    with acting_as(Actor(lin.id, staff=False)):
        move(lin, 1)

    ours = {str(pk) for pk in FactRow.objects.filter(by_staff=True).values_list("id", flat=True)}
    assert {item["id"] for item in client_of(as_mei).get(FACTS).json()["items"]} == ours
    assert str(FactRow.objects.filter(name="RungChanged", actor_id=lin.id).get().id) not in ours


def test_each_fact_stands_on_one_page_though_more_are_added(client_of, as_mei, lin):
    move(lin, 4)
    kept = [str(pk) for pk in FactRow.objects.filter(by_staff=True).order_by("-id").values_list("id", flat=True)]
    browser, seen = client_of(as_mei), []

    address = f"{FACTS}?limit=2"
    while address:
        page = browser.get(address).json()
        seen += [item["id"] for item in page["items"]]
        move(lin, 1)
        address = (page["next"] or "").removeprefix("http://testserver")

    assert seen == kept


@pytest.mark.parametrize(
    ("query", "code"), [("limit=0", "bad_input"), ("limit=x", "bad_input"), ("after=x", "bad_cursor")]
)
def test_a_bad_page_is_refused_with_a_pointer(client_of, mei, query, code):
    answer = client_of(mei).get(f"{FACTS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{query.split('=')[0]}"]


def test_only_staff_who_may_change_settings_read_it(client_of, lin, mei):
    def asked(who=None):
        answer = client_of(who).get(FACTS)
        return answer.status_code, answer.json().get("code")

    assert asked() == (401, "sign_in")
    assert asked(lin) == (403, "not_allowed")
    make_staff(lin, RoleKey.EDITOR)
    assert asked(lin) == (403, "not_allowed")
    assert asked(mei) == (200, None)


@pytest.mark.parametrize(("scope", "status"), [(MEMBER_SCOPE, 403), ("orders.read", 403), ("settings.write", 200)])
def test_a_key_reads_it_only_within_its_scopes(client_of, mei, scope, status):
    _key, token = make_key(mei, name="keeper", scopes=[scope])
    assert client_of().get(FACTS, headers={"Authorization": f"Bearer {token}"}).status_code == status


def test_the_log_costs_the_same_at_one_row_and_at_three(client_of, as_mei, lin):
    browser = client_of(as_mei)
    move(lin, 1)
    browser.get(FACTS)
    with CaptureQueriesContext(connection) as few:
        browser.get(FACTS)
    move(lin, 2)
    with CaptureQueriesContext(connection) as more:
        browser.get(FACTS)
    assert len(more) == len(few)
