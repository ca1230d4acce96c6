from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.money import POINTS, Money, exponent_of, round_half_even

minors = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any)


@given(minors, weights)
def test_the_parts_of_a_split_add_up_to_the_whole(minor, by):
    assert sum(part.minor for part in Money(minor, "CNY").split(by)) == minor


@given(minors, weights)
def test_each_part_is_its_exact_share_but_for_the_remainder_which_the_largest_owns(minor, by):
    parts = Money(minor, "CNY").split(by)
    largest = by.index(max(by))
    for at, (part, weight) in enumerate(zip(parts, by, strict=True)):
        off = part.minor - Fraction(minor * weight, sum(by))
        assert abs(off) < (len(by) if at == largest else 1)
    assert all(part.minor == 0 for part, weight in zip(parts, by, strict=True) if not weight)


@pytest.mark.parametrize("by", [[], [0], [0, 0], [1, -1], [-1]])
def test_weights_that_split_nothing_are_an_error(by):
    with pytest.raises(ValueError, match="weights"):
        Money(100, "CNY").split(by)


@given(minors, st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_rounded_once_half_to_even(minor, part, whole):
    assert Money(minor, "CNY").share(part, whole).minor == round(Fraction(minor * part, whole))


@given(st.integers(), st.integers(1))
def test_rounding_half_even_agrees_with_exact_fractions(numerator, denominator):
    assert round_half_even(numerator, denominator) == round(Fraction(numerator, denominator))


@given(minors, minors, st.integers(-100, 100))
def test_money_adds_compares_and_multiplies_as_its_minor_units_do(a, b, times):
    left, right = Money(a, "CNY"), Money(b, "CNY")
    assert (left + right, left - right, -left, left * times) == tuple(
        Money(minor, "CNY") for minor in (a + b, a - b, -a, a * times)
    )
    assert (left < right, left <= right, left > right, left >= right) == (a < b, a <= b, a > b, a >= b)
    assert bool(left) == bool(a)


@pytest.mark.parametrize("act", [Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__])
def test_currencies_never_mix(act):
    with pytest.raises(ValueError, match="do not mix"):
        act(Money(1, "CNY"), Money(1, "USD"))


def test_the_same_number_in_two_currencies_is_not_equal():
    assert Money(1, "CNY") != Money(1, "USD")


@pytest.mark.parametrize("minor", [1.0, True, "1", None, Decimal(1), float("nan")])
def test_minor_units_are_whole_numbers_and_nothing_else(minor):
    with pytest.raises(TypeError):
        Money(minor, "CNY")


@pytest.mark.parametrize(
    ("currency", "amount"), [("CNY", "12.34"), ("JPY", "1234"), ("KWD", "1.234"), (POINTS, "1234")]
)
def test_the_currency_decides_the_decimals(currency, amount):
    assert Money(1234, currency).amount == Decimal(amount)
    assert Money.of(Decimal(amount), currency) == Money(1234, currency)


@given(st.decimals(-(10**9), 10**9, places=6), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_a_decimal_amount_is_rounded_once_half_to_even(amount, currency):
    assert Money.of(amount, currency).minor == round(Fraction(amount) * 10 ** exponent_of(currency))
