"""Rows read by a statement that is worded once: as the queryset would read them, whoever asks and wherever."""

from contextvars import Context
from uuid import uuid4

import pytest
from django.db import transaction

from juluo.core.models import Member, Reading, Receipt
from juluo.core.spaces import NoSpaceActing, acting_in
from juluo.core.tests.test_inserting import receipt

_named = Reading(lambda reactions: Receipt.objects.filter(reaction__in=reactions).order_by("reaction"))
_of_user = Reading(lambda user_id: Member.objects.filter(user_id=user_id).select_related("user", "space"))


def test_each_call_reads_by_its_own_values(space) -> None:
    for name in ("a", "b", "c"):
        receipt(name).save()

    assert [each.reaction for each in _named(["a", "b"])] == ["a", "b"]
    assert [each.reaction for each in _named(["c", "b"])] == ["b", "c"]
    assert [each.reaction for each in _named(["c"])] == ["c"]
    assert _named(["z"]) == _named([]) == []


def test_what_was_joined_is_loaded(mei, lin, django_assert_num_queries) -> None:
    _of_user(lin.user_id)

    with transaction.atomic(), django_assert_num_queries(1):
        (found,) = _of_user(mei.user_id)
        joined = (found.user, found.space)
    assert (found, *joined) == (mei, mei.user, mei.space)


@pytest.mark.django_db(transaction=True)
def test_rows_are_those_of_the_acting_space(mei, wu) -> None:
    assert _of_user(mei.user_id) == [mei]
    assert _of_user(wu.user_id) == []

    with acting_in(wu.space):
        assert _of_user(wu.user_id) == [wu]
        assert _of_user(mei.user_id) == []


def test_without_a_space_nothing_of_a_space_is_read(mei) -> None:
    _of_user(mei.user_id)

    with pytest.raises(NoSpaceActing):
        Context().run(_of_user, mei.user_id)


def test_a_value_that_does_not_reach_the_statement_is_told(space) -> None:
    deaf = Reading(lambda _user_id: Member.objects.all())

    with pytest.raises(ValueError, match="must reach its statement"):
        deaf(uuid4())
