"""An order and its money, from the order to the provider and back, by way of a real gateway."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from juluo.community.operations.space import close_space
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES
from juluo.mall.models import Order, Refund, Stock
from juluo.mall.operations.payment import begin_payment
from juluo.mall.operations.refunds import refund_rest
from juluo.mall.tasks import lapse_unpaid_orders
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant, paid_order, placed_order
from juluo.payments.models import Payment, ProviderRefund
from juluo.payments.operations.outcomes import ask_provider, expire_payment
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import Shop, later
from juluo.testing.jobs import killed_at_write, rescue_jobs, run_tasks
from juluo.testing.together import at_once


@pytest.fixture
def order(till: Shop) -> Order:
    """Lin's unpaid order of one of three pieces."""
    return placed_order(till.lin, make_variant(on_hand=3))


def pay(order: Order) -> None:
    """The buyer pays on the provider's page; nobody has told us of it yet."""
    press(begin_payment(order, return_url="http://shop.test/"), "pay")


def deliver_all(till: Shop, number: int) -> None:
    assert {till.deliver(letter) for letter in till.letters(number)} == {204}


def names(name: str) -> int:
    return FactRow.objects.filter(name=name).count()


def books() -> dict[str, int]:
    assert findings() == []
    return {kind: balance_of(kind, "CNY").minor for kind in (PROVIDER, SALES, REFUNDS_DUE)}


def settled(order: Order) -> dict[str, Any]:
    order = Order.objects.get(pk=order.pk)
    return {"paid": order.paid_at is not None, "lapsed": order.lapsed_at is not None, "given": order.refunded_minor}


def lapse(order: Order) -> None:
    clock.advance(timedelta(minutes=16))
    lapse_unpaid_orders.run()
    assert settled(order)["lapsed"]


SOLD = {PROVIDER: 9900, SALES: 9900, REFUNDS_DUE: 0}
EVEN = {PROVIDER: 0, SALES: 0, REFUNDS_DUE: 0}


def test_a_buyer_pays_on_the_providers_page_and_the_order_notices(till: Shop, order: Order, browse: Browse) -> None:
    client: Client = browse(till.lin)
    away = client.post(f"/orders/{order.ref}/payment/")
    press(away["Location"], "pay")
    deliver_all(till, 1)
    run_tasks()

    part = client.get(f"/orders/{order.ref}/", headers={"HX-Request": "true"}).content.decode()
    assert ("Paid. It will be shipped soon." in part, 'hx-trigger="every 2s"' in part) == (True, False)
    assert books() == SOLD
    assert Stock.objects.values_list("on_hand", "reserved").get() == (2, 0)


def test_paying_again_leads_to_the_same_page_or_is_refused(till: Shop, order: Order, browse: Browse) -> None:
    client = browse(till.lin)
    places = {client.post(f"/orders/{order.ref}/payment/")["Location"] for _each in range(2)}
    assert len(places) == 1
    press(places.pop(), "pay")
    deliver_all(till, 1)
    run_tasks()

    refused = client.post(f"/orders/{order.ref}/payment/")

    assert refused.status_code == 409
    assert "already paid" in refused.content.decode()
    assert Payment.objects.count() == 1


def test_everything_twice_is_everything_once(till: Shop, order: Order) -> None:
    pay(order)
    for _each in range(3):
        deliver_all(till, 1)
    run_tasks(times=2)
    refund_rest(order, reason="all", key="k")
    run_tasks(times=2)
    deliver_all(till, 2)
    run_tasks(times=2)

    once = ("PaymentConfirmed", "OrderPaid", "RefundMade", "RefundRequested", "RefundSettled", "RefundPaidOut")
    assert [names(name) for name in once] == [1] * len(once)
    assert books() == EVEN
    assert Stock.objects.values_list("on_hand", "reserved").get() == (3, 0)


def test_a_declined_payment_leaves_the_order_open_for_another(till: Shop, order: Order) -> None:
    press(begin_payment(order, return_url="http://shop.test/"), "decline")
    deliver_all(till, 1)
    run_tasks()
    assert settled(order)["paid"] is False

    pay(order)
    deliver_all(till, 2)
    run_tasks()

    assert books() == SOLD


def paid_twice(order: Order) -> None:
    """The first attempt was given up before the buyer paid on both pages."""
    first = begin_payment(order, return_url="http://shop.test/")
    expire_payment(Payment.objects.get())
    pay(order)
    press(first, "pay")


def test_a_second_payment_goes_back_by_itself(till: Shop, order: Order) -> None:
    paid_twice(order)
    deliver_all(till, 2)
    run_tasks(times=2)

    assert ProviderRefund.objects.values_list("state", "amount_minor").get() == ("done", 9900)
    assert (names("OrderPaid"), names("PaymentReturned")) == (1, 1)
    assert books() == SOLD
    assert Stock.objects.values_list("on_hand", "reserved").get() == (2, 0)


def test_two_payments_at_once_pay_once_and_send_one_back(till: Shop, order: Order) -> None:
    paid_twice(order)
    letters = till.letters(2)

    assert at_once(*(lambda letter=letter: till.deliver(letter) for letter in letters), times=2) == [204] * 4
    at_once(run_tasks, times=2)
    run_tasks()

    assert (names("OrderPaid"), names("PaymentReturned")) == (1, 1)
    assert books() == SOLD


def test_a_late_payment_takes_what_is_still_there(till: Shop, order: Order) -> None:
    page = begin_payment(order, return_url="http://shop.test/")
    lapse(order)
    assert Stock.objects.get().reserved == 0
    press(page, "pay")
    deliver_all(till, 1)
    run_tasks()

    assert settled(order) == {"paid": True, "lapsed": False, "given": 0}
    assert books() == SOLD
    assert Stock.objects.values_list("on_hand", "reserved").get() == (2, 0)


def test_a_late_payment_for_what_is_gone_goes_back_in_full(till: Shop, order: Order, mei: Member) -> None:
    page = begin_payment(order, return_url="http://shop.test/")
    lapse(order)
    paid_order(mei, order.lines.get().variant, quantity=3)
    before = books()
    press(page, "pay")
    deliver_all(till, 1)
    run_tasks(times=2)

    assert settled(order) == {"paid": False, "lapsed": True, "given": 0}
    assert (names("PaymentReturned"), ProviderRefund.objects.get().state) == (1, "done")
    assert books() == before


def test_a_payment_of_a_cancelled_order_goes_back(till: Shop, order: Order, browse: Browse) -> None:
    page = begin_payment(order, return_url="http://shop.test/")
    browse(till.lin).post(f"/orders/{order.ref}/cancellation/")
    press(page, "pay")
    deliver_all(till, 1)
    run_tasks()

    assert ProviderRefund.objects.get().state == "done"
    assert books() == EVEN


def test_what_is_not_notified_is_found_by_asking(till: Shop, order: Order) -> None:
    till.control(lost=True)
    pay(order)
    later(seconds=61)
    run_tasks()

    assert settled(order)["paid"]
    assert books() == SOLD


def test_a_refund_reaches_the_buyer(till: Shop, order: Order, browse: Browse) -> None:
    pay(order)
    deliver_all(till, 1)
    run_tasks()
    order = Order.objects.get()
    refund_rest(order, reason="受潮", key="k")
    assert books() == {PROVIDER: 9900, SALES: 0, REFUNDS_DUE: 9900}
    run_tasks()

    assert Refund.objects.get().settled_at is not None
    assert books() == EVEN
    assert "The money was given back." in browse(till.lin).get(f"/orders/{order.ref}/").content.decode()


def test_the_refunds_notification_may_overtake_the_payments(till: Shop, order: Order) -> None:
    pay(order)
    till.letters(1)
    ask_provider(Payment.objects.get())
    run_tasks()
    refund_rest(Order.objects.get(), reason="all", key="k")
    run_tasks()
    for letter in reversed(till.letters(2)):
        till.deliver(letter)
    run_tasks(times=2)

    assert (names("OrderPaid"), names("RefundPaidOut")) == (1, 1)
    assert books() == EVEN


def test_a_refund_the_provider_refuses_stays_due_and_staff_see_it(
    till: Shop, order: Order, browse: Browse, mei: Member
) -> None:
    pay(order)
    deliver_all(till, 1)
    run_tasks()
    till.control(refund_fails=1)
    refund_rest(Order.objects.get(), reason="all", key="k")
    run_tasks(times=2)

    assert Refund.objects.get().failed_at is not None
    assert books() == {PROVIDER: 9900, SALES: 0, REFUNDS_DUE: 9900}
    page = browse(mei).get(f"/studio/orders/{order.ref}/").content.decode()
    assert "the payment company refused it" in page


def test_money_under_way_arrives_in_a_closed_space_and_nothing_more_is_bought(
    till: Shop, order: Order, browse: Browse, mei: Member
) -> None:
    """Every notification is lost: the reconciler alone asks for the payment and for the refund."""
    place, page = begin_payment(order, return_url="http://shop.test/"), f"/orders/{order.ref}/payment/"
    close_space(slug=till.space.slug)
    press(place, "pay")
    later(minutes=2)
    run_tasks()
    assert books() == SOLD

    assert [browse(till.lin).post(path).status_code for path in (page, "/cart/", "/checkout/")] == [410] * 3
    assert browse(mei).get(f"/studio/orders/{order.ref}/").status_code == 200
    refund_rest(Order.objects.get(), reason="closed", key="k")
    run_tasks(times=2)
    assert books() == EVEN


@pytest.mark.parametrize("write", range(1, 21))
def test_a_worker_that_dies_while_an_order_is_paid_and_given_back_loses_nothing(
    till: Shop, order: Order, write: int
) -> None:
    pay(order)
    deliver_all(till, 1)
    with killed_at_write(write):
        run_tasks()
        refund_rest(Order.objects.get(), reason="all", key="k")
        run_tasks()
    rescue_jobs()
    run_tasks()
    refund_rest(Order.objects.get(), reason="all", key="k")
    run_tasks()

    assert (names("OrderPaid"), names("RefundPaidOut")) == (1, 1)
    assert books() == EVEN
    assert Stock.objects.values_list("on_hand", "reserved").get() == (3, 0)
