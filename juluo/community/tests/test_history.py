"""People of the past are members without a login, admitted by the import entrance."""

from datetime import UTC, datetime

import pytest

from juluo.community.facts import MemberLeft
from juluo.community.models import Admission
from juluo.community.operations.history import PastMember, open_walk_in, record_past_members
from juluo.core.facts import record_past
from juluo.core.models import FactRow, Member
from juluo.testing.jobs import due_tasks

LONG_AGO = datetime(2011, 7, 3, tzinfo=UTC)
ANN = PastMember(key="shop:1", name="Ann", at=LONG_AGO)


def test_a_past_member_joined_long_ago_once_and_nobody_reacts(space):
    waiting = due_tasks()
    ids = record_past_members([ANN])
    assert record_past_members([ANN]) == ids

    member = Member.objects.get(import_key="shop:1")
    assert (member.id, member.user, member.joined_at) == (ids["shop:1"], None, LONG_AGO)
    assert Admission.objects.get(member=member).entrance.code == "import"
    assert FactRow.objects.get(subject_id=member.id).at == LONG_AGO
    assert due_tasks() == waiting


def test_the_walk_in_member_is_one_and_was_admitted_by_nobody(space):
    walk_in = open_walk_in("walk-in", name="Walk-in customers", at=LONG_AGO)
    assert open_walk_in("walk-in", name="Other", at=LONG_AGO) == walk_in
    assert not Admission.objects.filter(member_id=walk_in).exists()


def test_facts_of_the_past_need_a_time_and_a_transaction(space):
    with pytest.raises(RuntimeError, match="carry their time"):
        record_past([MemberLeft(member_id=space.id, at=LONG_AGO)])
