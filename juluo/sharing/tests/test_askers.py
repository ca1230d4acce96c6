"""Who asked earns of what others pay to read the answer: in the second slot of that line, within the cap."""

from datetime import timedelta

import pytest
from django.urls import set_urlconf
from hypothesis import given
from hypothesis import strategies as st

from juluo.community.models import Entrance
from juluo.community.operations.members import ban_member, join_space
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.core import clock
from juluo.core.money import Money
from juluo.core.tasks import run_routines
from juluo.ip.operations.asking import AskingTerms, set_asking
from juluo.ip.tests.asking import ask, published, read_paid, sell_answers
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import COMMISSION, COMMISSION_PENDING
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest
from juluo.mall.rules.orders import Part
from juluo.sharing import tasks
from juluo.sharing.models import Commission
from juluo.sharing.operations.bindings import rebind
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.commission import shares_of, split
from juluo.sharing.rules.compliance import Terms
from juluo.testing.jobs import run_tasks


@pytest.fixture(autouse=True)
def sold(space, settings):
    settings.JULUO_TEST_CLOCK = True
    set_urlconf("juluo.urls.space")
    sell_answers()
    set_asking(AskingTerms(share_bp=2000))
    yield
    set_urlconf(None)


@pytest.fixture
def reader(space, hao):
    return join_space(
        hao, entrance=standing_entrance(Entrance.Kind.DIRECT), visitor=None, name="Hao", covenant=current_covenant()
    )


def earned():
    rows = Commission.objects.order_by("slot")
    return [(each.payee.name, each.slot, each.minor, each.standing.minor) for each in rows.select_related("payee")]


def test_a_reading_earns_its_asker_a_share_without_any_plan(mei, lin, reader):
    question = published(lin, mei)
    order = read_paid(question, reader)

    assert earned() == [("Lin", 2, 200, 200)]
    assert Commission.objects.get().line == order.lines.get()
    assert balance_of(COMMISSION_PENDING.of(lin.pk), "CNY") == Money(200, "CNY")

    clock.advance(timedelta(days=1, minutes=1))
    run_routines([tasks.release_commissions])
    run_tasks(times=2)

    assert balance_of(COMMISSION.of(lin.pk), "CNY") == Money(200, "CNY")
    assert findings() == []


def test_a_refund_takes_the_share_back_in_proportion(mei, lin, reader):
    order = read_paid(published(lin, mei), reader)
    refund_order(order, Giving(parts={order.lines.get().pk: Part(0, 500)}, reason="Sorry", key="a"))
    run_tasks(times=2)
    assert earned() == [("Lin", 2, 200, 100)]
    refund_rest(order, reason="Sorry", key="b")
    run_tasks()
    assert earned() == [("Lin", 2, 200, 0)]
    assert findings() == []


def test_sharer_and_asker_stay_within_the_cap_together(mei, lin, reader):
    publish_plan(Terms(rate_bp=2000, cap_bp=3000))
    rebind(reader, mei, reason="Brought")
    read_paid(published(lin, mei), reader)
    assert earned() == [("Mei", 1, 150, 150), ("Lin", 2, 150, 150)]


def test_who_shared_and_asked_earns_once(mei, lin, reader):
    publish_plan(Terms(rate_bp=1000))
    rebind(reader, lin, reason="Brought")
    read_paid(published(lin, mei), reader)
    assert earned() == [("Lin", 1, 200, 200)]


def test_nobody_earns_of_a_question_that_is_paid_or_when_they_are_gone(mei, lin, reader):
    ask(reader)
    assert earned() == []
    question = published(lin, mei)
    ban_member(lin, reason="spam")
    read_paid(question, reader)
    assert earned() == []


def test_the_share_is_that_of_the_day_it_was_published(mei, lin, reader):
    question = published(lin, mei)
    set_asking(AskingTerms(share_bp=100))
    read_paid(question, reader)
    assert earned() == [("Lin", 2, 200, 200)]


def test_the_asker_sees_what_a_reading_earned(client_of, mei, lin, reader):
    question = published(lin, mei)
    read_paid(question, reader)
    page = client_of(lin).get("/sharing/").text
    assert f"/questions/{question.pk}/" in page
    assert "¥2.00" in page.replace("<span>", "").replace("</span>", "")
    (told,) = client_of(lin).get("/api/v1/commissions").json()["items"]
    assert (told["slot"], told["granted"]["minor"]) == (2, 200)
    assert f"/questions/{question.pk}/" not in client_of(mei).get("/sharing/").text


@given(st.integers(0, 10**9), st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000))
def test_two_shares_never_exceed_the_cap(base, one, other, cap):
    parts = split(base, [one, other], cap_bp=cap)
    assert sum(parts) <= base * cap // 10_000
    assert all(part >= 0 for part in parts)


def test_a_payee_has_one_slot_and_no_rate_has_none():
    a, b = "a", "b"
    assert [(each.payee_id, each.slot, each.rate_bp) for each in shares_of((a, 100), (b, 200))] == [
        (a, 1, 100),
        (b, 2, 200),
    ]
    assert [each.rate_bp for each in shares_of((a, 100), (a, 200))] == [200]
    assert shares_of((a, 0), None) == []
