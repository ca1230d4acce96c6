"""Support that bought nothing is credited to nobody: no attribution, no commission, no points."""

import pytest
from django.urls import set_urlconf

from juluo.ip.tests.giving import given, order_of, take_support
from juluo.ledger.models import Entry
from juluo.mall.models import Order
from juluo.mall.operations.refunds import refund_rest
from juluo.sharing.models import Attribution, Commission
from juluo.sharing.operations.commissions import settle_order
from juluo.sharing.tests.shop import money_of, opens, order, pay, share
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("sound_ledger", "plan")


@pytest.fixture(autouse=True)
def taken(space):
    set_urlconf("juluo.urls.space")
    take_support()
    yield
    set_urlconf(None)


@pytest.fixture
def tip(lin, buyer):
    """Buyer opened Lin's link, as whoever earns of a sale has it, and gives something."""
    opens(buyer, share(lin))
    return given(buyer, 5000)


def test_nobody_earns_of_support_that_a_sharer_brought(tip, lin):
    settle_order(order_of(tip))
    run_tasks(times=2)
    assert (Attribution.objects.count(), Commission.objects.count(), money_of(lin)) == (0, 0, (0, 0, 0))
    assert set(Entry.objects.values_list("account__kind", flat=True)) == {"provider", "tips"}


def test_the_same_buyer_by_the_same_link_does_earn_the_sharer_of_a_sale(tip, lin, buyer, tea):
    pay(order(buyer, tea))
    run_tasks(times=2)
    assert (Attribution.objects.count(), money_of(lin)) == (1, (1000, 0, 0))


def test_if_support_were_a_sale_it_would_be_credited(tip, lin):
    Order.objects.filter(pk=order_of(tip).pk).update(support=False)
    settle_order(order_of(tip))
    assert (Attribution.objects.count(), money_of(lin)) == (1, (500, 0, 0))


def test_giving_it_back_takes_nothing_from_anybody(tip, lin):
    refund_rest(order_of(tip), reason="Sorry", key="all")
    run_tasks(times=2)
    assert (Commission.objects.count(), money_of(lin)) == (0, (0, 0, 0))
