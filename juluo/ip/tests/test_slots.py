"""Which times of a consultation there are: by the clocks of a place that change twice a year."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.refusals import Refused
from juluo.ip.rules.calendars import Event, calendar
from juluo.ip.rules.hours import Span, spans_of
from juluo.ip.rules.slots import Time, Timetable, exceptions_of, lines_of

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = [Span(7, 60, 240)]


def table(spans, exceptions=(), *, zone=BERLIN, minutes=60, pause=0):
    return Timetable(spans, exceptions_of(exceptions), zone, minutes, pause)


def begins(times, zone=BERLIN):
    return [f"{each.starts_at.astimezone(zone):%d %H:%M}" for each in times]


def on(day, made):
    midnight = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    return begins(made.times(midnight, midnight + timedelta(days=1, hours=2)))[:12]


def test_open_hours_are_cut_into_slots_with_a_pause_between():
    monday = date(2026, 11, 23)
    made = table(spans_of(["1 09:00-12:00"]), minutes=50, pause=10)
    assert on(monday, made) == ["23 09:00", "23 10:00", "23 11:00"]
    assert on(monday, table(spans_of(["1 09:00-12:00"]), minutes=50)) == ["23 09:00", "23 09:50", "23 10:40"]


def test_a_day_that_differs_is_closed_or_open_at_other_hours():
    monday, hours = date(2026, 11, 23), spans_of(["1 09:00-12:00"])
    assert on(monday, table(hours, ["2026-11-23"])) == []
    assert on(monday, table(hours, ["2026-11-23 14:00-15:00"])) == ["23 14:00"]
    assert on(date(2026, 11, 24), table(hours, ["2026-11-24 10:00-11:00"])) == ["24 10:00"]


def test_an_hour_that_is_left_out_is_not_booked_and_one_that_comes_twice_is_booked_twice():
    assert on(date(2026, 3, 29), table(NIGHT)) == ["29 01:00", "29 03:00"]
    assert on(date(2026, 10, 25), table(NIGHT)) == ["25 01:00", "25 02:00", "25 02:00", "25 03:00"]
    twice = list(table(NIGHT).times(datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)))
    assert len({each.starts_at for each in twice}) == 4


@pytest.mark.parametrize(
    "lines", [["tomorrow"], ["2026-13-01"], ["2026-12-24 9-12"], ["2026-12-24 x"], ["2026-1-1"] * 101]
)
def test_days_that_cannot_be_are_refused(lines):
    with pytest.raises(Refused) as refusal:
        exceptions_of(lines)
    assert refusal.value.code == "bad_days"


def test_days_that_differ_are_kept_as_they_were_said():
    lines = ["2026-12-24", "2026-12-26 10:00-12:00", "2026-12-26 14:00-16:00"]
    assert lines_of(exceptions_of(lines[::-1])) == lines


@given(
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]),
    st.integers(0, 2 * 365 * 24 * 60).map(
        lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.integers(5, 240),
    st.integers(0, 60),
)
def test_slots_never_overlap_last_as_long_as_they_say_and_are_known_again(zone, since, minutes, pause):
    week = [Span(day, 0, 1440) for day in range(1, 8)]
    made = table(week, zone=ZoneInfo(zone), minutes=minutes, pause=pause)
    times = list(made.times(since, since + timedelta(days=3)))
    assert all(each.ends_at - each.starts_at == timedelta(minutes=minutes) for each in times)
    assert all(not one.meets(two) for one, two in pairwise(times))
    assert all(made.has(each) for each in times[:5])
    assert not made.has(Time(since.replace(second=7, microsecond=1), since + timedelta(minutes=minutes)))


def event(**said):
    at = datetime(2026, 11, 23, 1, tzinfo=UTC)
    known = {"uid": "1@shanye.juluo", "sequence": 2, "starts_at": at, "ends_at": at + timedelta(hours=1), "told_at": at}
    return calendar(Event(**known | {"title": "茶席; 一对一, 第一次\n见"} | said))


def test_a_calendar_file_says_what_the_standard_asks():
    lines = event(place="https://meet.example.com/a").replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert {
        "UID:1@shanye.juluo",
        "SEQUENCE:2",
        "DTSTART:20261123T010000Z",
        "STATUS:CONFIRMED",
        "METHOD:PUBLISH",
    } <= set(lines)
    assert r"SUMMARY:茶席\; 一对一\, 第一次\n见" in lines
    gone = event(cancelled=True)
    assert ("METHOD:CANCEL" in gone, "STATUS:CANCELLED" in gone, "VALARM" in gone) == (True, True, False)


@given(st.text(max_size=200))
def test_lines_are_folded_within_75_octets_and_nothing_breaks_out(title):
    lines = event(title=title).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line.startswith("BEGIN:VEVENT") for line in lines) == 1
