"""The calendar: what stands on which day, by the clock of the space, for staff alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core import clock
from juluo.core.models import Space
from juluo.core.spaces import acting_in
from juluo.ip.models import Post
from juluo.ip.operations.schedule import schedule_post
from juluo.ip.queries.calendar import month_around
from juluo.ip.tests.factories import make_draft, make_post

ROOT = "/api/v1"


def put_on(post, **when):
    Post.objects.filter(pk=post.pk).update(**when)


@pytest.fixture
def november(mei):
    """A post late on the 10th in UTC, which is the 11th by the clock of the space; a draft of the 3rd."""
    put_on(make_post(mei, "发过的"), published_at=datetime(2026, 11, 10, 20, tzinfo=UTC))
    put_on(make_draft(mei, "草着的"), updated_at=datetime(2026, 11, 3, 2, tzinfo=UTC))


def asked(browser, since, until):
    return browser.get(f"{ROOT}/studio/calendar?since={since}&until={until}")


def test_a_month_begins_on_monday_and_ends_on_sunday(space):
    for number in range(1, 13):
        days = month_around(date(2026, number, 15))
        assert (days[0].day.weekday(), days[-1].day.weekday(), len(days) % 7) == (0, 6, 0)
        inside = [each.day for each in days if each.inside]
        assert (inside[0].day, inside[-1] + timedelta(days=1)) == (1, (inside[0] + timedelta(days=31)).replace(day=1))


def test_posts_stand_on_the_days_of_the_space(client_of, mei, november):
    Space.objects.update(time_zone="Asia/Shanghai")
    browser = client_of(mei)
    page = browser.get("/studio/calendar/?month=2026-11").text

    day = page.partition('datetime="2026-11-11"')[2].partition("</li>")[0]
    assert "发过的" in day
    assert "04:00" in day
    assert "草着的" in page.partition('datetime="2026-11-03"')[2].partition("calendar-day")[0]
    assert "发过的" not in browser.get("/studio/calendar/?month=2026-09").text


def test_what_is_due_stands_where_it_will_be_published(client_of, mei):
    at = clock.now() + timedelta(days=3)
    post = schedule_post(make_draft(mei, "要发的"), at)
    [entry] = asked(client_of(mei), at.date() - timedelta(days=1), at.date() + timedelta(days=1)).json()
    assert (entry["post_id"], entry["state"], entry["title"]) == (str(post.pk), "due", "要发的")


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0000-01", "9999-12", "2026-11-01", "٢٠٢٦-11", "\x00"])
def test_a_month_that_is_none_is_this_one(client_of, mei, month):
    assert client_of(mei).get("/studio/calendar/", {"month": month}).status_code == 200


def test_the_api_answers_a_stretch_of_days_and_refuses_what_is_none(client_of, mei, lin, november):
    staff = client_of(mei)
    told = asked(staff, "2026-11-01", "2026-11-30").json()
    assert [(each["title"], each["state"]) for each in told] == [("草着的", "draft"), ("发过的", "published")]
    for since, until in (("2026-11-02", "2026-11-01"), ("2026-01-01", "2026-12-31"), ("x", "2026-11-01"),
                         ("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")):  # fmt: skip
        assert asked(staff, since, until).status_code == 422, since
    assert asked(client_of(lin), "2026-11-01", "2026-11-30").status_code == 403


def test_the_calendar_is_for_staff_of_its_space_and_costs_the_same_at_one_post_and_at_three(
    client_of, mei, lin, wu, other_space
):
    browser = client_of(mei)
    assert client_of(lin).get("/studio/calendar/").status_code == 404
    with acting_in(other_space):
        make_post(wu, "别处的事")
    make_post(mei, "第一篇")
    browser.get("/studio/calendar/")
    with CaptureQueriesContext(connection) as few:
        assert "别处的事" not in browser.get("/studio/calendar/").text
    make_post(mei, "第二篇")
    make_draft(mei, "第三篇")
    with CaptureQueriesContext(connection) as more:
        assert "第三篇" in browser.get("/studio/calendar/").text
    assert len(few) == len(more)
