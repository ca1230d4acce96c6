"""The half-life after a push is the time by which half of those had come whom it brought: counted anew by hand."""

import re
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from juluo.community.operations.members import ban_member
from juluo.core import clock, days, footprints
from juluo.core.ids import uuid7
from juluo.core.models import Footprint, Measure
from juluo.core.spaces import acting_in
from juluo.insight.operations.pulse import measure_half_lives
from juluo.insight.operations.spread import measure_missing_days
from juluo.insight.queries.pulse import pulse_of, pushes_until
from juluo.insight.rules.pulse import FEWEST_CAME, HALF_LIFE, Push, typical
from juluo.ip.operations.posts import PostWords, publish_post, unpublish_post, write_post
from juluo.sharing.tests.shop import join, opens, share
from juluo.testing.together import at_once

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def test_clock(db, settings):
    settings.JULUO_TEST_CLOCK = True


@pytest.fixture(autouse=True)
def days_of_the_space(space):
    with timezone.override(space.time_zone):
        yield


@pytest.fixture
def story(mei):
    return publish_post(write_post(mei, PostWords(title="A story", text="Once there was a tea.")))


def published(author, title):
    return publish_post(write_post(author, PostWords(title=title, text="Once there was a tea.")))


def come(post, *after, visitor=None, member=None):
    """People view a post so many hours after it was published: somebody else each time unless it is said who."""
    for hours in after:
        who = visitor or uuid7()
        at = post.published_at + hours * HOUR
        Footprint.objects.create(name="view", visitor=who, member_id=member, subject=f"post:{post.pk}", at=at)


def half_of(hours):
    """By hand: walk through them until half have come."""
    ordered = sorted(hours)
    return next(each for number, each in enumerate(ordered, 1) if 2 * number >= len(ordered)) * 3600


def a_week_later():
    clock.advance(timedelta(days=8))
    return days.today()


@pytest.mark.parametrize(
    "hours", [[3], [1, 2], [1, 2, 6], [30, 1, 6, 2], [0.5, 0.5, 100, 160, 161], [5, 4, 3, 2, 1, 1, 1, 90, 91, 92]]
)
def test_it_is_the_time_by_which_half_had_come(story, hours):
    come(story, *hours)
    come(story, 169, 170)
    Footprint.objects.create(name="view", visitor=uuid7(), subject=f"post:{uuid7()}", at=story.published_at + HOUR)

    measure_half_lives(a_week_later())

    row = Measure.objects.get(subject=f"post:{story.pk}", name=HALF_LIFE)
    assert row.value == pytest.approx(half_of(hours))
    assert row.evidence["people"] == len(hours)


def test_a_person_counts_once_whether_they_look_or_open_a_link_and_staff_never(story, mei, lin):
    link, guest = share(lin, f"/posts/{story.pk}/"), uuid7()
    come(story, 10, visitor=guest)
    come(story, 5, 90, visitor=guest)
    come(story, 1, member=mei.pk)
    rogue = join("Rogue")
    come(story, 1, member=rogue.pk)
    ban_member(rogue, reason="spam")
    clock.advance(20 * HOUR)
    opens(uuid7(), link)

    [push] = pushes_until(a_week_later())

    assert push.people == 2
    assert push.seconds == pytest.approx(5 * 3600)


def test_a_push_is_measured_when_its_week_is_over_and_not_if_it_was_pushed_again(story, mei):
    come(story, 1, 2, 3)
    clock.advance(timedelta(days=6))
    assert pushes_until(days.today()) == []
    again = publish_post(unpublish_post(story))
    come(again, 4)
    assert [push.at for push in pushes_until(a_week_later())] == [again.published_at]


def test_the_space_has_the_median_of_pushes_that_enough_people_followed(mei):
    crowds = {"One": 10 * [1.0], "Two": 12 * [3.0], "Three": 11 * [50.0], "Few": [0.1, 0.1]}
    for title, hours in crowds.items():
        come(published(mei, title), *hours)

    measure_half_lives(a_week_later())

    row = Measure.objects.get(subject="space", name=HALF_LIFE)
    assert row.value == pytest.approx(median([half_of(each) for each in crowds.values() if len(each) >= FEWEST_CAME]))
    assert (row.evidence["pushes"], row.evidence["few"], row.evidence["people"]) == (3, 1, 33)


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 604_800)), max_size=8))
def test_what_is_typical_lies_among_those_that_count(told):
    pushes = [Push("post:x", clock.now, people, seconds) for people, seconds in told]
    counted = [seconds for people, seconds in told if people >= FEWEST_CAME]
    found = typical(pushes)
    assert (found is None) == (not counted)
    assert found is None or min(counted) <= found <= max(counted)


def test_measuring_again_or_twice_at_once_leaves_one_row_and_a_rollback_none(story):
    come(story, 1, 2, 3)
    day = a_week_later()
    with pytest.raises(RuntimeError), transaction.atomic():
        measure_half_lives(day)
        raise RuntimeError
    assert not Measure.objects.filter(name=HALF_LIFE).exists()
    at_once(lambda: measure_half_lives(day), times=2)
    measure_half_lives(day)
    assert Measure.objects.filter(name=HALF_LIFE).count() == 1


def test_the_night_measures_it_and_a_post_keeps_what_was_measured_last(story):
    come(story, 1, 2, 3)
    a_week_later()
    measure_missing_days()
    clock.advance(timedelta(days=50))
    measure_missing_days()

    found = pulse_of(f"post:{story.pk}", "A story", days.today())

    assert found.seconds == pytest.approx(2 * 3600)
    assert found.is_too_few
    assert found.day < days.today() - timedelta(days=10)


def test_the_page_and_the_api_tell_it_and_only_to_whom_they_tell_the_index(story, mei, lin, client_of):
    come(story, *([7] * FEWEST_CAME), 90)
    a_week_later()
    clock.advance(timedelta(days=1))
    footprints.flush()
    measure_missing_days()
    staff = client_of(mei)

    page = staff.get("/studio/spread/", HTTP_ACCEPT_LANGUAGE="en").text
    of_post = staff.get(f"/studio/spread/?of=post:{story.pk}", HTTP_ACCEPT_LANGUAGE="en").text
    told = staff.get("/api/v1/insight/half-life").json()
    one = staff.get(f"/api/v1/insight/half-life?subject=post:{story.pk}").json()

    for shown in (page, of_post):
        assert "Half-life after a push" in shown
        assert re.search(r"7\s+hours", shown)
    assert (told["half_life"]["seconds"], told["half_life"]["pushes"]) == (7 * 3600, 1)
    assert [each["title"] for each in told["posts"]] == ["A story"]
    assert (one["half_life"]["people"], one["posts"]) == (FEWEST_CAME + 1, [])
    assert client_of(lin).get("/api/v1/insight/half-life").status_code == 403
    assert staff.get(f"/api/v1/insight/half-life?subject=post:{uuid7()}").status_code == 404
    assert staff.get(f"/api/v1/insight/half-life?subject={'x' * 121}").status_code == 422


def test_another_space_counts_for_itself_and_many_pushes_cost_as_one(story, mei, other_space):
    come(story, 1, 2, 3)
    day = a_week_later()
    with acting_in(other_space):
        assert pushes_until(day) == []
    with CaptureQueriesContext(connection) as of_one:
        pushes_until(day)
    for number in range(3):
        come(published(mei, f"Story {number}"), 1)
    later = a_week_later()
    with CaptureQueriesContext(connection) as of_many:
        assert len(pushes_until(later)) == 4
    assert len(of_one) == len(of_many)
