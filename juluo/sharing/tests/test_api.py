"""Commissions through the API: a sharer reads what stands, and never the buyer's order number."""

import pytest

from juluo.mall.operations.refunds import refund_rest
from juluo.sharing.operations.attributions import attribute_order
from juluo.sharing.operations.commissions import settle_order
from juluo.sharing.tests.shop import opens, order, pay, share
from juluo.testing.digest import changes, digest


@pytest.mark.parametrize("target", ["/orders/", "/mall/gone/", "//evil.example/"])
def test_a_link_to_what_is_not_for_sharing_is_refused_at_its_target(client_of, lin, tea, target):
    def asked(target):
        return client_of(lin).post("/api/v1/links", {"target": target}, content_type="application/json")

    before, answer = digest(), asked(target)

    assert (answer.status_code, answer.json()["code"]) == (409, "private_target")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/target"]
    assert changes(before, digest()) == []
    assert asked("/mall/rougui/").status_code == 201


def commissions(client, path="/commissions"):
    return client.get(f"/api/v1{path}").json()["items"]


def test_a_sharer_reads_what_stands_and_no_order_number(client_of, lin, mei, buyer, plan, tea):
    opens(buyer, share(lin, "/mall/rougui/"))
    bought = pay(order(buyer, tea))
    attribute_order(bought)
    settle_order(bought)
    (before,) = commissions(client_of(lin))

    refund_rest(bought, reason="damp", key="all")
    settle_order(bought)

    (after,) = commissions(client_of(lin))
    assert (before["standing"], after["standing"]) == (before["granted"], {"minor": 0, "currency": "CNY"})
    assert bought.ref not in str(after)
    assert [row["order_ref"] for row in commissions(client_of(mei), "/studio/commissions")] == [bought.ref]
