"""Circles: who founds, joins, leaves and looks after them: the verbs."""

import pytest
from django.db import IntegrityError, transaction

from juluo.community.models import Circle, CircleMember
from juluo.community.operations.circle_members import (
    admit_asker,
    ask_into_circle,
    decline_asker,
    give_role,
    join_circle,
    leave_circle,
    remove_from_circle,
)
from juluo.community.operations.circles import (
    CircleWords,
    archive_circle,
    describe_circle,
    open_circle,
    propose_circle,
    reopen_circle,
    set_circle_rule,
)
from juluo.community.operations.companies import say_company
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member, leave_space
from juluo.community.queries.circles import founding_rule, may_read_circle, standing_of, stay_of
from juluo.community.rules.circles import Deed
from juluo.community.tests.factories import make_member
from juluo.core.entitlements import may_use
from juluo.core.models import Entitlement, FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.operations.rooms import RoomWords, make_room
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


def make_circle(lead, **said):
    return open_circle(lead, CircleWords(**{"name": "焙茶人"} | said))


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def role(member, circle):
    stay = stay_of(member, circle.pk)
    return stay.role if stay else ""


def people(circle):
    return Circle.objects.get(pk=circle.pk).people


def told(member):
    found = Notification.objects.filter(member=member, kind__startswith="community.circle")
    return sorted(found.values_list("kind", flat=True))


def test_joining_twice_is_joining_once_and_leaving_is_kept(mei, lin):
    circle = make_circle(mei)
    first = join_circle(lin, circle)
    assert join_circle(lin, circle).pk == first.pk
    assert (people(circle), recorded("CircleJoined")) == (2, 1)

    leave_circle(lin, circle)
    leave_circle(lin, circle)
    assert (people(circle), recorded("CircleLeft"), role(lin, circle)) == (1, 1, "")

    again = join_circle(lin, circle)
    stays = CircleMember.objects.filter(member=lin).order_by("id")
    assert [(each.pk, each.left_at is None) for each in stays] == [(first.pk, False), (again.pk, True)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " "}, "empty"),
        ({"name": "字" * 61}, "too_long"),
        ({"about": "字" * 100_000}, "too_long"),
        ({"kind": "club"}, "unknown_kind"),
        ({"capacity": 0}, "bad_capacity"),
        ({"capacity": 100_001}, "bad_capacity"),
    ],
)
def test_a_circle_that_cannot_be_is_refused(mei, said, code):
    assert refused(lambda: make_circle(mei, **said)) == code


def test_circles_nest_one_level_and_no_deeper(mei):
    top = make_circle(mei, name="茶")
    inner = make_circle(mei, name="绿茶", parent=top)
    other = make_circle(mei, name="别的")
    assert refused(lambda: make_circle(mei, name="太深", parent=inner)) == "too_deep"
    assert refused(lambda: describe_circle(top, CircleWords(name="茶", parent=other), by=mei)) == "too_deep"
    assert refused(lambda: describe_circle(other, CircleWords(name="别的", parent=other), by=mei)) == "too_deep"


@pytest.mark.parametrize("how", ["a child gets a child", "a parent gets a parent"])
def test_the_database_refuses_a_third_level_by_itself(mei, how):
    top, other = make_circle(mei, name="茶"), make_circle(mei, name="别的")
    inner = make_circle(mei, name="绿茶", parent=top)
    moved, above = (other, inner) if how == "a child gets a child" else (top, other)
    with pytest.raises(IntegrityError, match="circle_nests_once"), transaction.atomic():
        Circle.objects.filter(pk=moved.pk).update(parent=above)


def test_a_circle_always_has_a_lead(mei, lin):
    circle = make_circle(mei)
    stay = join_circle(lin, circle)
    mine = stay_of(mei, circle.pk)
    assert refused(lambda: leave_circle(mei, circle)) == "last_lead"
    assert refused(lambda: give_role(mine, "member", by=mei)) == "last_lead"
    assert refused(lambda: remove_from_circle(mine, reason="走", by=mei)) == "is_lead"

    give_role(stay, "lead", by=mei)
    leave_circle(mei, circle)
    assert (role(lin, circle), role(mei, circle)) == ("lead", "")


def test_the_sentence_to_the_last_lead_says_how_to_hand_over(mei):
    circle = make_circle(mei)
    with pytest.raises(Refused, match="请先把别人设为圈主"):
        leave_circle(mei, circle)


def test_two_leads_who_leave_at_once_leave_one_behind(mei, lin):
    circle = make_circle(mei)
    give_role(join_circle(lin, circle), "lead", by=mei)
    answers = at_once(lambda: leave_circle(mei, circle), lambda: leave_circle(lin, circle))
    assert sorted(getattr(each, "code", "") for each in answers) == ["", "last_lead"]
    assert CircleMember.objects.filter(circle=circle, role="lead", left_at=None).count() == 1


def test_the_last_place_is_taken_by_one_of_two_at_once(mei, lin):
    circle, wen = make_circle(mei, capacity=2), make_member("Wen")
    answers = at_once(lambda: join_circle(lin, circle), lambda: join_circle(wen, circle))
    assert sorted(getattr(each, "code", "") for each in answers) == ["", "circle_full"]
    assert people(circle) == 2


def test_joining_at_once_and_rolled_back_counts_right(mei, lin):
    circle = make_circle(mei)
    at_once(lambda: join_circle(lin, circle), times=3)
    assert people(circle) == 2
    with transaction.atomic():
        leave_circle(lin, circle)
        transaction.set_rollback(True)
    assert (people(circle), role(lin, circle)) == (2, "member")


def test_who_leaves_the_space_hands_over_to_a_helper_or_the_one_longest_there(mei, lin):
    with_helper, alone = make_circle(lin, name="有人"), make_circle(lin, name="独自")
    wen, fay = make_member("Wen"), make_member("Fay")
    join_circle(wen, with_helper)
    give_role(join_circle(fay, with_helper), "helper", by=lin)

    leave_space(lin)

    assert (role(fay, with_helper), role(wen, with_helper)) == ("lead", "member")
    assert Circle.objects.get(pk=alone.pk).archived_at is not None
    assert people(alone) == 0


def test_who_is_banned_stands_down_and_another_leads(mei, lin):
    circle, wen = make_circle(lin), make_member("Wen")
    join_circle(wen, circle)
    ban_member(lin, reason="骂人")
    run_tasks()
    assert (role(lin, circle), role(wen, circle)) == ("member", "lead")


def test_members_found_circles_by_the_rule_of_the_space(mei, lin):
    assert (founding_rule().rung, founding_rule().supporters) == ("angel", 5)
    assert refused(lambda: propose_circle(lin, CircleWords(name="杭州"))) == "rung_too_low"
    set_circle_rule(rung="", supporters=1)
    assert refused(lambda: propose_circle(mei, CircleWords(name="杭州"))) == "rung_too_low"
    set_circle_rule(rung="fan", supporters=2)
    set_circle_rule(rung="fan", supporters=2)
    assert recorded("CircleRuleSet") == 2

    circle = propose_circle(lin, CircleWords(name="杭州", kind="chapter", place="浙江杭州"))
    assert (circle.is_proposed, circle.missing, role(lin, circle)) == (True, 2, "lead")
    for each in ("Wen", "Fay"):
        join_circle(make_member(each), circle)
    opened = Circle.objects.get(pk=circle.pk)
    assert (opened.is_standing, opened.people, recorded("CircleOpened")) == (True, 3, 1)
    run_tasks()
    assert told(lin) == ["community.circle_opened"]


@pytest.mark.parametrize(("rung", "supporters", "code"), [("ghost", 1, "unknown_rung"), ("fan", -1, "bad_supporters"),
                                                           ("fan", 501, "bad_supporters")])  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(mei, rung, supporters, code):
    assert refused(lambda: set_circle_rule(rung=rung, supporters=supporters)) == code


def test_nobody_floods_the_list_with_proposals(mei, lin):
    set_circle_rule(rung="fan", supporters=9)
    for number in range(3):
        propose_circle(lin, CircleWords(name=f"圈{number}"))
    assert refused(lambda: propose_circle(lin, CircleWords(name="又一个"))) == "too_many"


def test_a_private_circle_is_entered_by_asking(mei, lin):
    circle = make_circle(mei, is_private=True)
    assert refused(lambda: join_circle(lin, circle)) == "ask_first"
    assert not may_read_circle(lin, circle)

    asked = ask_into_circle(lin, circle, "我也焙茶")
    assert ask_into_circle(lin, circle, "再问").pk == asked.pk
    run_tasks()
    assert told(mei) == ["community.circle_asked"]
    assert refused(lambda: admit_asker(asked, by=lin)) == "not_your_circle"

    decline_asker(asked, by=mei)
    assert admit_asker(asked, by=mei).admitted is False, "answered once, it stays so"
    second = ask_into_circle(lin, circle)
    admit_asker(second, by=mei)
    admit_asker(second, by=mei)
    assert (role(lin, circle), people(circle), may_read_circle(lin, circle)) == ("member", 2, True)
    assert refused(lambda: ask_into_circle(lin, circle)) == "belongs"
    run_tasks()
    assert told(lin) == ["community.circle_admitted", "community.circle_declined"]


def test_a_helper_lets_in_but_neither_appoints_nor_archives(mei, lin):
    circle, wen = make_circle(mei, is_private=True), make_member("Wen")
    admit_asker(ask_into_circle(lin, circle), by=mei)
    give_role(stay_of(lin, circle.pk), "helper", by=mei)
    admit_asker(ask_into_circle(wen, circle), by=lin)
    assert standing_of(lin, circle).deeds == {Deed.ADMIT, Deed.TEND, Deed.PLAN}
    stay = stay_of(wen, circle.pk)
    assert refused(lambda: give_role(stay, "lead", by=lin)) == "not_your_circle"
    assert refused(lambda: remove_from_circle(stay, reason="走", by=lin)) == "not_your_circle"
    assert refused(lambda: archive_circle(circle, by=lin)) == "not_your_circle"
    assert refused(lambda: describe_circle(circle, CircleWords(name="改"), by=lin)) == "not_your_circle"


def test_who_moderates_talk_may_do_in_every_circle_what_its_lead_may(mei, lin):
    circle = make_circle(lin, is_private=True)
    assert standing_of(mei, circle).deeds == frozenset(Deed)
    assert (may_read_circle(mei, circle), role(mei, circle)) == (True, "")


def test_who_is_removed_is_told_why(mei, lin):
    circle = make_circle(mei)
    stay = join_circle(lin, circle)
    remove_from_circle(stay, reason="打广告", by=mei)
    remove_from_circle(stay, reason="打广告", by=mei)
    run_tasks()
    assert (role(lin, circle), people(circle), recorded("CircleMemberRemoved")) == ("", 1, 1)
    assert Notification.objects.get(member=lin, kind="community.circle_removed").data["reason"] == "打广告"


def test_in_the_archive_nobody_joins_until_it_is_opened_again(mei, lin):
    circle = make_circle(mei)
    archive_circle(circle, by=mei)
    archive_circle(circle, by=mei)
    assert refused(lambda: join_circle(lin, circle)) == "circle_archived"
    reopen_circle(circle, by=mei)
    reopen_circle(circle, by=mei)
    assert [recorded(name) for name in ("CircleArchived", "CircleReopened")] == [1, 1]
    assert join_circle(lin, circle)


def test_who_may_not_take_part_joins_nothing(mei, lin):
    circle = make_circle(mei)
    publish_covenant("新的约定")
    assert refused(lambda: join_circle(lin, circle)) == "covenant_not_accepted"
    ban_member(lin, reason="骂人")
    assert refused(lambda: join_circle(lin, circle)) == "banned"


def test_nobody_is_put_out_by_a_lower_capacity(mei, lin):
    circle = make_circle(mei)
    join_circle(lin, circle)
    assert refused(lambda: describe_circle(circle, CircleWords(name="焙茶人", capacity=1), by=mei)) == "too_small"
    words = CircleWords(name="焙茶人", capacity=2)
    describe_circle(circle, words, by=mei)
    describe_circle(circle, words, by=mei)
    assert recorded("CircleChanged") == 1


def test_whoever_belongs_holds_the_right_to_the_circles_room(mei, lin):
    circle, room = make_circle(mei), make_room(RoomWords(name="火边", audience="buyers"))
    Circle.objects.filter(pk=circle.pk).update(room=room)
    right = f"room:{room.pk}"
    join_circle(lin, circle)
    assert may_use(lin, right)
    assert Entitlement.objects.get(member=lin).reason == f"circle:{circle.pk}:{lin.pk}"
    leave_circle(lin, circle)
    assert not may_use(lin, right)
    join_circle(lin, circle)
    assert may_use(lin, right)


def test_people_of_a_trade_say_for_which_company_they_are_there(mei, lin):
    circle, tea = make_circle(mei, kind="trade"), make_circle(mei)
    assert refused(lambda: say_company(lin, circle, company="山茶行", job="")) == "not_inside"
    join_circle(lin, circle)
    stay = say_company(lin, circle, company=" 山茶行 ", job="采购")
    assert (stay.company.name, stay.job) == ("山茶行", "采购")
    assert say_company(mei, circle, company="山茶行", job="").company_id == stay.company_id
    assert say_company(lin, circle, company="", job="").company is None
    assert refused(lambda: say_company(mei, tea, company="山茶行", job="")) == "no_trade"


def test_nothing_of_another_space_is_joined(space, other_space, mei, wu):
    with acting_in(other_space):
        theirs = make_circle(wu)
    with pytest.raises(Circle.DoesNotExist):
        join_circle(mei, theirs)
    assert not CircleMember.objects.exists()
