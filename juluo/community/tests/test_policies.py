"""Who comes in by an entrance: every way of joining keeps what it says."""

import threading
from datetime import timedelta

import pytest

from juluo.community.models import Admission, Application, Circle, Entrance
from juluo.community.operations import coming_in
from juluo.community.operations.circles import CircleWords, open_circle
from juluo.community.operations.entrances import close_entrance, make_entrance
from juluo.community.operations.members import join_space, leave_space
from juluo.community.operations.policies import Policy, set_policy, set_welcome
from juluo.community.queries.doors import current_covenant, is_open, standing_entrance
from juluo.community.queries.limits import limit_proposed
from juluo.community.queries.places import has_room
from juluo.community.tests.doors import applies, door_of, somebody
from juluo.community.tests.factories import make_qr
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once


def joins(user, door):
    return join_space(user, entrance=door, visitor=None, name=user.name, covenant=current_covenant())


def refused(code, field=""):
    return pytest.raises(Refused, check=lambda refusal: (refusal.code, refusal.field) == (code, field))


@pytest.mark.parametrize(
    ("policy", "code", "field"),
    [
        ("application", "needs_application", ""),
        ("invitation", "needs_invitation", "invitation"),
        ("purchase", "needs_code", "invitation"),
    ],
)
def test_nobody_simply_joins_where_more_is_asked(space, hao, policy, code, field):
    door = door_of(policy)
    with refused(code, field):
        joins(hao, door)
    assert not Member.objects.filter(user=hao).exists()


def test_who_left_comes_back_whatever_is_asked_now(lin):
    leave_space(lin)
    set_policy(standing_entrance(Entrance.Kind.DIRECT), Policy(policy="application"))
    assert joins(lin.user, door_of("invitation")) == lin


def test_who_left_comes_back_though_the_entrance_of_old_is_closed(space):
    door = door_of("open", capacity=5)
    first = joins(somebody("Ada"), door)
    leave_space(first)
    close_entrance(door)
    assert joins(first.user, standing_entrance(Entrance.Kind.DIRECT)) == first


def test_the_last_place_goes_to_exactly_one(space):
    door = door_of("open", capacity=1)
    people = [somebody(name) for name in ("Ada", "Bo", "Cai", "Dan")]

    answers = at_once(*[lambda user=user: joins(user, door) for user in people])

    assert sorted(getattr(each, "code", "in") for each in answers) == ["entrance_full"] * 3 + ["in"]
    assert Admission.objects.filter(entrance=door).count() == 1


def test_without_the_lock_the_last_place_goes_twice(space, monkeypatch):
    """The seeded defect that the test above finds: whoever counts does not wait for the other."""
    door, gate = door_of("open", capacity=1), threading.Barrier(2)

    def counted_by_both(*given, **named):
        free = has_room(*given, **named)
        gate.wait(timeout=30)
        return free

    monkeypatch.setattr(coming_in, "locked_entrance", lambda key: Entrance.objects.get(pk=key))
    monkeypatch.setattr(coming_in, "has_room", counted_by_both)
    people = [somebody(name) for name in ("Ada", "Bo")]
    at_once(*[lambda user=user: joins(user, door) for user in people])

    assert Admission.objects.filter(entrance=door).count() == 2


def test_a_place_is_free_again_when_somebody_leaves_and_taken_when_they_return(space):
    door = door_of("open", capacity=1)
    first = joins(somebody("Ada"), door)
    leave_space(first)
    joins(somebody("Bo"), door)

    with refused("entrance_full"):
        joins(first.user, door)
    with refused("entrance_full"):
        joins(first.user, standing_entrance(Entrance.Kind.DIRECT))


def test_whoever_waits_comes_before_whoever_passes_by(space):
    door = door_of("open", capacity=1)
    first = joins(somebody("Ada"), door)
    waits = applies(somebody("Bo"), door)
    leave_space(first)

    with refused("entrance_full"):
        joins(somebody("Cai"), door)
    assert Application.objects.get(pk=waits.pk).state == "waiting"


def test_an_entrance_ends_at_its_time(space, hao):
    door = door_of("open", expires_at=clock.now() + timedelta(hours=1))
    assert is_open(door.pk)
    Entrance.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with refused("entrance_expired"):
        joins(hao, door)
    assert not is_open(door.pk)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"policy": "secret"}, "unknown_policy"),
        ({"policy": "open", "capacity": 0}, "bad_capacity"),
        ({"policy": "open", "capacity": 1_000_001}, "bad_capacity"),
        ({"policy": "open", "inviting_rung": "king"}, "unknown_rung"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(space, wanted, code):
    door, before = make_qr(), digest()
    with pytest.raises(Refused, check=lambda refusal: refusal.code == code):
        set_policy(door, Policy(**wanted))
    assert changes(before, digest()) == []


def test_a_time_that_has_passed_is_refused_and_the_import_asks_nothing(space):
    with refused("past", "expires_at"):
        set_policy(make_qr(), Policy(policy="open", expires_at=clock.now() - timedelta(days=1)))
    with refused("standing", "policy"):
        set_policy(standing_entrance(Entrance.Kind.IMPORT), Policy(policy="invitation"))


def test_the_same_policy_again_changes_nothing(space):
    door = door_of("invitation", capacity=3)
    before = digest()
    set_policy(door, Policy(policy="invitation", capacity=3))
    assert changes(before, digest()) == []
    assert FactRow.objects.filter(name="PolicySet", subject_id=door.pk).count() == 1


def test_newcomers_are_welcomed_and_led_within_the_space(space):
    door = set_welcome(make_qr(), " Sit down. ", to="/rooms/")
    assert (door.welcome, door.welcome_to) == ("Sit down.", "/rooms/")
    set_welcome(door, "Sit down.", to="/rooms/")
    assert FactRow.objects.filter(name="WelcomeSet").count() == 1


@pytest.mark.parametrize(
    "path",
    ["rooms/", "//evil.example/", "https://evil.example/", "/@other/", "/%40other/", "/a/../../@other/", "/studio/",
     "/\\evil.example", "javascript:alert(1)"],
)  # fmt: skip
def test_nobody_is_led_out_of_the_space(space, path):
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "not_here"):
        set_welcome(make_qr(), "", to=path)


def test_leads_of_circles_meet_newcomers_too(space, lin, mei):
    assert limit_proposed().hosts == 1
    circle = open_circle(lin, CircleWords(name="Hangzhou"))
    assert (limit_proposed().hosts, limit_proposed().weekly) == (2, 10)
    Circle.objects.filter(pk=circle.pk).update(archived_at=clock.now())
    assert limit_proposed().hosts == 1


def test_slow_answers_lower_the_limit(space, hao):
    application = applies(hao, door_of("application"))
    Application.objects.filter(pk=application.pk).update(first_answer_at=application.at + timedelta(days=5))
    assert limit_proposed().weekly == 1


def test_a_partner_has_an_entrance_of_their_own(space):
    assert make_entrance("Tea house", kind="partner").kind == "partner"
