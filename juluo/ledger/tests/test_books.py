"""A plain Python ledger and ours live the same random life; they agree after every step."""

import os
from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from juluo.core.ids import uuid7
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import MemberFactory, SpaceFactory
from juluo.ledger.operations import credit_legs, debit_legs, post, reverse
from juluo.ledger.queries import balance_of, findings, trial_balance
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, KINDS, OWED, POINTS, PROVIDER, SALES, SHIPPING, natural

LIVES = int(os.environ.get("JULUO_HYPOTHESIS_EXAMPLES", "5"))

amounts = st.one_of(st.integers(1, 5), st.integers(1, 10**12))
currencies = st.sampled_from(["CNY", "JPY"])
people = st.sampled_from([0, 1])
wholes = st.sampled_from([PROVIDER, SALES, SHIPPING, COMMISSION_COST])
claims = st.sampled_from([COMMISSION, POINTS])


class Books(RuleBasedStateMachine):
    """The model: a sum of entries per (place, currency), and the legs of each reason."""

    def __init__(self):
        super().__init__()
        self.sums = defaultdict(int)
        self.posted = {}
        self.undone = set()

    @initialize()
    def open_the_books(self):
        self.acting = acting_in(SpaceFactory())
        self.acting.__enter__()
        self.members = [MemberFactory().id for _ in range(2)]

    def teardown(self):
        self.acting.__exit__(None, None, None)

    def try_to_post(self, reason, legs):
        """Post in both; both refuse, or both agree that it happened once."""
        expected = self.after(legs)
        if expected is None:
            with pytest.raises(Refused, check=lambda refusal: refusal.code == "insufficient"):
                post(reason, legs, fact_id=uuid7())
            return
        done = post(reason, legs, fact_id=uuid7())
        assert reason not in self.posted
        self.sums.update(expected)
        self.posted[reason] = (done, legs)

    def after(self, legs):
        """The touched sums once `legs` are posted, or None if an account that may not would go below zero."""
        sums = {
            (place, money.currency): self.sums[place, money.currency] + money.minor for place, money in legs.items()
        }
        below = (KINDS[place.kind].guarded and natural(place.kind, total) < 0 for (place, _), total in sums.items())
        return None if any(below) else sums

    def next_reason(self):
        return f"reason:{len(self.posted)}"

    @rule(into=wholes, out_of=wholes, minor=amounts, currency=currencies)
    def move_the_spaces_own_money(self, into, out_of, minor, currency):
        if into != out_of:
            self.try_to_post(self.next_reason(), {into: Money(minor, currency), out_of: Money(-minor, currency)})

    @rule(who=people, claim=claims, minor=amounts, currency=currencies, sign=st.sampled_from([1, -1]))
    def pay_a_member_or_let_them_spend(self, who, claim, minor, currency, sign):
        amount = Money(minor * sign, currency)
        self.try_to_post(self.next_reason(), {claim.of(self.members[who]): amount, PROVIDER: -amount})

    @rule(claim=claims, minor=amounts, currency=currencies)
    def give_from_one_member_to_another(self, claim, minor, currency):
        giver, taker = self.members
        legs = {claim.of(giver): Money(minor, currency), claim.of(taker): Money(-minor, currency)}
        self.try_to_post(self.next_reason(), legs)

    @rule(who=people, minor=amounts, currency=currencies)
    def credit_settling_what_is_owed(self, who, minor, currency):
        owed = self.sums[OWED.of(self.members[who]), currency]
        with transaction.atomic():
            legs = credit_legs(COMMISSION.of(self.members[who]), Money(minor, currency))
            assert -legs[OWED.of(self.members[who])].minor == min(owed, minor)
            self.try_to_post(self.next_reason(), {COMMISSION_COST: Money(minor, currency), **legs})

    @rule(who=people, minor=amounts, currency=currencies)
    def take_back_what_can_be_taken(self, who, minor, currency):
        claim = COMMISSION.of(self.members[who])
        held = -self.sums[claim, currency]
        with transaction.atomic():
            legs = debit_legs(claim, Money(minor, currency))
            assert legs[claim].minor == min(held, minor)
            self.try_to_post(self.next_reason(), {COMMISSION_COST: Money(-minor, currency), **legs})

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def post_an_old_reason_again(self, data):
        reason = data.draw(st.sampled_from(sorted(self.posted)))
        done, legs = self.posted[reason]
        assert post(reason, legs) == done

    @precondition(lambda self: set(self.posted) - self.undone)
    @rule(data=st.data())
    def reverse_a_transfer(self, data):
        reason = data.draw(st.sampled_from(sorted(set(self.posted) - self.undone)))
        done, legs = self.posted[reason]
        expected = self.after({place: -money for place, money in legs.items()})
        if expected is None:
            with pytest.raises(Refused):
                reverse(done, reason=f"undo:{reason}", fact_id=uuid7())
            return
        undone = reverse(done, reason=f"undo:{reason}", fact_id=uuid7())
        assert reverse(done, reason="undo again") == undone
        self.sums.update(expected)
        self.undone.add(reason)

    @precondition(lambda self: self.posted)
    @rule(minor=amounts, currency=currencies)
    def change_your_mind(self, minor, currency):
        with transaction.atomic():
            post("never", {PROVIDER: Money(minor, currency), SALES: Money(-minor, currency)})
            transaction.set_rollback(True)

    @invariant()
    @transaction.atomic
    def both_books_agree(self):
        for (place, currency), total in self.sums.items():
            assert balance_of(place, currency).minor == natural(place.kind, total)

    @invariant()
    @transaction.atomic
    def the_ledger_is_sound(self):
        assert findings() == []
        for currency in ("CNY", "JPY"):
            rows = [row for row in trial_balance() if row["balance"].currency == currency]
            assert sum(natural(row["kind"], row["balance"].minor) for row in rows) == 0


def test_our_ledger_and_a_plain_one_agree_through_any_life(db):
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
