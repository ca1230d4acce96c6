from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction

from juluo.core import clock, tasks
from juluo.core.acting import Actor, acting_as, actor
from juluo.core.models import IdempotencyRecord, Member
from juluo.core.spaces import NoSpaceActing, acting_in, acting_space_id, acting_space_id_or_none
from juluo.core.tasks import Routine, errand, even_when_closed, registered, rescue_stalled_jobs, run_routines, task
from juluo.core.tests.factories import LONG_AGO, MemberFactory, SpaceFactory
from juluo.testing.jobs import due_tasks, run_tasks

seen = []


def rescue() -> None:
    """In a thread of its own: a browser test before this one may have left an event loop in ours."""

    def call() -> None:
        try:
            async_to_sync(rescue_stalled_jobs.func)(timestamp=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(call).result()


@task
def witness(member_id: UUID | None, at: datetime, word: str) -> None:
    seen.append((member_id, at, word, acting_space_id(), actor(), connection.in_atomic_block))


@task
def greet(member_id: UUID) -> None:
    seen.append(Member.objects.get(pk=member_id).name)


@errand
def go_out(member_id: UUID) -> None:
    seen.append((member_id, acting_space_id(), connection.in_atomic_block))


@pytest.fixture(autouse=True)
def nothing_seen():
    seen.clear()


@pytest.fixture
def space(db):
    return SpaceFactory()


@pytest.fixture
def lin(space):
    with acting_in(space):
        return MemberFactory(name="Lin")


def test_a_task_runs_in_the_space_that_deferred_it_as_nobody_in_one_transaction(space, lin):
    at = datetime(2026, 5, 1, tzinfo=UTC)
    with acting_in(space), acting_as(Actor(lin.id, staff=True)):
        witness.defer(member_id=lin.id, at=at, word="茶")
    run_tasks()
    assert seen == [(lin.id, at, "茶", space.id, Actor(), True)]
    assert acting_space_id_or_none() is None


def test_ids_and_times_arrive_as_what_the_task_asks_for(space, lin):
    with acting_in(space):
        greet.defer(member_id=lin.id)
    run_tasks()
    assert seen == ["Lin"]


def test_an_errand_runs_in_its_space_and_in_no_transaction(space, lin):
    with acting_in(space):
        go_out.defer(member_id=lin.id)
    run_tasks()
    assert seen == [(lin.id, space.id, False)]


def test_a_task_cannot_be_deferred_for_no_space(db):
    with pytest.raises(NoSpaceActing):
        go_out.defer(member_id=None)


def test_a_task_given_an_id_of_another_space_finds_nothing(space, lin):
    with acting_in(SpaceFactory()):
        greet.defer(member_id=lin.id)
    with pytest.raises(Member.DoesNotExist):
        run_tasks()
    assert seen == []


def test_every_task_is_registered_by_its_full_name():
    assert registered[f"{__name__}.greet"] is greet


@pytest.fixture
def routine(monkeypatch):
    monkeypatch.setattr(tasks, "routines", [])

    def look_round() -> None:
        if Member.objects.filter(name="Breaker").exists():
            raise LookupError
        seen.append(acting_space_id())

    made = Routine.__new__(Routine)
    made.function, made.name, made.when_closed = look_round, "look_round", False
    return made


def test_a_routine_is_called_once_for_each_open_space(space, routine):
    other = SpaceFactory()
    SpaceFactory(closed_at=LONG_AGO)
    run_routines([routine])
    assert set(seen) == {space.id, other.id}
    assert len(seen) == 2


def test_a_routine_that_moves_money_is_called_for_closed_spaces_too(space, routine):
    closed = SpaceFactory(closed_at=LONG_AGO)
    run_routines([even_when_closed(routine)])
    assert set(seen) == {space.id, closed.id}


def test_what_moves_money_or_keeps_a_promise_goes_on_in_closed_spaces():
    assert {routine.name.rsplit(".", 1)[-1] for routine in tasks.routines if routine.when_closed} >= {
        "reconcile", "lapse_unpaid_orders", "take_parcels_as_delivered", "release_commissions", "check_every_ledger",
        "forget_answers",
    }  # fmt: skip


def test_a_routine_that_fails_in_one_space_still_serves_the_others(space, routine, caplog):
    with acting_in(SpaceFactory()):
        MemberFactory(name="Breaker")
    run_routines([routine])
    assert seen == [space.id]
    assert "routine failed" in caplog.text


def test_answers_to_idempotency_keys_are_forgotten_after_two_days(space):
    with acting_in(space):
        for key, hours in (("old", 49), ("young", 47)):
            at = clock.now() - timedelta(hours=hours)
            IdempotencyRecord.objects.create(key=key, caller="x", fingerprint="x", status=200, body={}, at=at)
        tasks.forget_answers.function()
        assert [record.key for record in IdempotencyRecord.objects.all()] == ["young"]


def beat(worker, ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id",
            [timedelta(seconds=ago)],
        )
        return cursor.fetchone()[0]


def take(worker):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("silent", "rescued"), [(3600, True), (1, False)])
def test_the_job_of_a_worker_that_fell_silent_is_queued_again_and_a_living_ones_is_left(space, lin, silent, rescued):
    with acting_in(space):
        greet.defer(member_id=lin.id)
    take(beat("worker", silent))
    assert due_tasks() == []

    rescue()

    assert due_tasks() == ([greet.name] if rescued else [])


def test_the_job_of_a_worker_that_was_forgotten_is_queued_again(space, lin):
    with acting_in(space):
        greet.defer(member_id=lin.id)
    take(None)
    rescue()
    run_tasks()
    assert seen == ["Lin"]


def test_a_job_deferred_in_an_open_transaction_is_not_due_before_it_commits(space, lin, wiper):
    waiting = "SELECT count(*) FROM procrastinate_jobs"
    with acting_in(space):
        with transaction.atomic():
            greet.defer(member_id=lin.id)
            assert wiper.execute(waiting).fetchone() == (0,)
        assert wiper.execute(waiting).fetchone() == (1,)


def test_tasks_handed_over_are_called_by_whoever_asked_and_never_queued(space):
    with acting_in(space), tasks.handed_over() as handed:
        with transaction.atomic():
            greet.defer(member_id=MemberFactory(name="Lin").id)
            assert not handed
        handed.popleft()()
    assert (seen, due_tasks(), list(handed)) == (["Lin"], [], [])


def test_a_rollback_hands_nothing_over(space):
    with acting_in(space), tasks.handed_over() as handed, pytest.raises(RuntimeError), transaction.atomic():
        greet.defer(member_id=MemberFactory(name="Lin").id)
        raise RuntimeError
    assert not handed
