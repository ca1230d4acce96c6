"""The index on pages and over the API: verdicts, evidence, cards, the public formula, honest empty states."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from juluo.core import clock, days, footprints
from juluo.core.ids import uuid7
from juluo.core.models import Footprint, Measure
from juluo.insight.operations.spread import measure_spread
from juluo.insight.rules.charts import line_of
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.sharing.tests.shop import join, make_tea, opens, share

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


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


def readers(subject, number):
    for _each in range(number):
        Footprint.objects.create(name="view", visitor=uuid7(), subject=subject, at=clock.now())


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def read(browser, address):
    return text_of(browser.get(address, **ENGLISH))


def test_before_the_first_night_the_page_says_when_to_look_again(mei, client_of):
    assert "Nothing is measured yet" in read(client_of(mei), "/studio/spread/")


def test_of_few_people_nothing_is_said(mei, lin, story, client_of):
    share(lin, f"/posts/{story.pk}/")
    measure_spread(days.today())
    assert "Too few people to say" in read(client_of(mei), "/studio/spread/")


def test_the_page_shows_components_what_is_missing_and_who_was_left_out(mei, lin, story, client_of):
    subject = f"post:{story.pk}"
    readers(subject, 40)
    link = share(lin, f"/posts/{story.pk}/")
    for _each in range(10):
        opens(uuid7(), link)
    measure_spread(days.today())

    page = read(client_of(mei), f"/studio/spread/?of={subject}")

    # 51 people: 1 link, so x = 100/51 and the score 28.2; 10 of 51 came by it (19.6); unpaid 100.
    assert all(each in page for each in ("28.2", "19.6", "What is missing most", "1 person on the staff or banned"))
    index = 0.2 * 100 * (100 / 51) / (100 / 51 + 5) + 0.15 * 100 * 10 / 51 + 10
    assert Measure.objects.get(subject=subject, name="spread.index").value == pytest.approx(index)
    assert "Not yet" in page


def test_the_page_compares_with_the_28_days_before_and_draws_the_days(mei, lin, story, client_of):
    readers("home", 40)
    measure_spread(days.today())
    clock.advance(timedelta(days=28))
    readers("home", 40)
    share(lin, "/")
    footprints.flush()
    measure_spread(days.today())
    page = client_of(mei).get("/studio/spread/", **ENGLISH)
    assert "<polyline" in page.content.decode()
    before, now = Measure.objects.filter(subject="space", name="spread.index").order_by("day")
    assert f"+{round(now.value - before.value, 1)}" in text_of(page)


def test_evidence_names_people_to_staff_and_the_members_page_names_nobody(mei, lin, story, client_of):
    reader = join("Reader")
    opens(reader, share(lin, f"/posts/{story.pk}/"))
    measure_spread(days.today())

    shares = read(client_of(mei), f"/studio/spread/shares/?of=post:{story.pk}")
    visits = read(client_of(mei), "/studio/spread/visits/")
    joins = read(client_of(mei), "/studio/spread/joins/")
    own = read(client_of(lin), "/about/spread/")

    assert "Lin" in shares
    assert "Reader" in visits
    assert "Nothing in these 28 days" in joins
    assert "Organic shares" in own
    assert "Reader" not in own


def test_guests_read_the_formula_and_not_the_numbers(mei, lin, story, client_of):
    share(lin, f"/posts/{story.pk}/")
    measure_spread(days.today())
    guest, member = read(client_of(), "/about/spread/"), read(client_of(lin), "/about/spread/")
    assert "100 · x ÷ (x + 5)" in guest
    assert "of 100 in the 28 days" not in guest
    assert "of 100 in the 28 days" in member


def test_what_is_not_here_is_not_found(mei, lin, client_of, other_space):
    browser = client_of(mei)
    measure_spread(days.today())
    for address in (f"/studio/spread/?of=post:{uuid7()}", "/studio/spread/?of=%00", "/studio/spread/nothing/"):
        assert browser.get(address).status_code == 404
    assert client_of(lin).get("/studio/spread/").status_code == 404
    assert browser.get("/studio/spread/shares/?after=x").status_code == 422


def test_a_post_and_a_product_show_their_index_in_the_studio(mei, lin, story, client_of):
    tea = make_tea("rougui")
    browser = client_of(mei)
    assert "Nobody has shared it" in read(browser, "/studio/products/rougui/")
    share(lin, "/mall/rougui/")
    share(lin, f"/posts/{story.pk}/")
    measure_spread(days.today())
    assert Measure.objects.filter(subject=f"product:{tea.product_id}", name="spread.index").exists()
    for address in (f"/studio/posts/{story.pk}/", "/studio/products/rougui/"):
        assert "of 100 on" in read(browser, address)


def test_entrances_behind_the_traffic_are_listed(mei, client_of):
    readers("home", 3)
    measure_spread(days.today())
    assert "No entrance: directly" in read(client_of(mei), "/studio/spread/entrances/")


def test_the_api_answers_index_series_and_evidence(mei, lin, story, client_of):
    share(lin, f"/posts/{story.pk}/")
    browser, api = client_of(mei), "/api/v1/insight/spread"
    assert browser.get(api).json()["verdict"] == "unknown"
    measure_spread(days.today())
    subject = f"post:{story.pk}"

    told = browser.get(f"{api}?subject={subject}").json()
    listed = browser.get(f"{api}/series?subject={subject}&days=7").json()["days"]

    assert told["index"] == pytest.approx(20 * 100 / 105 + 10)
    assert [each["component"] for each in told["parts"]][:2] == ["shares", "reshares"]
    assert listed == [{"day": days.today().isoformat(), "index": told["index"]}]
    assert client_of(lin).get("/api/v1/spread").json()["subject"] == "space"
    assert client_of(lin).get(api).status_code == 403
    assert browser.get(f"{api}/evidence/nothing").status_code == 422
    assert browser.get(f"{api}?subject=post:{uuid7()}").status_code == 404


def test_a_line_needs_two_days():
    assert line_of([(date(2026, 1, 1), 50.0)]) == ""
    assert line_of([(date(2026, 1, 1), 0.0), (date(2026, 1, 3), 100.0)]) == "0,120 500,0"


def test_the_page_asks_as_little_for_three_subjects_as_for_one(
    mei, lin, story, client_of, django_assert_max_num_queries
):
    share(lin, "/")
    share(lin, f"/posts/{story.pk}/")
    make_tea("rougui")
    share(lin, "/mall/rougui/")
    measure_spread(days.today())
    browser = client_of(mei)
    browser.get("/studio/spread/")
    with django_assert_max_num_queries(14):
        browser.get("/studio/spread/")
