"""When something may go out, by the member's own wall clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.reach.rules.quiet import Quiet, due_at

NIGHT = Quiet(22 * 60, 7 * 60, "Asia/Shanghai")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])


def at(text, zone="Asia/Shanghai"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T21:59", "2026-11-22T21:59"),
        ("2026-11-22T22:00", "2026-11-23T07:00"),
        ("2026-11-23T03:15", "2026-11-23T07:00"),
        ("2026-11-23T06:59", "2026-11-23T07:00"),
        ("2026-11-23T07:00", "2026-11-23T07:00"),
    ],
)
def test_what_falls_into_the_night_waits_for_the_morning(now, due):
    assert due_at(at(now), NIGHT) == at(due)


def test_without_quiet_hours_everything_goes_at_once():
    assert due_at(at("2026-11-22T03:00"), None) == at("2026-11-22T03:00")


def test_an_hour_that_the_clock_leaves_out_ends_quiet_hours_all_the_same():
    quiet = Quiet(60, 150, "Europe/Berlin")  # 01:00 to 02:30, and there is no 02:30 on that day
    assert due_at(at("2026-03-29T01:30", "Europe/Berlin"), quiet) <= at("2026-03-29T03:30", "Europe/Berlin")


@given(now=MOMENTS, start=st.integers(0, 1439), length=st.integers(1, 1439), zone=ZONES)
def test_nothing_is_early_and_nothing_waits_longer_than_a_day(now, start, length, zone):
    due = due_at(now, Quiet(start, (start + length) % 1440, zone))

    assert now <= due <= now + timedelta(days=1, hours=1)
