from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from juluo.core.ids import uuid7
from juluo.mall.models import OrderLine
from juluo.sharing.rules.commission import Standing, split, standing_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
bases = st.integers(0, 10**12)
rates = st.lists(st.integers(0, 3_000), max_size=3)


@given(bases, rates)
def test_commission_never_exceeds_its_base(base, points):
    assert 0 <= sum(split(base, points)) <= base


@given(bases, rates, st.integers(0, 10_000))
def test_commission_never_exceeds_the_cap(base, points, cap):
    assert sum(split(base, points, cap_bp=cap)) * 10_000 <= base * cap


@given(bases, rates)
def test_parts_are_whole_and_none_is_negative(base, points):
    parts = split(base, points)
    assert len(parts) == len(points)
    assert all(part >= 0 for part in parts)


def test_rounding_is_half_even_once_at_the_line():
    assert [split(base, [1000])[0] for base in (5, 15, 25, 35, 3333)] == [0, 2, 2, 4, 333]


def line(total=10_000, refunded=0, window=None):
    return OrderLine(space_id=uuid7(), total_minor=total, refunded_minor=refunded, window_ends_at=window)


def test_a_commission_waits_until_its_own_window_has_ended():
    for window, standing in ((None, (1000, 0)), (NOW + timedelta(seconds=1), (1000, 0)), (NOW, (0, 1000))):
        assert standing_of(line(window=window), 1000, now=NOW, released=False) == Standing(*standing)


def test_what_was_released_stays_available_and_shrinks_there():
    assert standing_of(line(refunded=2500), 1000, now=NOW, released=True) == Standing(0, 750)


@given(st.integers(1, 10**9), st.integers(0, 3000), st.data())
def test_refunds_shrink_it_to_nothing_and_never_below(total, rate, data):
    granted = split(total, [rate])[0]
    refunded = data.draw(st.integers(0, total))
    left = standing_of(line(total, refunded), granted, now=NOW, released=False).pending
    assert 0 <= left <= granted
    assert standing_of(line(total, total), granted, now=NOW, released=False) == Standing(0, 0)
