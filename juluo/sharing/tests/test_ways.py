"""Content pages bring people in through an entrance that is chosen for them, and what led a newcomer is kept."""

import threading

import pytest
from django.db import connection, transaction

from juluo.community.models import Admission, Entrance, Way
from juluo.community.operations.entrances import close_entrance, make_entrance
from juluo.community.operations.ways import choose_way
from juluo.community.queries.doors import standing_entrance
from juluo.core import footprints
from juluo.core.models import FactRow, Footprint
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.operations.series import make_series, order_parts
from juluo.ip.tests.factories import make_post
from juluo.sharing.models import Source
from juluo.sharing.operations.links import make_link
from juluo.sharing.queries.sources import brought_by
from juluo.sharing.tests.test_sources import joins_by

ROOT = "/api/v1"


@pytest.fixture
def fair(space):
    return make_entrance("读书会", kind=Entrance.Kind.EVENT)


@pytest.fixture
def letter(mei):
    return make_post(mei, "冬天的信")


def name_of(post):
    return f"post:{post.pk}"


def chosen():
    return FactRow.objects.filter(name="WayChosen").count()


def test_a_guest_comes_in_through_the_entrance_of_what_they_read(client_of, letter, fair, mei, hao):
    choose_way(name_of(letter), fair)
    browser = client_of()
    browser.get(f"/posts/{letter.pk}/")
    footprints.flush()
    browser.get("/")

    source = joins_by(browser, hao)

    assert Admission.objects.get(member=source.member).entrance == fair
    assert (source.last_content, source.last_author) == (name_of(letter), mei)
    assert Footprint.objects.order_by("at").first().entrance_id == fair.pk, "the funnel counts them there, too"
    assert (brought_by(name_of(letter)).last, brought_by(name_of(letter)).first) == (1, 1)


def test_a_kept_page_brings_in_each_of_its_guests(client_of, letter, fair):
    choose_way(name_of(letter), fair)
    for browser in (client_of(), client_of()):
        browser.get(f"/posts/{letter.pk}/")
        assert browser.cookies["entrance"].value == str(fair.pk)


def test_other_pages_and_members_come_in_as_before(client_of, letter, fair, lin, mei):
    choose_way(name_of(letter), fair)
    other, guest = make_post(mei, "别的"), client_of()
    guest.get(f"/posts/{other.pk}/")
    assert "entrance" not in guest.cookies
    browser = client_of(lin)
    browser.get(f"/posts/{letter.pk}/")
    assert "entrance" not in browser.cookies


def test_who_came_through_another_entrance_keeps_that_one(client_of, letter, fair, hao):
    poster = make_entrance("Tea fair", kind=Entrance.Kind.QR)
    choose_way(name_of(letter), fair)
    browser = client_of()
    browser.get(f"/e/{poster.code}/")
    browser.get(f"/posts/{letter.pk}/")
    footprints.flush()
    assert Admission.objects.get(member=joins_by(browser, hao).member).entrance == poster


def test_what_led_to_joining_is_kept_beside_where_one_arrived(client_of, letter, mei, lin, hao):
    series = order_parts(make_series("四季"), [letter.pk])
    link = make_link(lin, f"/series/{series.pk}/")
    browser = client_of()
    browser.get("/about/")
    footprints.flush()
    browser.get(f"/s/{link.code}/", follow=True)
    browser.get("/")
    footprints.flush()

    source = joins_by(browser, hao)

    assert (source.content, source.link) == ("about", None)
    assert (source.last_content, source.last_author, source.last_link) == (f"series:{series.pk}", None, link)


def test_a_closed_entrance_brings_nobody_in(client_of, letter, fair):
    choose_way(name_of(letter), fair)
    client_of().get(f"/posts/{letter.pk}/")
    close_entrance(fair)
    guest = client_of()
    guest.get(f"/posts/{letter.pk}/")
    assert "entrance" not in guest.cookies
    with pytest.raises(Refused) as refused:
        choose_way(name_of(letter), fair)
    assert refused.value.code == "entrance_closed"


def test_choosing_twice_is_once_and_the_direct_one_leaves_nothing(letter, fair):
    choose_way(name_of(letter), fair)
    choose_way(name_of(letter), fair)
    assert (Way.objects.get().entrance, chosen()) == (fair, 1)
    choose_way(name_of(letter), standing_entrance(Entrance.Kind.DIRECT))
    assert (Way.objects.count(), chosen()) == (0, 2)


def test_what_is_no_content_of_this_space_and_no_way_is_refused(letter, fair, wu, other_space):
    with acting_in(other_space):
        foreign = name_of(make_post(wu))
    for content in (foreign, "post:1", "home", "product:x"):
        with pytest.raises(Refused) as refused:
            choose_way(content, fair)
        assert refused.value.code == "no_content"
    with pytest.raises(Refused) as refused:
        choose_way(name_of(letter), standing_entrance(Entrance.Kind.SHARE))
    assert refused.value.code == "no_way"
    assert (Way.objects.count(), chosen()) == (0, 0)


def test_two_at_once_choose_one(space, letter, fair):
    def run():
        with acting_in(space):
            choose_way(name_of(letter), fair)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Way.objects.count(), chosen()) == (1, 1)


def test_a_choice_rolled_back_leaves_nothing(letter, fair):
    with pytest.raises(RuntimeError), transaction.atomic():
        choose_way(name_of(letter), fair)
        raise RuntimeError
    assert (Way.objects.count(), chosen()) == (0, 0)


def test_the_studio_shows_what_a_content_brought_and_where_a_member_came_from(client_of, letter, fair, lin, mei, hao):
    staff, page = client_of(mei), f"/studio/ways/{name_of(letter)}/"
    assert staff.post(page, {"entrance": fair.code}).status_code == 302
    assert staff.post(page, {"entrance": "share"}).status_code == 422
    browser = client_of()
    browser.get(f"/s/{make_link(lin, f'/posts/{letter.pk}/').code}/", follow=True)
    footprints.flush()
    source = joins_by(browser, hao)

    desk = staff.get(f"/studio/posts/{letter.pk}/").text
    assert (fair.name in desk, page in desk) == (True, True)
    person = staff.get(f"/studio/members/{source.member_id}/").text
    assert (letter.title in person, f"Lin · {source.link.code}" in person) == (True, True)
    assert staff.get(f"{ROOT}/members/{source.member_id}/source").json()["last_content"] == name_of(letter)
    assert client_of(lin).get(page).status_code == 404
    assert client_of(lin).get(f"{ROOT}/members/{source.member_id}/source").status_code == 403


def test_a_way_is_chosen_over_the_api_too(client_of, letter, fair, mei):
    path, browser = f"{ROOT}/studio/ways/{name_of(letter)}", client_of(mei)
    assert browser.get(path).json() == {"content": name_of(letter), "entrance": "direct", "last": 0, "first": 0}
    said = browser.put(path, {"entrance": fair.code}, content_type="application/json")
    assert (said.status_code, said.json()["entrance"]) == (200, fair.code)
    assert browser.put(path, {"entrance": "nowhere"}, content_type="application/json").status_code == 404
    assert browser.get(f"{ROOT}/studio/ways/post:1").status_code == 404
    assert not Source.objects.exists()
