"""The mall over the API: the same verbs as the pages, and an Idempotency-Key on what moves money and stock."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from juluo.api import api
from juluo.core.keys import MEMBER_SCOPE, make_key
from juluo.core.models import FactRow, IdempotencyRecord
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.ledger.models import Transfer
from juluo.ledger.queries import findings
from juluo.mall.models import Order, Refund, Stock
from juluo.mall.operations.orders import ship_order
from juluo.mall.tests.factories import HOME, make_variant, paid_order, placed_order
from juluo.testing.digest import changes, digest

ROOT = "/@shanye/api/v1"
ORDERS = f"{ROOT}/orders"


@pytest.fixture
def tea(space):
    return make_variant(title="生普饼", price_minor=9900, rungs={"fan": 7900}, on_hand=10)


def wanted(variant, quantity=2, **changes):
    lines = [{"variant_id": str(variant.id), "quantity": quantity}]
    return {"lines": lines, "address": asdict(HOME)} | changes


def send(browser, path, body=None, *, key="", method="post"):
    headers = {"Idempotency-Key": key} if key else {}
    return browser.generic(
        method.upper(), path, json.dumps(body or {}), content_type="application/json", headers=headers
    )


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def pointers(response):
    return [each["pointer"] for each in response.json()["errors"]]


def held():
    return Stock.objects.get().reserved


def test_an_order_is_placed_at_the_price_of_the_callers_rung(lin, client_of, tea):
    answer = send(client_of(lin), ORDERS, wanted(tea, note="请放门口"), key="k1")

    shown = answer.json()
    order = Order.objects.get()
    assert (answer.status_code, shown["ref"], shown["state"]) == (201, order.ref, "placed")
    assert shown["total"] == {"minor": 15800, "currency": "CNY"}
    assert [(line["title"], line["quantity"], line["unit"]["minor"]) for line in shown["lines"]] == [
        ("生普饼", 2, 7900)
    ]
    assert (order.buyer, order.note, held()) == (lin, "请放门口", 2)
    assert client_of(lin).get(ORDERS).json()["items"] == [shown]
    assert client_of(lin).get(f"{ORDERS}/{order.ref}").json() == shown


def test_a_request_sent_again_gets_the_same_answer_and_orders_once(lin, client_of, tea):
    first = send(client_of(lin), ORDERS, wanted(tea), key="k1")
    again = send(client_of(lin), ORDERS, wanted(tea), key="k1")

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert (Order.objects.count(), held()) == (1, 2)


def test_the_answer_stays_the_same_after_the_order_has_moved_on(lin, client_of, tea):
    first = send(client_of(lin), ORDERS, wanted(tea), key="k1")
    send(client_of(lin), f"{ORDERS}/{first.json()['ref']}/cancellation", {"reason": "x"}, key="k2")
    assert send(client_of(lin), ORDERS, wanted(tea), key="k1").content == first.content


def test_the_same_key_for_another_request_is_refused(lin, client_of, tea):
    send(client_of(lin), ORDERS, wanted(tea), key="k1")
    assert problem(send(client_of(lin), ORDERS, wanted(tea, quantity=3), key="k1")) == (422, "key_reused")
    assert held() == 2


def test_the_same_key_of_somebody_else_is_another_key(lin, mei, client_of, tea, other_space, wu):
    send(client_of(lin), ORDERS, wanted(tea), key="k1")
    assert send(client_of(mei), ORDERS, wanted(tea), key="k1").status_code == 201
    with acting_in(other_space):
        theirs = make_variant()
    answer = send(client_of(wu, within=other_space), "/api/v1/orders", wanted(theirs), key="k1")
    assert (answer.status_code, "Idempotent-Replayed" in answer) == (201, False)
    assert Order.objects.count() == 2


def test_what_was_refused_is_not_kept_and_may_be_tried_again(lin, client_of, tea):
    Stock.objects.update(on_hand=1)
    assert problem(send(client_of(lin), ORDERS, wanted(tea), key="k1")) == (409, "sold_out")
    assert (
        IdempotencyRecord.objects.count(),
        Order.objects.count(),
        FactRow.objects.filter(name="OrderPlaced").count(),
    ) == (0, 0, 0)
    Stock.objects.update(on_hand=2)
    assert send(client_of(lin), ORDERS, wanted(tea), key="k1").status_code == 201


def test_a_changed_total_is_refused(lin, client_of, tea):
    assert problem(send(client_of(lin), ORDERS, wanted(tea, agreed={"minor": 1, "currency": "CNY"}), key="k1")) == (
        409,
        "price_changed",
    )


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "钥匙", "a b"])
def test_a_request_without_a_proper_key_is_refused(lin, client_of, tea, key):
    answer = send(client_of(lin), ORDERS, wanted(tea), key=key)
    assert problem(answer) == (422, "bad_input")
    assert Order.objects.count() == 0


def test_a_key_of_255_characters_is_a_key(lin, client_of, tea):
    assert send(client_of(lin), ORDERS, wanted(tea), key="x" * 255).status_code == 201


def test_twenty_at_once_with_one_key_order_once(lin, tea):
    _key, token = make_key(lin, name="app", scopes=[MEMBER_SCOPE])

    def order(_):
        try:
            return send(Client(headers={"Authorization": f"Bearer {token}"}), ORDERS, wanted(tea), key="k1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(order, range(20)))

    done = {answer.content for answer in answers if answer.status_code == 201}
    busy = {problem(answer) for answer in answers if answer.status_code != 201}
    assert (len(done), Order.objects.count(), held()) == (1, 1, 2)
    assert busy <= {(409, "in_progress")}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"quantity": bad}, "#/lines/0/quantity") for bad in (0, -1, 1.5, 1e309, True, "1", "１０", None, [1], 10**30)]
    + [({"variant_id": bad}, "#/lines/0/variant_id") for bad in ("x", 1, None, "\x00")],
)
def test_hostile_numbers_are_named_and_change_nothing(lin, client_of, tea, change, pointer):
    body = wanted(tea)
    body["lines"][0] |= change
    answer = send(client_of(lin), ORDERS, body, key="k1")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (Order.objects.count(), held()) == (0, 0)


def test_an_order_of_somebody_else_does_not_exist(lin, mei, client_of, tea):
    ref = placed_order(mei, tea).ref
    assert problem(client_of(lin).get(f"{ORDERS}/{ref}")) == (404, "not_found")
    assert problem(send(client_of(lin), f"{ORDERS}/{ref}/cancellation", {"reason": "x"}, key="k")) == (404, "not_found")


def test_staff_ship_deliver_and_refund(lin, mei, client_of, tea):
    order = paid_order(lin, tea, quantity=2)
    staff, studio = client_of(mei), f"{ROOT}/studio/orders/{order.ref}"

    shipped = send(staff, f"{studio}/shipment", {"carrier": "SF", "parcel_number": "1"}, method="put").json()
    delivered = send(staff, f"{studio}/delivery").json()
    part = {"line_id": shipped["lines"][0]["id"], "quantity": 1, "minor": 7900}
    refund = {"parts": [part], "reason": "broken"}
    first = send(staff, f"{studio}/refunds", refund, key="r1")
    again = send(staff, f"{studio}/refunds", refund, key="r1")

    assert (shipped["state"], delivered["state"], shipped["buyer_id"]) == ("shipped", "delivered", str(lin.id))
    assert (first.status_code, first.json()["amount"]) == (201, {"minor": 7900, "currency": "CNY"})
    assert again.content == first.content
    assert (Refund.objects.count(), Transfer.objects.filter(reason__startswith="refund:").count(), findings()) == (
        1,
        1,
        [],
    )
    assert set(FactRow.objects.filter(by_staff=True).values_list("name", "actor_id")) >= {
        ("OrderShipped", mei.id), ("OrderDelivered", mei.id), ("RefundMade", mei.id),
    }  # fmt: skip
    assert staff.get(studio).json()["refunded"]["minor"] == 7900


def test_more_than_was_paid_cannot_be_refunded(lin, mei, client_of, tea):
    order = paid_order(lin, tea)
    part = {"line_id": str(order.lines.get().id), "quantity": 1, "minor": 7901}
    answer = send(
        client_of(mei), f"{ROOT}/studio/orders/{order.ref}/refunds", {"parts": [part], "reason": "x"}, key="r"
    )
    assert problem(answer) == (409, "refund_too_large")
    assert (Refund.objects.count(), findings()) == (0, [])


def test_stock_is_counted_once_a_key_and_never_below_what_is_held(lin, mei, client_of, tea):
    placed_order(lin, tea, quantity=2)
    where = f"{ROOT}/studio/variants/{tea.id}/stock"
    staff = client_of(mei)

    counted = send(staff, where, {"on_hand": 7, "reason": "count"}, key="c1", method="put")
    again = send(staff, where, {"on_hand": 7, "reason": "count"}, key="c1", method="put")

    assert counted.json() == {"variant_id": str(tea.id), "on_hand": 7, "reserved": 2, "available": 5}
    assert again.content == counted.content
    assert FactRow.objects.filter(name="StockCorrected", data__after=7).count() == 1
    assert problem(send(staff, where, {"on_hand": 1, "reason": "x"}, key="c2", method="put")) == (409, "below_reserved")


@pytest.mark.parametrize(("role", "status"), [(RoleKey.EDITOR, 403), (RoleKey.FINANCE, 403), (RoleKey.MANAGER, 200)])
def test_a_role_ships_only_if_its_permissions_say_so(lin, mei, client_of, tea, role, status):
    make_staff(lin, role)
    order = paid_order(mei, tea)
    parcel = {"carrier": "SF", "parcel_number": "1"}
    answer = send(client_of(lin), f"{ROOT}/studio/orders/{order.ref}/shipment", parcel, method="put")
    assert answer.status_code == status


def test_a_key_ships_only_within_its_scopes(lin, mei, tea):
    order = paid_order(lin, tea)
    where, parcel = f"{ROOT}/studio/orders/{order.ref}/shipment", {"carrier": "SF", "parcel_number": "1"}

    def ship_with(scopes):
        _key, token = make_key(mei, name="till", scopes=scopes)
        return send(Client(headers={"Authorization": f"Bearer {token}"}), where, parcel, method="put")

    assert problem(ship_with(["orders.read", MEMBER_SCOPE])) == (403, "not_allowed")
    assert ship_with(["orders.ship"]).json()["state"] == "shipped"
    assert FactRow.objects.get(name="OrderShipped").by_staff


def test_guests_read_what_is_on_sale_at_the_price_for_everybody(client_of, lin, tea):
    [shown] = client_of().get(f"{ROOT}/products").json()["items"]
    assert shown["offers"][0]["price"] == {"minor": 9900, "currency": "CNY"}
    own = client_of(lin).get(f"{ROOT}/products/{shown['slug']}").json()["offers"][0]
    assert (own["price"]["minor"], own["listed"]["minor"], own["left"]) == (7900, 9900, 10)
    assert problem(client_of().get(f"{ROOT}/products/nothing")) == (404, "not_found")
    assert problem(send(client_of(), ORDERS, wanted(tea), key=uuid4().hex)) == (401, "sign_in")


@pytest.mark.parametrize("path", ["/studio/orders", "/orders"])
@pytest.mark.parametrize("state", ["nonsense", "", "PAID", "１", "paid,shipped"])
def test_a_state_that_no_order_has_is_named_and_one_that_orders_have_is_taken(mei, client_of, tea, path, state):
    paid, before = paid_order(mei, tea), digest()
    answer = client_of(mei).get(f"{ROOT}{path}", {"state": state})
    assert (problem(answer), pointers(answer)) == ((422, "bad_input"), ["#/state"])
    assert changes(before, digest()) == []
    assert [row["ref"] for row in client_of(mei).get(f"{ROOT}{path}?state=paid").json()["items"]] == [paid.ref]
    assert client_of(mei).get(f"{ROOT}{path}?state=shipped").json()["items"] == []


def test_what_moves_money_or_stock_asks_for_a_key_and_nothing_else_does():
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    asking = {
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method, details in methods.items()
        if any(each["name"] == "Idempotency-Key" for each in details.get("parameters", []))
    }
    assert {each for each in asking if "/orders" in each or "/variants" in each} == {
        "POST /orders",  # holds stock
        "POST /orders/{ref}/cancellation",  # gives it back
        "POST /studio/orders/{ref}/refunds",
        "POST /studio/orders/{ref}/refunds/{refund_id}/attempt",
        "POST /studio/orders/{ref}/returned-payments/{returned_payment_id}/attempt",
        "PUT /studio/variants/{variant_id}/stock",
    }


def test_a_cancellation_asks_for_a_key_and_a_receipt_said_twice_is_said_once(lin, client_of, tea):
    order, shipped = placed_order(lin, tea), paid_order(lin, tea)
    ship_order(shipped, carrier="SF", parcel_number="1")
    member = client_of(lin)

    keyless = send(member, f"{ORDERS}/{order.ref}/cancellation", {"reason": "x"})
    first, again = (send(member, f"{ORDERS}/{shipped.ref}/receipt") for _ in range(2))

    assert (problem(keyless), pointers(keyless)) == ((422, "bad_input"), ["#/Idempotency-Key"])
    assert (first.status_code, first.json()["state"], again.json()) == (200, "delivered", first.json())
    assert FactRow.objects.filter(name="OrderDelivered").count() == 1
    assert Order.objects.get(pk=order.pk).cancelled_at is None
