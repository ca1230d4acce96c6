"""Where a member first arrived is kept for life: the content, its author, the share link, the entrance."""

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from juluo.community.models import Admission, Entrance
from juluo.community.operations.entrances import make_entrance
from juluo.community.operations.members import leave_space
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.core import footprints
from juluo.core.models import Member
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.sharing.models import ShareLink, Source, Touch
from juluo.sharing.operations.links import make_link
from juluo.sharing.operations.sources import keep_source
from juluo.sharing.tests.shop import join
from juluo.testing.jobs import run_tasks


@pytest.fixture
def story(mei):
    return publish_post(write_post(mei, PostWords(title="A story", text="Once there was a tea.")))


def joins_by(browser, user):
    """The visitor of this browser signs in and joins through the door."""
    browser.force_login(user)
    browser.post("/join/", {"name": user.name, "accept": "on", "covenant": current_covenant().pk})
    run_tasks()
    return Source.objects.get(member__user=user)


def test_a_guest_who_first_read_a_post_and_joins_later_keeps_the_post_and_its_author(story, mei, hao, client_of):
    browser = client_of()
    browser.get(f"/posts/{story.pk}/")
    browser.get("/")
    footprints.flush()

    source = joins_by(browser, hao)

    assert (source.content, source.author_id, source.link_id) == (f"post:{story.pk}", mei.pk, None)


def test_a_guest_who_came_by_a_share_link_keeps_the_link_the_post_and_the_entrance(story, mei, lin, hao, client_of):
    link = make_link(lin, f"/posts/{story.pk}/")
    browser = client_of()
    browser.get(f"/s/{link.code}/", follow=True)
    footprints.flush()

    source = joins_by(browser, hao)

    assert (source.content, source.author_id, source.link_id) == (f"post:{story.pk}", mei.pk, link.pk)
    assert Admission.objects.get(member=source.member).entrance.kind == Entrance.Kind.SHARE
    assert Touch.objects.get().entrance_id == standing_entrance(Entrance.Kind.SHARE).id


def test_a_link_opened_after_another_page_was_seen_is_not_the_first_source(story, lin, hao, client_of):
    browser = client_of()
    browser.get("/mall/")
    footprints.flush()
    browser.get(f"/s/{make_link(lin, f'/posts/{story.pk}/').code}/", follow=True)
    footprints.flush()

    source = joins_by(browser, hao)

    assert (source.content, source.link_id) == ("mall", None)


def test_a_touch_keeps_the_entrance_its_visitor_first_came_by(lin, client_of):
    poster = make_entrance("Tea fair", kind=Entrance.Kind.QR)
    browser = client_of()
    browser.get(f"/e/{poster.code}/")
    browser.get(f"/s/{make_link(lin, '/').code}/")
    assert Touch.objects.get().entrance_id == poster.id


def test_a_source_is_kept_once_and_the_database_refuses_to_change_it(space):
    fan = join("Fan")
    run_tasks(times=2)
    kept = Source.objects.get(member=fan)
    assert keep_source(fan) == kept
    assert (kept.content, kept.link_id) == ("", None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Source.objects.filter(pk=kept.pk).update(content="home")


def test_who_leaves_and_comes_back_keeps_their_source(story, lin, hao, client_of):
    browser = client_of()
    browser.get(f"/posts/{story.pk}/")
    footprints.flush()
    before = joins_by(browser, hao)
    leave_space(before.member)
    assert joins_by(browser, hao) == before


def test_an_imported_member_has_no_source(space):
    imported = Member.objects.create(name="Old", joined_at=space.made_at, import_key="1")
    assert keep_source(imported) is None


def test_a_link_names_its_content_and_who_wrote_it(story, lin, mei, tea):
    post, product, home = (make_link(lin, each) for each in (f"/posts/{story.pk}/", "/mall/rougui/", "/"))
    assert (post.content, post.author_id) == (f"post:{story.pk}", mei.pk)
    assert (product.content, product.author_id) == (f"product:{tea.product_id}", None)
    assert (home.content, home.author_id) == ("home", None)


def test_sharing_on_what_one_came_by_makes_a_link_below_it(story, lin, mei, client_of):
    friend = join("Friend")
    first = make_link(lin, f"/posts/{story.pk}/")
    browser = client_of(friend)
    browser.get(f"/s/{first.code}/")

    browser.post("/share/", {"to": f"/posts/{story.pk}/"})

    assert ShareLink.objects.get(sharer=friend).parent_id == first.pk
