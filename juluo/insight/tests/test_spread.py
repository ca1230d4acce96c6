"""The self-propagation index moves by exactly the stated formula: lived through on pages, counted by hand."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from juluo.community.models import Entrance
from juluo.community.operations.entrances import make_entrance
from juluo.community.operations.members import ban_member, lift_ban
from juluo.community.queries.doors import current_covenant
from juluo.core import clock, days, footprints
from juluo.core.models import Measure, User
from juluo.core.spaces import acting_in
from juluo.insight.operations.spread import measure_missing_days, measure_spread
from juluo.insight.queries.spread import counts_until
from juluo.insight.rules.spread import INDEX, Component
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.sharing.models import ShareLink
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms
from juluo.sharing.tests.shop import join, make_tea, order, pay, share
from juluo.testing.jobs import run_tasks


@pytest.fixture(autouse=True)
def test_clock(db, settings, monkeypatch):
    settings.JULUO_TEST_CLOCK = True
    monkeypatch.setattr("juluo.mall.tasks.send_refund", lambda refund: None)


@pytest.fixture(autouse=True)
def days_of_the_space(space):
    with timezone.override(space.time_zone):
        yield


@pytest.fixture
def story(mei):
    return publish_post(write_post(mei, PostWords(title="A story", text="Once there was a tea.")))


@pytest.fixture
def path(story):
    return f"/posts/{story.pk}/"


def by_page(browser, path):
    """The member of this browser asks for a link to what they read."""
    browser.get(path)
    browser.post("/share/", {"to": path})
    return ShareLink.objects.latest("made_at")


def comes(browser, link):
    assert browser.get(f"/s/{link.code}/", follow=True).status_code == 200


def joins(browser, name):
    browser.force_login(User.objects.create_user(f"{name.lower()}@example.com", name=name))
    browser.post("/join/", {"name": name, "accept": "on", "covenant": current_covenant().pk})
    run_tasks()


def measured(subject):
    footprints.flush()
    measure_spread(days.today())
    rows = Measure.objects.filter(subject=subject, day=days.today())
    return {row.name.removeprefix("spread."): row.value for row in rows}


def hours(number):
    clock.advance(timedelta(hours=number))


def test_the_index_moves_by_the_formula_when_three_members_share_a_post_in_a_chain(story, path, lin, client_of):
    post, second, third = f"post:{story.pk}", client_of(join("Second")), client_of(join("Third"))
    guest = client_of()
    assert measured(post) == {}

    first_link = by_page(client_of(lin), path)
    # One person saw it and made one link: x = 100 per 100 people, and nothing else but unpaid traffic.
    once = 20 * Fraction(100, 105) + 10
    assert measured(post)["index"] == pytest.approx(float(once))

    comes(second, first_link)
    hours(24)
    second_link = by_page(second, path)
    comes(third, second_link)
    hours(48)
    third_link = by_page(third, path)
    comes(guest, third_link)
    joins(guest, "Hao")

    # Four people; three links with 0 + 1 + 2 steps; three came by a link; one joined, by a link, of three sharers;
    # the second shared after 24 hours and the third after 48: the median is 36; nobody came by advertising.
    by_hand = {
        "shares": 100 * Fraction(75, 80),
        "reshares": 100 * Fraction(1, 2),
        "visits": 100 * Fraction(3, 4),
        "joins": Fraction(100),
        "k": 100 * Fraction(1, 3),
        "cycle": 100 * Fraction(72, 72 + 36),
        "unpaid": Fraction(100),
    }
    weights = {"shares": 20, "reshares": 20, "visits": 15, "joins": 15, "k": 15, "cycle": 5, "unpaid": 10}
    by_hand["index"] = sum(weights[name] * score for name, score in by_hand.items()) / 100
    assert measured(post) == pytest.approx({name: float(score) for name, score in by_hand.items()})
    assert by_hand["index"] == Fraction(220, 3)


def test_every_component_opens_to_as_many_rows_as_it_counts(story, path, lin, client_of, mei):
    second = client_of(join("Second"))
    comes(second, by_page(client_of(lin), path))
    hours(2)
    comes(client_of(), by_page(second, path))
    measured(f"post:{story.pk}")
    counts = counts_until(days.today())[f"post:{story.pk}"]
    staff = client_of(mei)

    rows = {
        kind: staff.get(f"/api/v1/insight/spread/evidence/{kind}?subject=post:{story.pk}").json()["items"]
        for kind in ("shares", "visits", "joins", "cycles")
    }

    assert {kind: len(found) for kind, found in rows.items()} == {
        "shares": counts.shares, "visits": counts.opened, "joins": counts.joins, "cycles": counts.cycles,
    }  # fmt: skip
    assert [(each["name"], each["number"]) for each in rows["shares"]] == [("Second", 2.0), ("Lin", 1.0)]
    assert [(each["name"], each["other"]) for each in rows["visits"]] == [("", "Second"), ("Second", "Lin")]


def test_a_person_who_stands_above_in_the_chain_is_no_further_step(story, path, lin, client_of):
    friend, back = join("Friend"), client_of(lin)
    first = share(lin, path)
    between = share(friend, path, parent=first)
    comes(back, between)
    by_page(back, path)
    counts = counts_until(days.today())[f"post:{story.pk}"]
    assert (counts.shares, counts.steps, counts.deepest) == (3, 2, 2)


def test_staff_and_banned_people_are_left_out_and_said(story, path, mei, lin, client_of):
    rogue = join("Rogue")
    share(lin, path, parent=share(mei, path))
    share(rogue, path)
    ban_member(rogue, reason="spam")
    counts = counts_until(days.today())[f"post:{story.pk}"]
    assert (counts.shares, counts.steps, counts.left_out) == (1, 0, 2)
    hours(24)
    lift_ban(rogue, reason="a mistake")
    assert counts_until(days.today())[f"post:{story.pk}"].shares == 2
    assert counts_until(days.today() - timedelta(days=1))[f"post:{story.pk}"].shares == 1


def test_a_link_that_earned_is_no_organic_share_and_one_that_could_is_counted_as_such(story, path, lin, client_of):
    publish_plan(Terms(rate_bp=1000))
    tea, buyer = make_tea("tea"), join("Buyer")
    earning, other = share(lin, path), share(join("Other"), path)
    comes(client_of(buyer), earning)
    run_tasks()
    pay(order(buyer, tea))
    run_tasks()
    counts = counts_until(days.today())[f"post:{story.pk}"]
    assert (counts.shares, counts.earned, counts.could_earn, counts.visitors) == (1, 1, 1, 0)
    assert other.sharer_id != lin.id


def test_people_of_an_advertising_entrance_are_bought_traffic(story, path, lin, client_of):
    poster = make_entrance("Bought views", kind=Entrance.Kind.AD)
    share(lin, path)
    bought = client_of()
    bought.get(f"/e/{poster.code}/")
    bought.get(path)
    client_of().get(path)
    assert measured(f"post:{story.pk}")[Component.UNPAID] == pytest.approx(100 * 2 / 3)


def test_measuring_a_past_day_again_leaves_the_same_numbers(story, path, lin, client_of):
    comes(client_of(join("Second")), by_page(client_of(lin), path))
    measured("space")
    day, kept = days.today(), list(Measure.objects.order_by("subject", "name").values_list("subject", "name", "value"))
    hours(72)
    comes(client_of(), by_page(client_of(join("Third")), path))
    footprints.flush()

    measure_spread(day)

    again = Measure.objects.filter(day=day).order_by("subject", "name")
    assert list(again.values_list("subject", "name", "value")) == kept
    assert Measure.objects.filter(day=day, subject="space", name=INDEX).count() == 1


def test_the_nightly_run_measures_what_is_missing_and_yesterday(space):
    hours(24 * 3)
    assert measure_missing_days() == 3
    assert measure_missing_days() == 1
    assert Measure.objects.filter(subject="space", name=INDEX).count() == 3


def test_another_space_counts_for_itself(story, path, lin, other_space):
    share(lin, path)
    with acting_in(other_space):
        assert set(counts_until(days.today())) == {"space"}
        assert counts_until(days.today())["space"].shares == 0


def test_counting_asks_as_many_questions_of_many_shares_as_of_one(story, path, lin):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            counts_until(days.today())
        return len(asked)

    share(lin, path)
    of_one = questions()
    for number in range(3):
        share(join(f"Fan{number}"), path if number % 2 else "/")
    assert questions() == of_one
