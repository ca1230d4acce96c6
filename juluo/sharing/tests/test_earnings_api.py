"""Why an order is credited or not, through the API: to the sharer in their words, to staff with everyone considered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.members import ban_member
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.keys import MEMBER_SCOPE, make_key
from juluo.core.spaces import acting_in
from juluo.sharing.models import Plan
from juluo.sharing.tests.shop import deliver, join, make_tea, opens, order, pay, refund, share
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("plan")
TOUCHED = "/api/v1/earnings/orders"
YUAN_10 = {"minor": 1000, "currency": "CNY"}


def read(browser, path=TOUCHED):
    answer = browser.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.json()


def code(answer):
    return answer.status_code, answer.json()["code"]


def attribution_at(ref):
    return f"/api/v1/studio/orders/{ref}/attribution"


@pytest.fixture
def bought(lin, mei, buyer, tea):
    opens(buyer, share(lin, "/mall/rougui/"))
    opens(buyer, share(mei))
    paid = pay(order(buyer, tea))
    run_tasks()
    return paid


def test_the_sharer_reads_why_by_which_link_at_which_rate_and_how_much(client_of, lin, bought):
    [told] = read(client_of(lin))["items"]
    [line] = told["lines"]

    assert (told["order_id"], told["verdict"], told["buyer"]) == (str(bought.id), "credited", "B**")
    assert told["why"] == "The buyer was bound to you when ordering, so the order is credited to you."
    assert told["link_code"] == lin.share_links.get().code
    assert (told["granted"], told["standing"], told["state"]) == (YUAN_10, YUAN_10, "pending")
    assert (told["nothing_because"], told["matures_at"]) == (None, None)
    assert (line["rate_bp"], line["base"], line["plan_number"]) == (1000, {"minor": 10_000, "currency": "CNY"}, 1)
    assert read(client_of(lin), f"{TOUCHED}/{bought.id}") == told
    assert bought.ref not in str(told)
    assert "Buyer" not in str(told)


def test_page_and_api_say_the_same_of_an_order(client_of, lin, mei, bought):
    for who in (lin, mei):
        told = read(client_of(who), f"{TOUCHED}/{bought.id}")
        shown = client_of(who).get(f"/sharing/orders/{bought.id}/", headers={"Accept-Language": "en"}).context["told"]
        assert (told["verdict"], told["why"]) == (shown.consideration.verdict, str(shown.why))
        assert (told["standing"]["minor"], told["nothing_because"]) == (shown.standing.minor, shown.nothing_because)


def test_who_was_not_credited_reads_why_not_and_no_names(client_of, mei, bought):
    told = read(client_of(mei), f"{TOUCHED}/{bought.id}")
    assert (told["verdict"], told["state"], told["lines"]) == ("protected", None, [])
    assert told["nothing_because"] == "Not credited"
    assert "Lin" not in str(told)


def test_delivery_and_a_refund_show_in_dates_and_sums(client_of, lin, bought):
    deliver(bought)
    told = read(client_of(lin), f"{TOUCHED}/{bought.id}")
    assert told["matures_at"] == told["lines"][0]["window_ends_at"] > (clock.now() + timedelta(days=6)).isoformat()

    refund(bought)
    run_tasks()

    told = read(client_of(lin), f"{TOUCHED}/{bought.id}")
    assert (told["granted"], told["standing"]["minor"], told["lines"][0]["lost"]) == (YUAN_10, 0, YUAN_10)
    assert told["state"] == "void"


def test_an_order_that_is_not_paid_says_that_it_waits(client_of, lin, buyer, tea):
    opens(buyer, share(lin))
    order(buyer, tea)
    run_tasks()
    assert read(client_of(lin))["items"][0]["nothing_because"] == "Waiting for payment"


def test_strangers_to_an_order_find_nothing(client_of, buyer, bought, wu, other_space):
    nothing = (404, "not_found")
    assert code(client_of(buyer).get(f"{TOUCHED}/{bought.id}")) == nothing
    assert code(client_of(buyer).get(f"{TOUCHED}/{uuid7()}")) == nothing
    assert code(client_of(wu, other_space).get(f"{TOUCHED}/{bought.id}")) == nothing
    assert read(client_of(buyer))["items"] == []
    assert code(client_of().get(TOUCHED)) == (401, "sign_in")


def test_a_banned_sharer_still_reads_the_earnings(client_of, lin, bought):
    ban_member(lin, reason="spam")
    assert [each["order_id"] for each in read(client_of(lin))["items"]] == [str(bought.id)]
    assert read(client_of(lin), f"{TOUCHED}/{bought.id}")["verdict"] == "credited"


@pytest.mark.parametrize(
    ("asked", "pointer"), [({"limit": "0"}, "#/limit"), ({"limit": "１"}, "#/limit"), ({"after": "x"}, "#/after")]
)
def test_a_bad_page_of_the_orders_is_named(client_of, lin, bought, asked, pointer):
    before, answer = digest(), client_of(lin).get(TOUCHED, asked)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []


def test_staff_read_everyone_who_was_considered_and_that_the_facts_agree(client_of, lin, mei, buyer, bought):
    told = read(client_of(mei), attribution_at(bought.ref))

    assert (told["order_ref"], told["buyer_id"]) == (bought.ref, str(buyer.id))
    assert (told["sharer_id"], told["reason"], told["same_today"]) == (str(lin.id), "credited", True)
    assert told["why"] == "The buyer was bound to this sharer when ordering."
    assert [(each["sharer_id"], each["verdict"]) for each in told["considered"]] == [
        (str(lin.id), "credited"),
        (str(mei.id), "protected"),
    ]
    assert [(each["payee_id"], each["granted"]) for each in told["lines"]] == [(str(lin.id), YUAN_10)]
    assert told["plan_number"] == Plan.objects.get().number


def test_an_order_that_nobody_brought_is_explained_too_and_an_unknown_one_is_not_found(
    client_of, mei, buyer, tea, wu, other_space
):
    placed = order(buyer, tea)
    run_tasks()
    with acting_in(other_space):
        foreign = order(join("Theirs"), make_tea("theirs"))
        run_tasks()

    told = read(client_of(mei), attribution_at(placed.ref))

    assert (told["sharer_id"], told["reason"], told["considered"], told["lines"]) == (None, "untouched", [], [])
    assert code(client_of(mei).get(attribution_at("none"))) == (404, "not_found")
    assert code(client_of(mei).get(attribution_at(foreign.ref))) == (404, "not_found")
    assert read(client_of(wu, other_space), attribution_at(foreign.ref))["order_ref"] == foreign.ref


def test_an_attribution_is_for_staff_and_keys_that_may_read_sharing(client_of, lin, mei, bought):
    def with_scope(scope):
        _key, token = make_key(mei, name="till", scopes=[scope])
        return client_of().get(attribution_at(bought.ref), headers={"Authorization": f"Bearer {token}"})

    assert code(client_of(lin).get(attribution_at(bought.ref))) == (403, "not_allowed")
    assert code(client_of().get(attribution_at(bought.ref))) == (401, "sign_in")
    assert code(with_scope(MEMBER_SCOPE)) == (403, "not_allowed")
    assert with_scope("sharing.read").status_code == 200


def test_the_orders_cost_the_same_at_one_row_and_at_three(client_of, lin, bought):
    browser = client_of(lin)
    read(browser)
    with CaptureQueriesContext(connection) as few:
        read(browser)
    for number in range(2):
        another = join(f"Friend{number}")
        opens(another, share(lin))
        pay(order(another, make_tea(f"tea-{number}"), make_tea(f"cup-{number}")))
    run_tasks()
    with CaptureQueriesContext(connection) as more:
        assert len(read(browser)["items"]) == 3
    assert len(more) == len(few)
