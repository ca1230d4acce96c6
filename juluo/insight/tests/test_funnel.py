from datetime import timedelta

import pytest

from juluo.community.models import Entrance
from juluo.community.operations.entrances import make_entrance
from juluo.community.queries.doors import standing_entrance
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.models import Footprint, Member
from juluo.core.spaces import acting_in
from juluo.insight.queries.funnel import funnel_report
from juluo.insight.rules.funnel import Stage
from juluo.ip.operations.following import follow, unfollow
from juluo.ip.rules.following import Subject
from juluo.ip.tests.giving import given, take_support
from juluo.sharing.tests.shop import join, make_tea, opens, order, pay, refund, share
from juluo.testing.jobs import run_tasks


@pytest.fixture
def poster(space):
    return make_entrance("Tea fair", kind=Entrance.Kind.QR)


@pytest.fixture(autouse=True)
def no_provider(monkeypatch):
    monkeypatch.setattr("juluo.mall.tasks.send_refund", lambda refund: None)


def sees(visitor, entrance=None, member=None, ago=0):
    """A visitor looks at a page, `ago` days ago."""
    at = clock.now() - timedelta(days=ago)
    Footprint.objects.create(
        name="view", visitor=visitor, subject="mall", at=at,
        entrance_id=entrance.id if entrance else None, member_id=member.id if member else None,
    )  # fmt: skip


def counts(funnel):
    return {figure.stage: figure.people for figure in funnel.figures}


def stages(reached=0, joined=0, bought=0, brought=0, followed=0):
    return dict(zip(Stage, (reached, joined, followed, bought, brought), strict=True))


def test_an_empty_space_counts_nobody_but_its_staff(space):
    report = funnel_report()
    assert (counts(report.total), report.entrances, report.staff_left_out) == (stages(), [], 1)


def test_each_person_counts_once_by_their_first_entrance(poster):
    visitor = uuid7()
    sees(visitor, poster, ago=3)
    sees(visitor, standing_entrance(Entrance.Kind.SHARE), ago=2)
    sees(uuid7())
    join("Fan", visitor)

    report = funnel_report()

    assert {each.name: counts(each) for each in report.entrances} == {
        "Tea fair": stages(1, 1),
        standing_entrance(Entrance.Kind.DIRECT).name: stages(1),
    }
    assert counts(report.total) == stages(2, 1)


def test_two_visitors_found_to_be_one_member_are_one_person(poster):
    phone, laptop = uuid7(), uuid7()
    sees(phone, poster, ago=9)
    fan = join("Fan", laptop)
    sees(laptop, member=fan, ago=8)
    sees(phone, member=fan)

    report = funnel_report()

    assert [(each.name, counts(each)) for each in report.entrances] == [("Tea fair", stages(1, 1))]


def test_buyers_are_known_by_their_order_and_a_whole_refund_is_no_purchase(space):
    tea, phone = make_tea("tea"), uuid7()
    sees(phone, ago=1)
    buyer, returner = join("Buyer"), join("Returner")
    pay(order(buyer, tea, visitor=phone))
    refund(pay(order(returner, tea)))
    order(join("Looker"), tea)
    run_tasks()
    assert counts(funnel_report().total) == stages(3, 3, 1)


def test_who_ever_followed_counts_once_and_also_after_ending_it(lin):
    for subject in (Subject(), Subject(author=lin)):
        follow(fan := join("Fan " + subject.key[:2], uuid7()), subject)
        follow(fan, Subject())
    unfollow(fan, Subject())
    assert counts(funnel_report().total)[Stage.FOLLOWED] == 2


def test_who_brought_somebody_counts_and_who_was_opened_by_a_member_does_not(lin):
    guest, member = uuid7(), join("Member")
    opens(guest, share(lin))
    opens(member, share(join("Unlucky")))
    join("Brought", guest)
    run_tasks()
    assert counts(funnel_report().total)[Stage.BROUGHT] == 1


def test_staff_and_imported_people_are_left_out_and_said(space, mei):
    sees(uuid7(), member=mei)
    imported = Member.objects.create(name="Old customer", joined_at=clock.now(), import_key="1")
    imported.admissions.create(entrance=standing_entrance(Entrance.Kind.IMPORT), at=imported.joined_at)

    report = funnel_report()

    assert counts(report.total) == stages()
    assert (report.staff_left_out, report.imported_left_out) == (1, 1)


def test_other_spaces_count_for_themselves(space, other_space):
    with acting_in(other_space):
        sees(uuid7())
        assert counts(funnel_report().total) == stages(1)
    assert counts(funnel_report().total) == stages()


def test_the_page_shows_chart_and_table_with_intervals(poster, mei, client_of, django_assert_max_num_queries):
    for number in range(20):
        visitor = uuid7()
        sees(visitor, poster)
        if number < 5:
            join(f"Fan{number}", visitor)
    browser = client_of(mei)
    browser.get("/studio/funnel/")

    with django_assert_max_num_queries(10):
        page = browser.get("/studio/funnel/", HTTP_ACCEPT_LANGUAGE="en").content.decode()

    assert page.count("<rect") == 10
    assert "Tea fair" in page
    assert "(111.9\N{EN DASH}468.7)" in page
    assert 'style="' not in page


def test_an_empty_funnel_says_how_it_begins(mei, client_of):
    page = client_of(mei).get("/studio/funnel/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Nobody has been here yet" in page
    assert "<rect" not in page


def test_the_funnel_is_for_staff_who_may_read_it(lin, client_of):
    assert client_of(lin).get("/studio/funnel/").status_code == 404
    assert client_of().get("/studio/funnel/").status_code == 302


def test_who_supported_without_buying_is_no_buyer(poster, space):
    take_support()
    visitor = uuid7()
    sees(visitor, poster)
    giver = join("Giver", visitor)
    given(giver)
    assert counts(funnel_report().total)[Stage.BOUGHT] == 0

    pay(order(giver, make_tea("tea")))

    assert counts(funnel_report().total)[Stage.BOUGHT] == 1
