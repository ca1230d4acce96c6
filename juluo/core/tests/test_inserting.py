"""New rows written by a statement that is worded once."""

from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError

from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.models import Receipt, insert


def receipt(reaction: str, fact_id=None) -> Receipt:
    return Receipt(fact_id=fact_id or uuid7(), reaction=reaction, at=clock.now())


@pytest.mark.parametrize("many", [1, 3])
def test_rows_are_written_as_the_framework_would_write_them(space, many: int) -> None:
    rows = [receipt(f"juluo.some.reaction_{number}") for number in range(many)]

    written = insert(*rows)

    kept = list(Receipt.objects.order_by("reaction"))
    assert written == rows == kept
    assert [each.reaction for each in kept] == [each.reaction for each in rows]
    assert {each.space_id for each in kept} == {space.id}
    assert not rows[0]._state.adding


def test_what_the_database_refuses_is_refused(space) -> None:
    fact_id = uuid4()
    insert(receipt("once", fact_id))

    with pytest.raises(IntegrityError):
        insert(receipt("once", fact_id))
    with pytest.raises(DataError):
        insert(receipt("x" * 500))
    assert Receipt.objects.count() == 1


def test_a_row_of_another_space_is_refused(space, other_space) -> None:
    row = receipt("elsewhere")
    row.space_id = other_space.id

    with pytest.raises(Exception, match="row-level security"):
        insert(row)
