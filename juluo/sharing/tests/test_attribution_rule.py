from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from juluo.sharing.models import Verdict
from juluo.sharing.rules.attribution import Policies, Policy, Touched, attribution_of

START = datetime(2026, 3, 1, tzinfo=UTC)
ME, LIN, MEI, HAO = (UUID(int=number) for number in range(1, 5))
NOBODY = frozenset()


def day(number):
    return START + timedelta(days=number)


def touched(sharer, at, **more):
    return Touched(day(at), sharer, UUID(int=100 + at), **more)


def decide(*touches, placed=100, policies=None, paused=NOBODY):
    return attribution_of(touches, placed_at=day(placed), buyer_id=ME, policies=policies or Policies(), paused=paused)


def told(decision):
    return decision.sharer_id, {each.touch.sharer_id: each.verdict for each in decision.considered}


def test_without_touches_nobody_is_credited():
    assert decide() == (decide().__class__)(None, None, Verdict.UNTOUCHED, ())


def test_the_first_touch_is_protected_for_thirty_days():
    decision = decide(touched(LIN, 0), touched(MEI, 29), placed=40)
    assert told(decision) == (LIN, {LIN: Verdict.CREDITED, MEI: Verdict.PROTECTED})
    assert decision.link_id == UUID(int=100)


def test_after_thirty_days_the_next_touch_replaces_it():
    decision = decide(touched(LIN, 0), touched(MEI, 30), placed=40)
    assert told(decision) == (MEI, {LIN: Verdict.REPLACED, MEI: Verdict.CREDITED})


def test_a_binding_lives_a_year_and_no_longer():
    assert decide(touched(LIN, 0), placed=364).sharer_id == LIN
    late = decide(touched(LIN, 0), placed=365)
    assert told(late) == (None, {LIN: Verdict.EXPIRED})
    assert late.reason == Verdict.EXPIRED


def test_a_touch_at_the_very_moment_counts_and_a_later_one_does_not():
    assert decide(touched(LIN, 100)).sharer_id == LIN
    assert decide(touched(LIN, 101)).reason == Verdict.UNTOUCHED


def test_own_links_earn_nothing_unless_the_plan_says_so():
    assert told(decide(touched(ME, 0))) == (None, {ME: Verdict.OWN})
    lenient = Policies(((day(0), Policy(self_purchase=True)),))
    assert decide(touched(ME, 90), policies=lenient).sharer_id == ME
    assert decide(touched(LIN, 80), touched(ME, 90), policies=lenient).sharer_id == LIN


def test_an_own_link_takes_nothing_from_others():
    assert told(decide(touched(ME, 0), touched(LIN, 1))) == (LIN, {ME: Verdict.OWN, LIN: Verdict.CREDITED})


def test_nobody_is_bound_to_somebody_they_brought():
    decision = decide(touched(LIN, 0, cyclic=True), touched(MEI, 1))
    assert told(decision) == (MEI, {LIN: Verdict.CYCLE, MEI: Verdict.CREDITED})


def test_a_paused_sharer_is_not_credited_and_nobody_steps_in():
    decision = decide(touched(LIN, 0), touched(MEI, 1), paused=frozenset({LIN}))
    assert told(decision) == (None, {LIN: Verdict.PAUSED, MEI: Verdict.PROTECTED})


def test_staff_may_bind_during_the_protected_time():
    assert decide(touched(LIN, 0), touched(MEI, 1, by_staff=True)).sharer_id == MEI


def test_a_touch_follows_the_policy_of_its_day():
    policies = Policies(((day(0), Policy(protected=timedelta(days=5))), (day(10), Policy(protected=timedelta(0)))))
    assert decide(touched(LIN, 1), touched(MEI, 7), placed=8, policies=policies).sharer_id == MEI
    assert decide(touched(LIN, 11), touched(MEI, 12), placed=13, policies=policies).sharer_id == MEI


@given(
    st.lists(st.tuples(st.sampled_from([ME, LIN, MEI, HAO]), st.integers(0, 900)), max_size=12),
    st.integers(0, 900),
    st.randoms(use_true_random=False),
)
def test_the_decision_depends_on_times_alone(events, placed, shuffled):
    """Neither the order in which touches arrive nor what happens after the order changes anything."""
    events = list({at: (sharer, at) for sharer, at in events}.values())
    touches = [touched(sharer, at) for sharer, at in events]
    before = [touch for touch in touches if touch.at <= day(placed)]
    decision = decide(*touches, placed=placed)

    shuffled.shuffle(touches)

    assert decide(*touches, placed=placed) == decision == decide(*before, placed=placed)
    assert decision.sharer_id != ME
    credited = [each for each in decision.considered if each.verdict == Verdict.CREDITED]
    assert [each.touch.sharer_id for each in credited] == ([decision.sharer_id] if decision.sharer_id else [])
