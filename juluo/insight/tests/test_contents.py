"""The funnel by what people saw first, for all and for one entrance."""

import pytest
from django.utils.translation import override

from juluo.community.models import Entrance
from juluo.community.operations.entrances import make_entrance
from juluo.community.queries.doors import standing_entrance
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.models import Footprint, Member
from juluo.core.spaces import acting_in
from juluo.insight.queries.funnel import funnels_by_content
from juluo.insight.tests.test_funnel import counts, sees, stages
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.sharing.tests.shop import join, share
from juluo.testing.jobs import run_tasks


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def story(mei):
    return publish_post(write_post(mei, PostWords(title="A story", text="Once there was a tea.")))


def reads(visitor, post, entrance=None):
    door = entrance.id if entrance else None
    Footprint.objects.create(name="view", visitor=visitor, subject=f"post:{post.pk}", entrance_id=door, at=clock.now())


def by_name(**asked):
    return {each.name: counts(each) for each in funnels_by_content(**asked)}


def test_people_count_by_what_they_saw_first(story, mei):
    reader, looker = uuid7(), uuid7()
    reads(reader, story)
    sees(reader)
    sees(looker)
    join("Reader", reader)
    join("Unseen")
    run_tasks()
    assert by_name() == {"A story": stages(1, 1), "The mall": stages(1), "Not seen arriving": stages(1, 1)}


def test_who_opened_a_share_link_first_saw_what_it_leads_to(story, lin):
    link = share(lin, f"/posts/{story.pk}/")
    Footprint.objects.create(name="share", visitor=uuid7(), subject=f"sharelink:{link.pk}", at=clock.now())
    assert by_name()["A story"] == stages(1)


def test_one_entrance_shows_its_own_people_and_the_direct_one_those_of_none(story):
    poster = make_entrance("Tea fair", kind=Entrance.Kind.QR)
    reads(uuid7(), story, poster)
    sees(uuid7())
    assert by_name(entrance=poster.code) == {"A story": stages(1)}
    assert by_name(entrance="direct") == {"The mall": stages(1)}


def test_staff_imported_people_and_other_spaces_are_no_part_of_it(space, mei, other_space, story):
    reads(uuid7(), story, standing_entrance(Entrance.Kind.IMPORT))
    sees(uuid7(), member=mei)
    with acting_in(other_space):
        sees(uuid7())
    assert Member.objects.count() == 1
    assert by_name() == {}


def test_the_entrance_page_leads_to_what_its_people_saw_first(story, mei, client_of):
    poster = make_entrance("Tea fair", kind=Entrance.Kind.QR)
    reads(uuid7(), story, poster)
    browser = client_of(mei)

    door = browser.get(f"/studio/entrances/{poster.code}/").content.decode()
    page = browser.get(f"/studio/funnel/entrances/{poster.code}/").content.decode()

    assert f"/studio/funnel/entrances/{poster.code}/" in door
    assert "A story" in page


def test_an_entrance_nobody_came_by_says_so(mei, client_of):
    poster = make_entrance("Tea fair", kind=Entrance.Kind.QR)
    address = f"/studio/funnel/entrances/{poster.code}/"
    page = client_of(mei).get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Nobody has come by this entrance yet" in page


def test_the_api_reads_the_funnel_by_first_content(story, mei, client_of):
    reads(uuid7(), story)
    browser = client_of(mei)
    answer = browser.get("/api/v1/insight/funnel/contents").json()
    assert [(each["name"], each["figures"][0]["people"]) for each in answer["contents"]] == [("A story", 1)]
    assert browser.get("/api/v1/insight/funnel/contents?entrance=missing").status_code == 404
    assert browser.get("/api/v1/insight/funnel/contents?entrance=%00").status_code == 422
