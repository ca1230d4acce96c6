import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.intervals import wilson
from juluo.insight.rules.charts import WIDTH, bars_of
from juluo.insight.rules.funnel import Funnel, Stage, summed


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [  # checked against R's prop.test(correct=FALSE) and Newcombe (1998), table I
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_intervals_are_those_of_the_literature(successes, trials, low, high):
    interval = wilson(successes, trials)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_interval_holds_its_share_and_stays_within_bounds(one, other):
    successes, trials = sorted((one, other))
    interval = wilson(successes, trials)
    assert 0 <= interval.low <= interval.high <= 1
    if trials:
        assert interval.low <= successes / trials + 1e-12
        assert successes / trials - 1e-12 <= interval.high


def funnel(*people):
    return Funnel.of("x", dict(zip(Stage, people, strict=True)))


def test_entrances_add_up():
    assert [each.people for each in summed([funnel(10, 5, 3, 2, 1), funnel(1, 1, 1, 0, 0)]).figures] == [11, 6, 4, 2, 1]


def test_bars_are_as_wide_as_their_share():
    bars = bars_of(funnel(200, 100, 50, 50, 0))
    assert [bar.width for bar in bars] == [WIDTH, WIDTH // 2, WIDTH // 4, WIDTH // 4, 2]
    assert all(bar.low <= bar.width <= bar.high for bar in bars[1:3])


def test_a_funnel_of_nobody_has_no_rates():
    assert [figure.per_thousand for figure in funnel(0, 0, 0, 0, 0).figures] == [0.0] * 5
    assert not any(figure.is_measured for figure in funnel(0, 0, 0, 0, 0).figures)
