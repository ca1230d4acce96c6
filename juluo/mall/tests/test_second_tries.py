"""Money that the provider refused to send back is shown to staff, who ask for it again: by a real gateway."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from juluo.core.models import FactRow, Member, Space
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES
from juluo.mall.models import Order, Refund, ReturnedPayment
from juluo.mall.operations.payment import begin_payment, send_refund_again, send_return_again
from juluo.mall.operations.refunds import note_refused, refund_rest, return_payment
from juluo.mall.queries.refunds import refused_longest
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant, paid_order, placed_order
from juluo.payments.models import Payment, ProviderRefund
from juluo.payments.operations.outcomes import ask_provider, expire_payment
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import Shop
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


@pytest.fixture
def order(till: Shop) -> Order:
    """Lin's order, paid once, of one of three pieces."""
    order = placed_order(till.lin, make_variant(on_hand=3))
    pay(order)
    return Order.objects.get(pk=order.pk)


def pay(order: Order) -> None:
    press(begin_payment(order, return_url="http://shop.test/"), "pay")
    ask_provider(Payment.objects.latest("id"))
    run_tasks()


@pytest.fixture
def refused(till: Shop, order: Order) -> Refund:
    """Its refund, which the provider refused."""
    till.control(refund_fails=1)
    refund_rest(order, reason="受潮", key="k")
    run_tasks(times=2)
    return Refund.objects.get()


@pytest.fixture
def stuck(till: Shop) -> ReturnedPayment:
    """A second payment for an order that is paid, which the provider refused to send back."""
    order = placed_order(till.lin, make_variant(on_hand=3))
    first = begin_payment(order, return_url="http://shop.test/")
    earlier = expire_payment(Payment.objects.latest("id"))
    pay(order)
    till.control(refund_fails=1)
    press(first, "pay")
    ask_provider(earlier)
    run_tasks(times=2)
    return ReturnedPayment.objects.get()


def books() -> dict[str, int]:
    assert findings() == []
    return {kind: balance_of(kind, "CNY").minor for kind in (PROVIDER, SALES, REFUNDS_DUE)}


def states() -> list[str]:
    return list(ProviderRefund.objects.order_by("id").values_list("state", flat=True))


def told(name: str) -> int:
    return FactRow.objects.filter(name=name).count()


def send(browser: Client, path: str, key: str = "k") -> Any:
    headers = {"Idempotency-Key": key}
    return browser.post(path, json.dumps({}), content_type="application/json", headers=headers)


EVEN = {PROVIDER: 0, SALES: 0, REFUNDS_DUE: 0}
OWED = {PROVIDER: 9900, SALES: 0, REFUNDS_DUE: 9900}
OWED_TWICE = {PROVIDER: 19800, SALES: 9900, REFUNDS_DUE: 9900}


def test_a_refused_refund_is_asked_for_again_and_arrives(refused: Refund) -> None:
    assert (refused.failed_at is not None, books(), states()) == (True, OWED, ["failed"])

    send_refund_again(refused)
    assert (Refund.objects.get().failed_at, states()) == (None, ["failed", "requested"])
    run_tasks(times=2)

    assert (Refund.objects.get().settled_at is not None, books(), states()) == (True, EVEN, ["failed", "done"])
    assert (told("RefundTriedAgain"), told("RefundPaidOut")) == (1, 1)


def test_a_refund_that_is_refused_again_can_be_asked_for_again(till: Shop, refused: Refund) -> None:
    till.control(refund_fails=1)
    send_refund_again(refused)
    run_tasks(times=2)
    assert (Refund.objects.get().failed_at is not None, books()) == (True, OWED)

    send_refund_again(refused)
    run_tasks(times=2)
    assert (books(), states()) == (EVEN, ["failed", "failed", "done"])


def test_trying_again_twice_or_after_it_was_sent_asks_once(refused: Refund) -> None:
    send_refund_again(refused)
    send_refund_again(refused)
    run_tasks(times=2)
    before = digest()
    send_refund_again(refused)

    assert changes(before, digest()) == []
    assert (books(), states(), told("RefundTriedAgain")) == (EVEN, ["failed", "done"], 1)


def test_two_at_once_ask_once(refused: Refund, stuck: ReturnedPayment) -> None:
    at_once(lambda: send_refund_again(refused), lambda: send_return_again(stuck), times=2)

    assert (told("RefundTriedAgain"), told("ReturnTriedAgain")) == (1, 1)
    assert sorted(states()) == ["failed", "failed", "requested", "requested"]


def test_what_is_rolled_back_asks_nobody(refused: Refund, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juluo.mall.operations.payment.request_refund", lambda *_a, **_k: 1 / 0)
    before = digest()
    with pytest.raises(ZeroDivisionError):
        send_refund_again(refused)
    assert changes(before, digest()) == []


def test_a_payment_that_could_not_be_sent_back_is_sent_again(stuck: ReturnedPayment) -> None:
    assert (stuck.failed_at is not None, books()) == (True, OWED_TWICE)

    send_return_again(stuck)
    send_return_again(stuck)
    run_tasks(times=2)

    assert ReturnedPayment.objects.get().settled_at is not None
    assert books() == {PROVIDER: 9900, SALES: 9900, REFUNDS_DUE: 0}
    assert (states(), told("ReturnTriedAgain")) == (["failed", "done"], 1)


def test_staff_see_both_and_try_again_on_the_orders_page(browse: Browse, mei: Member, stuck: ReturnedPayment) -> None:
    client, place = browse(mei), f"/studio/orders/{stuck.order.ref}/"
    page = client.get(place).content.decode()
    assert ("Payment that could not be used" in page, "the payment company refused it" in page) == (True, True)
    attempt = f"{place}returned-payments/{stuck.id}/attempt/"
    assert f'action="/@shanye{attempt}"' in page

    page = client.post(attempt, follow=True).content.decode()
    assert ("The payment company is asked again." in page, "Try again" in page) == (True, False)
    run_tasks(times=2)
    assert "sent back" in client.get(place).content.decode()
    assert FactRow.objects.get(by_staff=True, name="ReturnTriedAgain").actor_id == mei.id


def test_the_overview_shows_what_was_refused_until_it_is_tried_again(browse: Browse, mei: Member, lin: Member) -> None:
    client = browse(mei)
    assert "refused to send back" not in client.get("/studio/").content.decode()
    order = paid_order(lin)
    refund = note_refused(refund_rest(order, reason="受潮", key="k"))
    return_payment(order, payment_id=uuid4(), amount=Money(700, "CNY"), reason="unusable")
    note_refused(ReturnedPayment.objects.get())

    page = client.get("/studio/").content.decode()

    for shown in (order.ref, "¥99.00", "¥7.00", f"/studio/orders/{order.ref}/refunds/{refund.id}/attempt/"):
        assert shown in page
    Refund.objects.update(failed_at=None)
    assert [each.is_payment for each in refused_longest()] == [True]


def test_the_overview_costs_the_same_for_one_and_three(browse: Browse, mei: Member, lin: Member, cost) -> None:
    client = browse(mei)
    note_refused(refund_rest(paid_order(lin), reason="受潮", key="k"))
    first = cost(client, "/studio/")
    for _each in range(2):
        note_refused(refund_rest(paid_order(lin), reason="受潮", key="k"))
    assert cost(client, "/studio/") == first


@pytest.mark.parametrize(("role", "status"), [(RoleKey.EDITOR, 403), (RoleKey.DOOR, 403), (RoleKey.FINANCE, 302)])
def test_a_role_tries_again_only_if_it_may_refund(
    browse: Browse, lin: Member, role: str, status: int, till: Shop
) -> None:
    make_staff(lin, role)
    order = paid_order(lin)
    refund = refund_rest(order, reason="受潮", key="k")
    assert browse(lin).post(f"/studio/orders/{order.ref}/refunds/{refund.id}/attempt/").status_code == status


def test_money_of_another_space_or_order_answers_like_missing(
    browse: Browse, mei: Member, lin: Member, wu: Member, other_space: Space
) -> None:
    with acting_in(other_space):
        theirs = note_refused(refund_rest(paid_order(wu), reason="x", key="k"))
        ref = theirs.order.ref
    mine, other = note_refused(refund_rest(paid_order(lin), reason="x", key="k")), paid_order(lin)
    client = browse(mei)
    for order_ref, refund in ((ref, theirs), (other.ref, theirs), (other.ref, mine)):
        assert client.post(f"/studio/orders/{order_ref}/refunds/{refund.id}/attempt/").status_code == 404
        assert send(client, f"/api/v1/studio/orders/{order_ref}/refunds/{refund.id}/attempt").status_code == 404
    assert told("RefundTriedAgain") == 0
    assert ref not in client.get("/studio/").content.decode()


def test_the_api_lists_what_was_refused_and_asks_again(browse: Browse, mei: Member, refused: Refund) -> None:
    client, place = browse(mei), f"/api/v1/studio/orders/{refused.order.ref}/refunds"
    [shown] = client.get(place).json()["items"]
    assert (shown["amount"]["minor"], shown["settled_at"], bool(shown["failed_at"])) == (9900, None, True)

    first = send(client, f"{place}/{refused.id}/attempt")
    again = send(client, f"{place}/{refused.id}/attempt")
    run_tasks(times=2)

    assert (first.status_code, first.json()["failed_at"], again.content) == (200, None, first.content)
    assert (client.get(place).json()["items"][0]["settled_at"] is not None, told("RefundTriedAgain")) == (True, 1)
    assert client.post(f"{place}/{refused.id}/attempt").json()["code"] == "bad_input"


def test_the_api_sends_an_unusable_payment_back_again(browse: Browse, mei: Member, stuck: ReturnedPayment) -> None:
    client, place = browse(mei), f"/api/v1/studio/orders/{stuck.order.ref}/returned-payments"
    [shown] = client.get(place).json()["items"]
    assert (shown["amount"]["minor"], shown["reason"], bool(shown["failed_at"])) == (9900, "unusable", True)

    answer = send(client, f"{place}/{stuck.id}/attempt")
    run_tasks(times=2)

    assert (answer.status_code, answer.json()["failed_at"], states()) == (200, None, ["failed", "done"])


def test_the_lists_of_the_api_cost_the_same_for_one_and_three(browse: Browse, mei: Member, lin: Member, cost) -> None:
    order, client = paid_order(lin, quantity=3), browse(mei)
    places = [f"/api/v1/studio/orders/{order.ref}/{name}" for name in ("refunds", "returned-payments")]

    def one_more() -> None:
        return_payment(order, payment_id=uuid4(), amount=order.total, reason="unusable")
        Refund.objects.create(order=order, key=uuid4().hex, goods_minor=1, reason="x", made_at=order.placed_at)

    one_more()
    first = [cost(client, place) for place in places]
    one_more(), one_more()
    assert [cost(client, place) for place in places] == first
