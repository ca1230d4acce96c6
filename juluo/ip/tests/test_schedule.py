"""Published at a moment: once, whoever looks, and by the clock of the space."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from juluo.core import clock
from juluo.core.models import FactRow, Space
from juluo.core.refusals import Refused
from juluo.core.tasks import run_routines
from juluo.ip.models import Post
from juluo.ip.operations.posts import publish_post, unpublish_post
from juluo.ip.operations.schedule import publish_when_due, schedule_post, unschedule_post
from juluo.ip.tasks import publish_what_is_due
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

ROOT = "/api/v1"
HOUR = timedelta(hours=1)


@pytest.fixture
def movable_clock(space, settings):
    settings.JULUO_TEST_CLOCK = True
    yield
    clock.reset()


def recorded(post):
    return list(FactRow.objects.filter(subject_id=post.pk).order_by("id").values_list("name", flat=True))


def due_in(post, **ahead):
    return schedule_post(post, clock.now() + timedelta(**ahead))


def test_a_scheduled_post_is_read_by_nobody_until_its_moment_and_then_by_guests(client_of, mei, movable_clock):
    post, guest = due_in(make_draft(mei), hours=1), client_of()
    assert post.title not in guest.get("/").text
    publish_what_is_due.run()
    assert guest.get(f"/posts/{post.pk}/").status_code == 404

    clock.advance(HOUR)
    run_routines([publish_what_is_due])
    publish_what_is_due.run()

    assert post.title in guest.get("/").text
    assert guest.get(f"/posts/{post.pk}/").status_code == 200
    assert recorded(post) == ["PostWritten", "PostScheduled", "PostPublished"]
    assert Post.objects.get(pk=post.pk).due_at is None


def test_a_worker_that_slept_publishes_later_and_says_when_it_did(mei, movable_clock):
    post = due_in(make_draft(mei), hours=1)
    clock.advance(9 * HOUR)
    publish_what_is_due.run()
    assert Post.objects.get(pk=post.pk).published_at - post.due_at > 7 * HOUR


def test_two_workers_publish_once(mei, movable_clock):
    post = due_in(make_draft(mei), hours=1)
    clock.advance(2 * HOUR)
    at_once(lambda: publish_when_due(post), times=3)
    assert recorded(post).count("PostPublished") == 1


def test_a_cancelled_or_moved_moment_publishes_nothing(mei, movable_clock):
    gone, moved = due_in(make_draft(mei), hours=1), due_in(make_draft(mei), hours=1)
    unschedule_post(gone)
    due_in(moved, hours=5)
    clock.advance(2 * HOUR)

    publish_when_due(gone)
    publish_when_due(moved)
    publish_what_is_due.run()

    assert not Post.objects.published().exists()
    assert recorded(gone) == ["PostWritten", "PostScheduled", "PostUnscheduled"]


def test_the_same_moment_twice_and_no_moment_twice_change_nothing(mei):
    post = due_in(make_draft(mei), hours=1)
    before = digest()
    schedule_post(post, post.due_at)
    assert changes(before, digest()) == []
    unschedule_post(post)
    before = digest()
    unschedule_post(post)
    assert changes(before, digest()) == []


def test_the_same_moment_twice_at_once_is_chosen_once(mei):
    post, at = make_draft(mei), clock.now() + HOUR
    at_once(lambda: schedule_post(post, at), times=3)
    assert recorded(post) == ["PostWritten", "PostScheduled"]


def test_a_moment_rolled_back_is_none(mei):
    post = make_draft(mei)
    with transaction.atomic():
        due_in(post, hours=1)
        transaction.set_rollback(True)
    assert Post.objects.get().due_at is None


@pytest.mark.parametrize(
    ("ahead", "code"), [(timedelta(0), "past"), (timedelta(days=-1), "past"), (timedelta(days=800), "too_far")]
)
def test_only_a_moment_within_two_years_can_be_chosen(mei, ahead, code):
    with pytest.raises(Refused) as refusal:
        schedule_post(make_draft(mei), clock.now() + ahead)
    assert (refusal.value.code, refusal.value.field) == (code, "due_at")


def test_what_is_published_has_no_moment_and_publishing_by_hand_ends_it(mei):
    post = due_in(make_draft(mei), hours=1)
    publish_post(post)
    assert Post.objects.get(pk=post.pk).due_at is None
    with pytest.raises(Refused) as refusal:
        due_in(post, hours=1)
    assert refusal.value.code == "published"
    assert due_in(unpublish_post(post), hours=1).due_at
    with pytest.raises(IntegrityError):
        Post.objects.filter(pk=post.pk).update(published_at=clock.now())


def test_the_page_reads_the_moment_by_the_clock_of_the_space(client_of, mei):
    Space.objects.update(time_zone="Asia/Tokyo")
    post, browser = make_draft(mei), client_of(mei)
    wanted = (clock.now() + timedelta(days=2)).astimezone(ZoneInfo("Asia/Tokyo")).replace(second=0, microsecond=0)
    path = f"/studio/posts/{post.pk}/schedule/"

    assert browser.post(path, {"due_at": wanted.strftime("%Y-%m-%dT%H:%M")}).status_code == 302

    assert Post.objects.get().due_at == wanted
    assert f'value="{wanted:%Y-%m-%dT%H:%M}"' in browser.get(path).text
    assert post.title in browser.get("/studio/posts/?state=due").text
    assert post.title not in browser.get("/studio/posts/?state=draft").text
    for wrong in ("", "x", "2020-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00"):
        assert browser.post(path, {"due_at": wrong}).status_code == 422
    assert browser.post(f"{path}removal/").status_code == 302
    assert Post.objects.get().due_at is None


def test_the_api_chooses_and_takes_back_the_moment(client_of, mei, lin):
    post, staff = make_draft(mei), client_of(mei)
    path = f"{ROOT}/studio/posts/{post.pk}/schedule"
    at = (clock.now() + HOUR).replace(microsecond=0).isoformat()

    told = staff.put(path, {"due_at": at}, content_type="application/json").json()
    assert datetime.fromisoformat(told["due_at"]) == datetime.fromisoformat(at)
    for wrong in ("", "x", "2026-13-01T00:00:00Z", "2020-01-01T10:00:00Z", "2027-01-01T10:00:00", None):
        answer = staff.put(path, {"due_at": wrong}, content_type="application/json")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/due_at"), wrong
    assert staff.delete(path).json()["due_at"] is None
    assert client_of(lin).put(path, {"due_at": at}, content_type="application/json").status_code == 403
    published = make_post(mei, "已发布")
    answer = staff.put(f"{ROOT}/studio/posts/{published.pk}/schedule", {"due_at": at}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "published")
