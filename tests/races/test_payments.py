"""Payments arrive twice and late, many at the same moment, at a real web server and several workers."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F, Q, Sum

from juluo.cli.bench.load import Ask
from juluo.cli.bench.served import Served
from juluo.core import clock
from juluo.core.models import FactRow
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES
from juluo.mall.models import Order, OrderLine, Stock
from juluo.mall.operations import payment, stock
from juluo.mall.operations.payment import begin_payment
from juluo.mall.tasks import lapse_unpaid_orders
from juluo.mall.tests.factories import make_variant, placed_order
from juluo.payments.models import Payment, ProviderRefund
from juluo.payments.operations.outcomes import expire_payment
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import LetterReceived, Shop
from juluo.testing.crowd import rush
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

UNITS = 12
pytestmark = pytest.mark.timeout(180)


def letter_to(till: Shop, letter: LetterReceived) -> Ask:
    headers, body = letter
    signed = {name: value for name, value in headers.items() if name.startswith("webhook-")}
    return Ask(till.path, signed | {"Content-Type": "application/json", "Host": "127.0.0.1"}, body)


def check_money_and_goods() -> None:
    """Every payment was used for one order or went back; goods left the shelf for paid orders and no others."""
    used = set(Order.objects.filter(paid_at__isnull=False).values_list("payment_id", flat=True))
    returned = set(ProviderRefund.objects.filter(state="done").values_list("payment_id", flat=True))
    confirmed = set(Payment.objects.filter(state="confirmed").values_list("id", flat=True))
    assert used | returned == confirmed
    assert not used & returned
    units = OrderLine.objects.aggregate(
        sold=Sum("quantity", filter=Q(order__paid_at__isnull=False), default=0),
        held=Sum("quantity", filter=Q(order__paid_at=None, order__cancelled_at=None, order__lapsed_at=None), default=0),
    )
    assert Stock.objects.annotate(sold=UNITS - F("on_hand")).values("sold", held=F("reserved")).get() == units
    assert findings() == []
    assert balance_of(REFUNDS_DUE, "CNY").minor == 0
    assert balance_of(PROVIDER, "CNY") == balance_of(SALES, "CNY")


def test_notifications_of_two_payments_in_parallel_use_one_and_send_one_back(web: Served, till: Shop) -> None:
    order = placed_order(till.lin, make_variant(on_hand=UNITS))
    first = begin_payment(order, return_url="http://shop.test/")
    expire_payment(Payment.objects.get())
    for page in (first, begin_payment(order, return_url="http://shop.test/")):
        press(page, "pay")

    answers = rush(web.port, [letter_to(till, letter) for letter in till.letters(2)] * 10, clients=20)
    at_once(run_tasks, times=3)
    run_tasks()

    assert answers == Counter({204: 20})
    told = FactRow.objects.filter(name__in=["OrderPaid", "PaymentReturned"]).values_list("name", flat=True)
    assert Counter(told) == {"OrderPaid": 1, "PaymentReturned": 1}
    check_money_and_goods()


def test_orders_lapse_while_their_payments_arrive(web: Served, till: Shop) -> None:
    variant = make_variant(on_hand=UNITS)
    orders = [placed_order(till.lin, variant) for _each in range(UNITS)]
    for order in orders:
        press(begin_payment(order, return_url="http://shop.test/"), "pay")
    asks = [letter_to(till, letter) for letter in till.letters(UNITS)]
    clock.advance(timedelta(minutes=16))

    at_once(
        lambda: rush(web.port, asks * 2, clients=8),
        lambda: placed_order(till.lin, variant, quantity=UNITS // 2),
        *[lapse_unpaid_orders.run] * 2,
        *[run_tasks] * 3,
    )
    run_tasks()

    assert not Order.objects.filter(paid_at__isnull=False, lapsed_at__isnull=False).exists()
    check_money_and_goods()


@pytest.mark.parametrize("defect", ["keep the money", "take no goods"])
def test_the_check_finds_money_that_is_kept_and_goods_that_stay(till: Shop, defect: str, monkeypatch) -> None:
    order = placed_order(till.lin, make_variant(on_hand=UNITS))
    first = begin_payment(order, return_url="http://shop.test/")
    expire_payment(Payment.objects.get())
    for page in (first, begin_payment(order, return_url="http://shop.test/")):
        press(page, "pay")
    kept = {"keep the money": (payment, "request_refund", lambda *_, **__: None)}
    kept |= {"take no goods": (stock, "take", lambda *_, **__: True)}
    monkeypatch.setattr(*kept[defect])

    for letter in till.letters(2):
        till.deliver(letter)
    run_tasks()

    with pytest.raises(AssertionError):
        check_money_and_goods()
