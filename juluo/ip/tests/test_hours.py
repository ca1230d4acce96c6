"""Weekly hours: read, written, and asked of a clock that jumps twice a year."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.refusals import Refused
from juluo.ip.rules.hours import MOST_SPANS, Span, is_open, next_opening, openings, spans_in, spans_of

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
SUNDAY_NIGHT = [Span(7, 60, 240)]


def at(*numbers, zone=SHANGHAI):
    return datetime(*numbers, tzinfo=zone)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("9:00-12:00, 14:00-18:00", ["1 09:00-12:00", "1 14:00-18:00"]),
        ("14：00–18：00；9:00 - 12:00", ["1 09:00-12:00", "1 14:00-18:00"]),
        ("20:00-24:00", ["1 20:00-24:00"]),
        ("  ", []),
    ],
)
def test_hours_are_read_as_people_type_them(typed, lines):
    spans = spans_in(typed, 1)
    assert [str(span) for span in spans] == lines
    assert spans_of(lines) == spans


@pytest.mark.parametrize(
    "typed", ["9-12", "12:00-9:00", "9:00-9:00", "9:00-25:00", "9:60-10:00", "9:00-12:00, 11:00-13:00"]
)
def test_hours_that_cannot_be_are_refused(typed):
    with pytest.raises(Refused) as refusal:
        spans_in(typed, 1)
    assert refusal.value.code == "bad_hours"


@pytest.mark.parametrize("lines", [["8 09:00-12:00"], ["1 9:00-12:00"], ["x"], ["1 09:00-12:00"] * (MOST_SPANS + 1)])
def test_kept_lines_that_cannot_be_are_refused(lines):
    with pytest.raises(Refused):
        spans_of(lines)


def test_without_hours_it_is_always_open():
    assert is_open([], at(2026, 11, 22), SHANGHAI)
    assert next_opening([], at(2026, 11, 22), SHANGHAI) is None


def test_it_is_open_from_the_first_minute_to_before_the_last():
    spans = spans_of(["1 09:00-12:00"])
    monday = at(2026, 11, 23, 9)
    assert [is_open(spans, monday + timedelta(minutes=each), SHANGHAI) for each in (-1, 0, 179, 180)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert is_open(spans, monday.astimezone(UTC), SHANGHAI)
    assert next_opening(spans, monday, SHANGHAI) == monday + timedelta(days=7)


def test_an_hour_that_is_left_out_or_comes_twice_is_counted_as_it_passes():
    """Berlin, 29 March and 25 October 2026: from one to four it is two hours, and four."""
    for day, hours in (
        (at(2026, 3, 29, zone=BERLIN), 2),
        (at(2026, 10, 25, zone=BERLIN), 4),
        (at(2026, 7, 5, zone=BERLIN), 3),
    ):
        ((start, end),) = openings(SUNDAY_NIGHT, day, BERLIN, days=1)
        assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(0, 1439), st.integers(1, 240)), max_size=10))
def test_hours_that_are_kept_are_read_again_as_they_were(raw):
    spans = [Span(day, start, min(start + length, 1440)) for day, start, length in raw]
    try:
        kept = spans_of([str(span) for span in spans])
    except Refused:
        return
    assert spans_of([str(span) for span in kept]) == kept == sorted(spans)
