"""Lock one (the application's) and lock two (the database's), each tried without the other's help."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from juluo.core.ids import uuid7
from juluo.core.models import Entitlement, Member, Space
from juluo.core.spaces import NoSpaceActing, acting_in, acting_space_id, acting_space_id_or_none
from juluo.core.tests.factories import LONG_AGO, MemberFactory, SpaceFactory


@pytest.fixture
def here(db):
    space = SpaceFactory(slug="here")
    with acting_in(space):
        MemberFactory(name="Lin")
    return space


@pytest.fixture
def there(db):
    space = SpaceFactory(slug="there")
    with acting_in(space):
        MemberFactory(name="Wu")
    return space


def names():
    return list(Member.objects.values_list("name", flat=True))


def names_by_sql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM core_member ORDER BY name")
        return [row[0] for row in cursor.fetchall()]


def setting():
    with connection.cursor() as cursor:
        return cursor.connection.execute("SELECT current_setting('juluo.space', true)").fetchone()[0]


@pytest.mark.parametrize(
    "touch",
    [
        Member.objects.count,
        Member.objects.all,
        lambda: Member.objects.create(name="x", joined_at=LONG_AGO),
        lambda: Member(name="x"),
        lambda: Space.objects.get(slug="here") and Entitlement.objects.exists(),
    ],
)
def test_touching_rows_with_no_space_acting_raises(here, touch):
    with pytest.raises(NoSpaceActing):
        touch()


def test_rows_of_another_space_do_not_exist(here, there):
    with acting_in(here):
        assert names() == ["Lin"]
    with acting_in(there):
        assert names() == ["Wu"]


def test_the_database_alone_hides_rows_of_another_space(here, there):
    with acting_in(here):
        assert names_by_sql() == ["Lin"]


def test_with_no_space_the_database_shows_no_row_and_no_error(here, there):
    assert names_by_sql() == []


def test_the_database_refuses_a_row_for_another_space(here, there):
    with acting_in(here), pytest.raises(ProgrammingError, match="row-level security"):
        Member.objects.create(space_id=there.id, name="smuggled", joined_at=LONG_AGO)


def test_the_database_refuses_to_move_a_row_to_another_space(here, there):
    with acting_in(here), pytest.raises(ProgrammingError, match="row-level security"):
        Member.objects.update(space=there)


def test_a_reference_to_a_row_of_another_space_is_refused_by_the_database(here, there):
    with acting_in(there):
        wu = Member.objects.get()
    with acting_in(here), pytest.raises(Exception, match="violates foreign key"):
        Entitlement.objects.create(member_id=wu.id, right="post:1", reason="theft", granted_at=LONG_AGO)


def test_a_row_loaded_by_reference_stays_inside_the_space(here, there):
    with acting_in(here):
        Entitlement.objects.create(member=Member.objects.get(), right="post:1", reason="gift", granted_at=LONG_AGO)
        right = Entitlement.objects.get()
    with acting_in(there), pytest.raises(Member.DoesNotExist):
        _ = right.member


def test_another_space_cannot_be_entered_while_a_transaction_is_open(here, there):
    with acting_in(here), transaction.atomic():
        names()
        with pytest.raises(RuntimeError, match="transaction is open"), acting_in(there):
            pass
        assert acting_space_id() == here.id


def test_a_space_cannot_be_entered_from_none_while_a_transaction_is_open(here):
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction is open"), acting_in(here):
        pass


def test_the_same_space_can_be_entered_again_inside_a_transaction(here):
    with acting_in(here), transaction.atomic(), acting_in(here.id):
        assert names() == ["Lin"]


def test_leaving_a_space_lets_the_one_before_act_again_even_after_an_error(here, there):
    with acting_in(here):
        with pytest.raises(LookupError), acting_in(there):
            raise LookupError
        assert acting_space_id() == here.id
    assert acting_space_id_or_none() is None


def test_the_setting_is_gone_when_the_transaction_ends(here):
    with acting_in(here):
        with transaction.atomic():
            assert setting() == str(here.id)
        assert setting() == ""
        assert names() == ["Lin"]
        assert setting() == ""


def test_the_setting_survives_an_inner_rollback_and_dies_with_the_outer_one(here):
    with acting_in(here):
        with transaction.atomic():
            with transaction.atomic():
                transaction.set_rollback(True)
            assert names() == ["Lin"]
            transaction.set_rollback(True)
        assert setting() == ""


def test_threads_act_in_spaces_of_their_own(here, there):
    def look(space):
        try:
            with acting_in(space):
                return {name for _ in range(50) for name in names()}
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(look, [here, there, here, there]))

    assert seen == [{"Lin"}, {"Wu"}, {"Lin"}, {"Wu"}]


def test_a_thread_does_not_inherit_the_acting_space(here):
    def ask():
        return acting_space_id_or_none()

    with acting_in(here), ThreadPoolExecutor(1) as threads:
        assert threads.submit(ask).result() is None


def test_a_stale_object_cannot_be_saved_from_another_space(here, there):
    with acting_in(here):
        lin = Member.objects.get()
    lin.name = "changed"
    with acting_in(there), pytest.raises(Exception, match=r"did not affect any rows|row-level security"):
        lin.save(update_fields=["name"])
    with acting_in(here):
        assert names() == ["Lin"]


def test_the_same_id_in_two_spaces_is_two_rows(here, there):
    twin = uuid7()
    for space in (here, there):
        with acting_in(space):
            MemberFactory(id=twin, name=f"twin of {space.slug}")
    for space in (here, there):
        with acting_in(space):
            assert Member.objects.get(pk=twin).name == f"twin of {space.slug}"
