"""Commissions through the API: a sharer reads what stands, and never the buyer's order number."""

from juluo.mall.operations.refunds import refund_rest
from juluo.sharing.operations.attributions import attribute_order
from juluo.sharing.operations.commissions import settle_order
from juluo.sharing.tests.shop import opens, order, pay, share


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
