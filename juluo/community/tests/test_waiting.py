"""The waiting list: freed places go in order, for a while; regions have quotas of their own."""

from datetime import timedelta

import pytest

from juluo.community.models import Application, Entrance
from juluo.community.operations.admitting import admit_applicant, end_lapsed_offers, offer_places
from juluo.community.operations.applications import accept_place, withdraw_application
from juluo.community.operations.entrances import close_entrance
from juluo.community.operations.members import leave_space
from juluo.community.queries.applications import before_in_line
from juluo.community.queries.doors import current_covenant
from juluo.community.tasks import look_after_places
from juluo.community.tests.doors import TOWN, YEARS, applies, asking, door_of, somebody
from juluo.core import clock
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.testing.together import at_once


def refused(code):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def states(*applications):
    found = dict(Application.objects.values_list("id", "state"))
    return [found[each.pk] for each in applications]


@pytest.fixture
def full(space):
    """One place, taken by Ada; Bo (2 points), Cai (5) and Dan (5) wait."""
    door = asking(YEARS, capacity=1)
    ada, *waiting = (
        admit_applicant(applies(somebody(name), door, {"years": years}))
        for name, years in (("Ada", 1), ("Bo", 1), ("Cai", 6), ("Dan", 6))
    )
    return door, ada, waiting


def frees(application):
    leave_space(Member.objects.get(user=application.user))


def test_the_higher_score_waits_before_and_of_equal_ones_the_earlier(full):
    _door, ada, (bo, cai, dan) = full
    assert states(ada, bo, cai, dan) == ["admitted", "waiting", "waiting", "waiting"]
    assert [before_in_line(each) for each in (bo, cai, dan)] == [2, 0, 1]


def test_a_freed_place_is_offered_in_order_and_accepted_in_time(full):
    door, ada, (bo, cai, dan) = full
    frees(ada)

    look_after_places.function()
    assert (states(bo, cai, dan), offer_places(door)) == (["waiting", "offered", "waiting"], 0)
    offered = Application.objects.get(pk=cai.pk)
    assert offered.offered_until - clock.now() > timedelta(days=6)
    accept_place(offered, current_covenant())

    assert states(bo, cai, dan) == ["waiting", "admitted", "waiting"]


def test_a_place_nobody_accepts_goes_to_the_next(full):
    door, ada, (bo, cai, dan) = full
    frees(ada)
    offer_places(door)
    Application.objects.filter(state="offered").update(offered_until=clock.now() - timedelta(seconds=1))

    with refused("place_lapsed"):
        accept_place(cai, current_covenant())
    look_after_places.function()

    assert states(bo, cai, dan) == ["waiting", "lapsed", "offered"]
    with refused("place_lapsed"):
        accept_place(cai, current_covenant())
    assert end_lapsed_offers() == 0


def test_nobody_accepts_what_is_not_offered(full):
    _door, _ada, (bo, _cai, _dan) = full
    with refused("no_place"):
        accept_place(bo, current_covenant())


def test_a_place_offered_is_taken(full):
    door, ada, (_bo, cai, _dan) = full
    frees(ada)
    at_once(lambda: offer_places(door), times=3)
    assert Application.objects.filter(state="offered").count() == 1
    withdraw_application(cai)
    assert offer_places(door) == 1


def test_more_places_let_more_in_and_a_closed_entrance_nobody(full):
    door, _ada, (bo, cai, dan) = full
    Entrance.objects.filter(pk=door.pk).update(capacity=3)
    close_entrance(door)
    assert offer_places(door) == 0
    Entrance.objects.filter(pk=door.pk).update(closed_at=None)
    assert offer_places(door) == 2
    assert states(bo, cai, dan) == ["waiting", "offered", "offered"]


def test_an_open_entrance_that_is_full_has_a_waiting_list_without_questions(space):
    door = door_of("open", capacity=1)
    Entrance.objects.filter(pk=door.pk).update(policy="application")
    first = admit_applicant(applies(somebody("Ada"), door))
    Entrance.objects.filter(pk=door.pk).update(policy="open")

    waits = applies(somebody("Bo"), door)
    assert (waits.state, waits.by_score) == ("waiting", True)
    frees(first)
    look_after_places.function()
    assert states(waits) == ["offered"]


def test_each_region_has_its_places(space):
    door = asking(TOWN)
    towns = ("Hangzhou", "Hangzhou", "Suzhou", "Suzhou")
    sent = [applies(somebody(f"P{number}"), door, {"town": town}) for number, town in enumerate(towns)]
    admitted = [admit_applicant(each) for each in sent]

    assert [each.state for each in admitted] == ["admitted", "waiting", "admitted", "admitted"]
    assert offer_places(door) == 0
    frees(admitted[0])
    assert offer_places(door) == 1


def test_a_regions_place_is_first_for_whoever_waits_for_it(space):
    door = asking(TOWN)
    first, waits, late = (applies(somebody(name), door, {"town": "Hangzhou"}) for name in ("Ada", "Bo", "Cai"))
    admitted = [admit_applicant(each) for each in (first, waits)]
    frees(admitted[0])

    assert admit_applicant(late).state == "waiting"
    assert states(waits, late) == ["offered", "waiting"]


def test_two_admitted_at_once_share_no_last_place(space):
    door = asking(TOWN)
    sent = [applies(somebody(name), door, {"town": "Hangzhou"}) for name in ("Ada", "Bo", "Cai")]

    at_once(*[lambda each=each: admit_applicant(each) for each in sent])

    assert sorted(states(*sent)) == ["admitted", "waiting", "waiting"]
