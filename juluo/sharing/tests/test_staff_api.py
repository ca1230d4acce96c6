"""Bindings and plans through the API: the verbs of the studio, twice, at once and rolled back."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.keys import make_key
from juluo.core.models import FactRow
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.sharing.models import Attribution, Binding, Plan
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms
from juluo.sharing.tests.shop import join, opens, order, pay, share
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks

API = "/api/v1"
PLANS, BINDINGS = f"{API}/studio/plans", f"{API}/studio/bindings"
WHY = "Came to the tasting"


def binding_of(member):
    return f"{API}/members/{member.id}/binding"


def send(browser, method, path, body):
    answer = browser.generic(method, path, json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def bind(browser, member, sharer_id, reason=WHY):
    return send(browser, "PUT", binding_of(member), {"sharer_id": str(sharer_id), "reason": reason})


def publish(browser, **terms):
    return send(browser, "POST", PLANS, {"rate_bp": 1250} | terms)


def refused(answer):
    status, problem = answer
    return status, problem["code"], [each["pointer"] for each in problem.get("errors", [])]


def at_once(act):
    """Do it in two threads that begin together."""
    together = Barrier(2)

    def one(_number):
        try:
            together.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(one, range(2)))


def by_staff(name):
    return FactRow.objects.filter(name=name, by_staff=True)


@pytest.fixture
def bound(lin, buyer, tea, plan):
    """The buyer is bound to Lin, and has ordered."""
    opens(buyer, share(lin))
    run_tasks()
    pay(order(buyer, tea))
    run_tasks()
    return Binding.objects.get()


def test_staff_read_who_brought_a_member_and_every_binding(client_of, mei, lin, buyer, bound):
    told = client_of(mei).get(binding_of(buyer)).json()

    assert (told["member_id"], told["sharer_id"], told["by_staff"]) == (str(buyer.id), str(lin.id), False)
    assert (told["link_code"], told["replaced_at"]) == (bound.link.code, None)
    assert client_of(mei).get(BINDINGS).json()["items"] == [told]
    assert client_of(mei).get(binding_of(lin)).status_code == 404


def test_a_binding_that_has_expired_binds_no_more(client_of, mei, buyer, bound):
    Binding.objects.update(expires_at=bound.bound_at)
    assert client_of(mei).get(binding_of(buyer)).status_code == 404
    assert len(client_of(mei).get(BINDINGS).json()["items"]) == 1


def test_staff_bind_a_member_anew_for_a_reason_and_earlier_orders_keep_theirs(client_of, mei, lin, buyer, bound):
    first = bind(client_of(mei), buyer, mei.id)
    again = bind(client_of(mei), buyer, mei.id)

    assert (first[0], first[1]["sharer_id"], first[1]["by_staff"], first[1]["reason"]) == (200, str(mei.id), True, WHY)
    assert again == first
    assert client_of(mei).get(binding_of(buyer)).json() == first[1]
    [fact] = by_staff("BindingMade")
    assert (fact.actor_id, fact.subject_id, fact.data["reason"]) == (mei.id, buyer.id, WHY)
    assert Attribution.objects.get().sharer == lin


def test_two_staff_binding_one_member_at_once_bind_once(client_of, mei, buyer, bound):
    answers = at_once(lambda: bind(client_of(mei), buyer, mei.id))
    assert answers[0] == answers[1]
    assert (answers[0][0], by_staff("BindingMade").count(), Binding.objects.current().count()) == (200, 1, 1)


def test_a_binding_that_is_rolled_back_leaves_nothing_and_can_be_made_again(client_of, mei, buyer, bound, monkeypatch):
    before = digest()
    with monkeypatch.context() as broken:
        broken.setattr("juluo.sharing.operations.bindings.record", lambda _fact: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bind(client_of(mei), buyer, mei.id)
    assert changes(before, digest()) == []
    assert bind(client_of(mei), buyer, mei.id)[0] == 200


def test_a_binding_that_cannot_be_is_refused_at_its_field(client_of, mei, lin, buyer, bound, wu):
    before, browser = digest(), client_of(mei)
    unknown = (422, "unknown", ["#/sharer_id"])
    assert refused(bind(browser, buyer, buyer.id)) == (409, "self_binding", ["#/sharer_id"])
    assert refused(bind(browser, lin, buyer.id)) == (409, "circle", ["#/sharer_id"])
    assert refused(bind(browser, buyer, uuid7())) == unknown
    assert refused(bind(browser, buyer, wu.id)) == unknown
    assert refused(bind(browser, wu, mei.id)) == (404, "not_found", [])
    assert changes(before, digest()) == []


@pytest.mark.parametrize("bad", ["", 1, None, "x" * 301, "a\x00b", ["x"]])
def test_a_reason_that_is_none_is_named_and_changes_nothing(client_of, mei, buyer, bound, bad):
    before = digest()
    answer = bind(client_of(mei), buyer, mei.id, reason=bad)
    assert refused(answer) == (422, "bad_input", ["#/reason"])
    assert changes(before, digest()) == []


@pytest.mark.parametrize("bad", ["", "x", 1, "\x00"])
def test_a_sharer_that_is_no_id_is_named(client_of, mei, buyer, bound, bad):
    assert refused(bind(client_of(mei), buyer, bad)) == (422, "bad_input", ["#/sharer_id"])


def test_staff_publish_a_plan_that_holds_from_then_on_and_is_audited(client_of, mei, plan):
    browser = client_of(mei)
    status, made = publish(browser)

    assert (status, made["number"], made["rate_bp"], made["cap_bp"], made["layers"]) == (201, 2, 1250, 3000, 1)
    assert publish(browser) == (201, made)
    assert browser.get(f"{PLANS}/current").json() == made
    assert [each["number"] for each in browser.get(PLANS).json()["items"]] == [2, 1]
    [fact] = by_staff("PlanPublished")
    assert (fact.actor_id, fact.data["rate_bp"]) == (mei.id, 1250)


def test_before_the_first_plan_there_is_none(client_of, mei, wu, other_space):
    with acting_in(other_space):
        publish_plan(Terms(rate_bp=500))
    assert client_of(mei).get(f"{PLANS}/current").status_code == 404
    assert client_of(mei).get(PLANS).json()["items"] == []
    assert client_of(wu, other_space).get(f"{PLANS}/current").json()["rate_bp"] == 500


def test_two_staff_publishing_the_same_terms_at_once_publish_one_version(client_of, mei, plan):
    answers = at_once(lambda: publish(client_of(mei)))
    assert answers[0] == answers[1]
    assert (Plan.objects.count(), by_staff("PlanPublished").count()) == (2, 1)


def test_who_waited_while_a_plan_was_published_later_than_they_began_follows_it(client_of, mei, plan):
    ahead = clock.now() + timedelta(seconds=5)
    Plan.objects.update(from_at=ahead)

    told = [publish(client_of(mei)) for _time in range(2)]

    assert told[0] == told[1]
    assert list(Plan.objects.order_by("number").values_list("number", "from_at")) == [(1, ahead), (2, ahead)]


def test_a_plan_that_is_rolled_back_leaves_nothing_and_can_be_published_again(client_of, mei, plan, monkeypatch):
    before = digest()
    with monkeypatch.context() as broken:
        broken.setattr("juluo.sharing.operations.plans.record", lambda _fact: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(client_of(mei))
    assert changes(before, digest()) == []
    assert publish(client_of(mei))[1]["number"] == 2


@pytest.mark.parametrize(
    ("terms", "status", "code", "pointer"),
    [
        ({"layers": 2}, 409, "too_many_layers", "#/layers"),
        ({"cap_bp": 3001}, 409, "cap_too_high", "#/cap_bp"),
        ({"rate_bp": 3001}, 422, "bad_rate", "#/rate_bp"),
        ({"protected_days": 366}, 422, "bad_protection", "#/protected_days"),
        ({"lifetime_days": 0}, 422, "bad_lifetime", "#/lifetime_days"),
    ]
    + [
        ({name: bad}, 422, "bad_input", f"#/{name}")
        for name in ("rate_bp", "cap_bp", "layers", "protected_days", "lifetime_days")
        for bad in (-1, 1.5, 1e309, True, "1", "１", None, [1], 10**30)
    ]
    + [({"self_purchase": bad}, 422, "bad_input", "#/self_purchase") for bad in (1, "true", None)]
    + [({"number": 9}, 422, "bad_input", "#/number")],
)
def test_unlawful_or_senseless_terms_are_named_and_change_nothing(client_of, mei, plan, terms, status, code, pointer):
    before = digest()
    assert refused(publish(client_of(mei), **terms)) == (status, code, [pointer])
    assert changes(before, digest()) == []


def test_only_staff_who_may_change_settings_bind_and_publish(client_of, mei, lin, buyer, bound):
    no = (403, "not_allowed", [])
    assert refused(publish(client_of(lin))) == refused(bind(client_of(lin), buyer, mei.id)) == no
    make_staff(lin, RoleKey.FINANCE)
    _key, token = make_key(mei, name="reader", scopes=["sharing.read"])
    reader = client_of()
    reader.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    for browser in (client_of(lin), reader):
        assert refused(publish(browser)) == refused(bind(browser, buyer, mei.id)) == no
    assert refused(publish(client_of())) == (401, "sign_in", [])
    assert reader.get(PLANS).status_code == reader.get(binding_of(buyer)).status_code == 200
    assert (Plan.objects.count(), Binding.objects.count()) == (1, 1)


@pytest.mark.parametrize("path", [PLANS, BINDINGS])
def test_a_list_costs_the_same_at_one_row_and_at_three(client_of, mei, lin, bound, path):
    browser = client_of(mei)
    browser.get(path)
    with CaptureQueriesContext(connection) as few:
        assert len(browser.get(path).json()["items"]) == 1
    for number in range(2):
        publish_plan(Terms(rate_bp=number))
        opens(join(f"Friend{number}"), share(lin))
    run_tasks()
    with CaptureQueriesContext(connection) as more:
        assert len(browser.get(path).json()["items"]) == 3
    assert len(more) == len(few)
