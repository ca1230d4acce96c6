from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from juluo.core import days


def test_a_day_begins_and_ends_at_the_midnights_of_the_page(db):
    with timezone.override("Asia/Shanghai"):
        assert days.began(date(2026, 11, 23)) == datetime(2026, 11, 22, 16, tzinfo=UTC)
        assert days.ended(date(2026, 11, 23)) == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_the_day_on_which_clocks_change_is_shorter(db):
    with timezone.override("Europe/Berlin"):
        began, ended = (at(date(2026, 3, 29)).astimezone(UTC) for at in (days.began, days.ended))
    assert (ended - began).total_seconds() == 23 * 3600


def test_today_is_the_day_of_the_page(db, monkeypatch):
    monkeypatch.setattr("juluo.core.clock.now", lambda: datetime(2026, 11, 22, 17, tzinfo=UTC))
    with timezone.override("Asia/Shanghai"):
        assert days.today() == date(2026, 11, 23)
    with timezone.override("UTC"):
        assert days.today() == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "２０２６-11-22", "0001-01-01", "9999-12-31", "2026-11-22\0"])
def test_what_is_no_day_is_none(text):
    assert days.read(text) is None


def test_a_day_is_read():
    assert days.read("2026-11-22") == date(2026, 11, 22)
