"""Many transfers of the past at once, under the rules of one."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from juluo.core.money import Money
from juluo.ledger.models import Entry, Transfer
from juluo.ledger.operations import Posting, post_past
from juluo.ledger.queries import findings
from juluo.ledger.rules import COMMISSION, PROVIDER, SALES, SHIPPING

LONG_AGO = datetime(2011, 7, 3, tzinfo=UTC)


def sale(reason, minor, other=SALES):
    legs = {PROVIDER: Money(minor, "GBP"), other: Money(-minor, "GBP"), SHIPPING: Money(0, "GBP")}
    return Posting(reason=reason, legs=legs, at=LONG_AGO, fact_id=uuid4())


def test_each_reason_is_posted_once_and_zero_legs_are_left_out(space):
    assert post_past([sale("a", 5), sale("b", 7)]) == 2
    assert post_past([sale("b", 8), sale("c", 1)]) == 1
    assert sorted(Entry.objects.values_list("minor", flat=True)) == [-7, -5, -1, 1, 5, 7]
    assert set(Transfer.objects.values_list("at", flat=True)) == {LONG_AGO}
    assert findings() == []


def test_one_that_does_not_balance_and_none_is_posted(space):
    lame = Posting(reason="b", legs={PROVIDER: Money(1, "GBP")}, at=LONG_AGO, fact_id=uuid4())
    with pytest.raises(ValueError, match="two legs that balance"):
        post_past([sale("a", 5), lame])
    assert not Transfer.objects.exists()


def test_a_members_claim_is_not_posted_unlocked(space, lin):
    with pytest.raises(ValueError, match="is a member's"):
        post_past([sale("a", 5, COMMISSION.of(lin.id))])
    assert not Transfer.objects.exists()
