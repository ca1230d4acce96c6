from datetime import timedelta

import pytest

from juluo.community.operations.members import ban_member, leave_space, lift_ban
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.mall.models import Order
from juluo.sharing.models import Attribution, Binding, Commission, Consideration, Verdict
from juluo.sharing.operations.attributions import attribute_order, replay_attribution
from juluo.sharing.operations.bindings import bind
from juluo.sharing.tests.shop import join, money_of, opens, order, pay, share
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("sound_ledger", "plan")


def verdicts():
    return {each.sharer.name: each.verdict for each in Consideration.objects.select_related("sharer")}


def test_a_guest_who_opens_a_link_joins_and_buys_credits_the_sharer(lin, tea):
    visitor = uuid7()
    opens(visitor, share(lin))
    newcomer = join("Newcomer", visitor)
    pay(order(newcomer, tea))
    run_tasks(times=2)

    attribution = Attribution.objects.get()
    assert (attribution.sharer, attribution.reason) == (lin, Verdict.CREDITED)
    assert Binding.objects.get().member == newcomer
    assert money_of(lin) == (1000, 0, 0)


def test_buying_before_the_binding_reaction_ran_changes_nothing(lin, tea):
    visitor = uuid7()
    opens(visitor, share(lin))
    newcomer = join("Newcomer", visitor)
    placed = order(newcomer, tea)

    assert attribute_order(placed).sharer == lin
    assert not Binding.objects.exists()


def test_a_touch_after_ordering_comes_too_late_whenever_the_task_runs(lin, buyer, tea):
    placed = order(buyer, tea)
    opens(buyer, share(lin))
    run_tasks()
    assert Attribution.objects.get(order=placed).reason == Verdict.UNTOUCHED
    assert bind(buyer).sharer == lin


def test_a_member_who_opened_the_link_as_a_guest_is_known_by_the_order(lin, buyer, tea):
    visitor = uuid7()
    opens(visitor, share(lin))
    assert attribute_order(order(buyer, tea, visitor=visitor)).sharer == lin
    assert attribute_order(order(buyer, tea)).sharer == lin


def test_a_stranger_on_another_device_is_not_taken_for_the_buyer(lin, buyer, tea):
    opens(uuid7(), share(lin))
    assert attribute_order(order(buyer, tea, visitor=uuid7())).reason == Verdict.UNTOUCHED


def test_the_first_sharer_is_protected_and_the_second_reads_why_not(lin, mei, buyer, tea):
    opens(buyer, share(lin))
    opens(buyer, share(mei))
    attribute_order(order(buyer, tea))
    assert verdicts() == {"Lin": Verdict.CREDITED, "Mei": Verdict.PROTECTED}


def test_after_the_protected_time_the_newer_link_replaces_it(test_clock, lin, mei, buyer, tea):
    opens(buyer, share(lin))
    run_tasks()
    clock.advance(timedelta(days=31))
    opens(buyer, share(mei))
    run_tasks()
    attribute_order(order(buyer, tea))
    assert verdicts() == {"Lin": Verdict.REPLACED, "Mei": Verdict.CREDITED}
    assert [each.sharer.name for each in Binding.objects.order_by("id")] == ["Lin", "Mei"]
    assert Binding.objects.current().get().sharer == mei


def test_own_links_earn_nothing(lin, tea):
    opens(lin, share(lin))
    pay(order(lin, tea))
    run_tasks()
    assert Attribution.objects.get().reason == Verdict.OWN
    assert not Commission.objects.exists()
    assert money_of(lin) == (0, 0, 0)


def test_who_was_brought_earns_nothing_from_who_brought_them(lin, buyer, tea):
    opens(buyer, share(lin))
    run_tasks()
    opens(lin, share(buyer))
    run_tasks()
    assert attribute_order(order(lin, tea)).reason == Verdict.CYCLE
    assert Binding.objects.get().member == buyer


@pytest.mark.parametrize("end", [leave_space, lambda member: ban_member(member, reason="spam")])
def test_a_sharer_who_left_or_is_banned_earns_nothing_new(end, lin, buyer, tea):
    opens(buyer, share(lin))
    end(lin)
    pay(order(buyer, tea))
    run_tasks()
    assert Attribution.objects.get().reason == Verdict.PAUSED
    assert not Commission.objects.exists()


def test_a_replay_tells_the_same_even_after_a_ban_was_lifted(lin, mei, buyer, tea):
    opens(buyer, share(lin))
    opens(buyer, share(mei))
    banned = ban_member(lin, reason="spam")
    placed = order(buyer, tea)
    attribute_order(placed)
    lift_ban(banned, reason="it was none")
    opens(buyer, share(join("Later")))

    replay = replay_attribution(placed)

    assert replay.same
    assert replay.decision.reason == Verdict.PAUSED


def test_an_order_without_an_attribution_has_no_replay(buyer, tea):
    assert replay_attribution(order(buyer, tea)) is None


def test_attributing_twice_is_attributing_once(lin, buyer, tea):
    opens(buyer, share(lin))
    placed = order(buyer, tea)
    assert attribute_order(placed) == attribute_order(Order.objects.get(pk=placed.pk))
    assert Consideration.objects.count() == 1
