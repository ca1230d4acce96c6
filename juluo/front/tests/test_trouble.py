from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.mall.facts import OrderShipped, PaymentReturned
from juluo.mall.tests.factories import paid_order, placed_order
from juluo.payments.facts import NoticeRejected, PaymentFailed, PaymentMismatched, RefundFailed
from juluo.payments.models import Notice


@transaction.atomic
def go_wrong(*facts):
    for fact in facts:
        record(fact)


def failed(order, at=None):
    return PaymentFailed(payment_id=uuid4(), purpose="order", purpose_id=order.id, at=at)


def refused_refund(order):
    return RefundFailed(refund_id=uuid4(), payment_id=uuid4(), purpose="order", purpose_id=order.id)


def rejected(verdict="wrong_amount"):
    notice = Notice.objects.create(
        provider="sandbox", event_id="evt-7", event="payment.paid", ref="x", amount_minor=1, received_at=clock.now()
    )
    return NoticeRejected(notice_id=notice.id, verdict=verdict)


@pytest.fixture
def listed(client_of, mei):
    return lambda **asked: client_of(mei).get("/studio/trouble/", asked).context["deeds"]


def test_nothing_wrong_is_said_so(client_of, mei, lin):
    order = paid_order(lin)
    go_wrong(OrderShipped(order_id=order.id))
    page = client_of(mei).get("/studio/trouble/")
    assert (page.context["deeds"], 'class="empty"' in page.text) == ([], True)


def test_what_went_wrong_leads_to_the_order_it_was_about(listed, lin, wu, other_space):
    order = placed_order(lin)
    returned = PaymentReturned(order_id=order.id, payment_id=uuid4(), reason="unusable")
    mismatched = PaymentMismatched(payment_id=uuid4(), purpose="order", purpose_id=order.id)
    go_wrong(failed(order), mismatched, returned, refused_refund(order))
    with acting_in(other_space):
        go_wrong(failed(placed_order(wu)))

    subjects = [deed.subject for deed in listed()]

    assert {(each.label, each.url) for each in subjects} == {(order.ref, f"/@shanye/studio/orders/{order.ref}/")}
    assert len(subjects) == 4


def test_a_rejected_notification_says_which_and_why(listed, mei):
    go_wrong(rejected())
    [deed] = listed()
    assert (deed.subject.label, deed.subject.url) == ("sandbox evt-7", "")
    assert deed.detail
    assert deed.detail != "wrong_amount"


def test_the_list_is_filtered_by_kind_and_by_day(listed, lin, mei):
    order = placed_order(lin)
    go_wrong(failed(order, at=clock.now() - timedelta(days=3)), refused_refund(order), rejected())

    counts = {kind: len(listed(kind=kind)) for kind in ("", "payments", "refunds", "notices", "rubbish")}
    assert counts == {"": 3, "payments": 1, "refunds": 1, "notices": 1, "rubbish": 3}
    assert len(listed(since=(clock.now() - timedelta(days=1)).date())) == 2
    assert len(listed(since="rubbish")) == 3


def test_the_list_goes_on_page_by_page(client_of, mei, lin, monkeypatch):
    monkeypatch.setattr("juluo.core.pages.page_of.__defaults__", ("", 2))
    order = placed_order(lin)
    go_wrong(*[failed(order) for _ in range(5)])
    browser, seen, after = client_of(mei), [], ""
    while True:
        page = browser.get("/studio/trouble/", {"kind": "payments", "after": after}).context
        seen += page["deeds"]
        if not (after := page["next"]):
            break
    assert len(seen) == 5


@pytest.mark.parametrize(
    ("role", "status"),
    [("owner", 200), ("manager", 200), ("finance", 200), ("editor", 403), ("moderator", 403), ("door", 403)],
)
def test_the_list_is_for_those_who_refund(client_of, lin, role, status):
    make_staff(lin, RoleKey(role))
    assert client_of(lin).get("/studio/trouble/").status_code == status


def test_the_list_costs_the_same_at_one_row_and_at_three(client_of, mei, lin):
    browser = client_of(mei)
    go_wrong(failed(placed_order(lin)), refused_refund(placed_order(lin)))
    browser.get("/studio/trouble/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/studio/trouble/")
    for _ in range(2):
        go_wrong(failed(placed_order(lin)), refused_refund(placed_order(lin)))
    with CaptureQueriesContext(connection) as more:
        assert len(browser.get("/studio/trouble/").context["deeds"]) == 6
    assert len(more) == len(few)
