"""Facts and their reactions: written together, taken effect once, in order, whatever dies in between."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.facts import Fact, on, reactions_to, record, recording_history
from juluo.core.models import FactRow, Member, Receipt
from juluo.core.spaces import acting_in
from juluo.core.tasks import task
from juluo.core.tests.factories import MemberFactory, SpaceFactory
from juluo.testing.jobs import due_tasks, killed_at_write, rescue_jobs, run_tasks


@dataclass(frozen=True, kw_only=True)
class TeaPoured(Fact):
    guest_id: UUID
    cups: int
    by: UUID | None = None
    brewed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CupBroken(Fact):
    guest_id: UUID


@on(TeaPoured)
def thank(fact: TeaPoured) -> None:
    say.defer(guest_id=fact.guest_id, word="thanks")


@on(TeaPoured)
def offer_more(fact: TeaPoured) -> None:
    say.defer(guest_id=fact.guest_id, word="more?")


@on(CupBroken)
def forgive(fact: CupBroken) -> None:
    say.defer(guest_id=fact.guest_id, word="never mind")


@dataclass(frozen=True, kw_only=True)
class PotBroken(Fact):
    guest_id: UUID


@on(PotBroken)
def say_too_much(fact: PotBroken) -> None:
    for word in ("oh", "no"):
        say.defer(guest_id=fact.guest_id, word=word)


@task
def say(guest_id: UUID, word: str) -> None:
    guest = Member.objects.select_for_update().get(pk=guest_id)
    guest.name = f"{guest.name} {word}"
    guest.save(update_fields=["name"])


@pytest.fixture
def lin(db):
    with acting_in(SpaceFactory()):
        yield MemberFactory(name="Lin:")


def pour(guest, cups=1):
    with transaction.atomic():
        return record(TeaPoured(guest_id=guest.id, cups=cups))


def heard():
    return Member.objects.get().name


def test_a_fact_is_written_with_who_when_and_what(lin):
    at = datetime(2026, 5, 1, tzinfo=UTC)
    with acting_as(Actor(lin.id, staff=True)), transaction.atomic():
        began = clock.now()
        fact = record(TeaPoured(guest_id=lin.id, cups=2, by=lin.id, brewed_at=at))

    row = FactRow.objects.get()
    assert (row.id, row.name, row.subject_id, row.at) == (fact.fact_id, "TeaPoured", lin.id, began)
    assert (row.actor_id, row.by_staff) == (lin.id, True)
    assert row.data == {"guest_id": str(lin.id), "cups": 2, "by": str(lin.id), "brewed_at": at.isoformat()}


def test_a_fact_outside_a_transaction_is_a_mistake(lin):
    with pytest.raises(RuntimeError, match="in the transaction"):
        record(CupBroken(guest_id=lin.id))


def test_a_reaction_that_defers_two_tasks_is_a_mistake_for_it_has_one_receipt(lin):
    with pytest.raises(RuntimeError, match="write a reaction for each"), transaction.atomic():
        record(PotBroken(guest_id=lin.id))


def test_a_rollback_leaves_neither_the_fact_nor_its_reactions(lin):
    with transaction.atomic():
        record(TeaPoured(guest_id=lin.id, cups=1))
        transaction.set_rollback(True)

    assert (FactRow.objects.count(), due_tasks(), run_tasks()) == (0, [], [])


def test_a_commit_leaves_the_fact_and_every_reaction(lin):
    pour(lin)
    assert due_tasks() == [say.name, say.name]
    run_tasks()
    assert heard() == "Lin: thanks more?"


def test_each_reaction_takes_effect_once_though_its_task_runs_twice(lin):
    pour(lin)
    run_tasks(times=2)
    assert heard() == "Lin: thanks more?"
    assert Receipt.objects.count() == 2


def test_two_facts_of_one_kind_each_have_their_effect(lin):
    pour(lin)
    pour(lin)
    run_tasks(times=2)
    assert heard() == "Lin: thanks more? thanks more?"


@pytest.mark.parametrize("number", [1, 2])
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(lin, number):
    pour(lin)
    with killed_at_write(number):
        run_tasks()
    assert (heard(), Receipt.objects.count()) == ("Lin:", 0)

    rescue_jobs()
    run_tasks(times=2)
    assert heard() == "Lin: thanks more?"


def test_reactions_about_one_subject_wait_for_each_other(lin):
    pour(lin)
    with transaction.atomic():
        record(CupBroken(guest_id=lin.id))
    with killed_at_write(1):
        run_tasks()

    assert run_tasks() == []

    rescue_jobs()
    run_tasks()
    assert heard() == "Lin: thanks more? never mind"


def test_reactions_about_other_subjects_do_not_wait(lin):
    hao = MemberFactory(name="Hao:")
    pour(lin)
    pour(hao)
    with killed_at_write(1):
        run_tasks()

    run_tasks()

    assert Member.objects.get(pk=hao.id).name == "Hao: thanks more?"
    assert Member.objects.get(pk=lin.id).name == "Lin:"


def test_history_keeps_its_own_time_and_calls_no_reaction(lin):
    then = datetime(2010, 12, 1, 8, 26, tzinfo=UTC)
    with recording_history(), transaction.atomic():
        record(TeaPoured(guest_id=lin.id, cups=1, at=then))

    assert FactRow.objects.get().at == then
    assert due_tasks() == []


def test_after_history_reactions_are_called_again(lin):
    with recording_history():
        pass
    pour(lin)
    assert len(due_tasks()) == 2


def test_reactions_are_found_by_the_fact_they_are_declared_for(lin):
    assert [each.__name__ for each in reactions_to(TeaPoured)] == ["thank", "offer_more"]


@pytest.mark.parametrize("change", ["UPDATE core_fact SET name = 'x'", "DELETE FROM core_fact", "TRUNCATE core_fact"])
def test_the_database_refuses_to_change_a_fact(lin, change):
    pour(lin)
    with pytest.raises(Error, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_receipt_of_another_space_does_not_count(lin):
    fact = pour(lin)
    with acting_in(SpaceFactory()):
        Receipt.objects.create(fact_id=fact.fact_id, reaction="anything", at=clock.now())
        stranger = MemberFactory(name="Wu:")
    run_tasks()
    assert heard() == "Lin: thanks more?"
    assert stranger.name == "Wu:"
