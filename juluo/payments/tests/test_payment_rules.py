from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.payments.models import Payment, ProviderRefund
from juluo.payments.rules import check_refundable, next_ask, one_line, refundable, uuid_or_nil

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.integers(1, 10**12), st.lists(st.tuples(st.integers(-5, 10**12), st.booleans()), max_size=12))
def test_granted_refunds_never_exceed_the_payment(paid: int, wishes: list[tuple[int, bool]]) -> None:
    payment = Payment(amount_minor=paid, currency="CNY", state="confirmed", space_id=uuid_or_nil(""))
    refunds: list[ProviderRefund] = []
    for minor, fails in wishes:
        try:
            check_refundable(payment, refunds, Money(minor, "CNY"))
        except Refused:
            continue
        refunds.append(
            ProviderRefund(amount_minor=minor, state="failed" if fails else "done", space_id=payment.space_id)
        )

    assert refundable(payment, refunds).minor >= 0
    assert sum(refund.amount_minor for refund in refunds if refund.state == "done") <= paid


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.sampled_from(["created", "pending", "expired"]))
def test_only_an_old_expired_attempt_is_asked_about_no_more(age: timedelta, state: str) -> None:
    payment = Payment(opened_at=BEGAN, state=state, space_id=uuid_or_nil(""))
    turn = next_ask(payment, BEGAN + age)

    assert (turn is None) == (state == "expired" and age > timedelta(days=7))
    assert turn is None or turn - (BEGAN + age) >= timedelta(seconds=60)


@given(st.text())
def test_a_description_is_always_one_printable_line(text: str) -> None:
    line = one_line(text)

    assert line.isprintable()
    assert 0 < len(line) <= 120
