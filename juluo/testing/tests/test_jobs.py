import pytest
from django.db import transaction

from juluo.core.models import Entitlement, Member
from juluo.core.spaces import acting_in
from juluo.core.tasks import Task
from juluo.core.tests.factories import LONG_AGO, MemberFactory, SpaceFactory
from juluo.testing.jobs import Killed, due_tasks, killed_at_write, rescue_jobs, run_tasks


def rename(name: str) -> None:
    member = Member.objects.select_for_update().get()
    Entitlement.objects.create(member=member, right=name, reason=name, granted_at=LONG_AGO)
    Member.objects.update(name=f"{member.name} {name}")


def fail(name: str) -> None:
    Member.objects.update(name=name)
    raise LookupError(name)


RENAME = Task(rename, in_transaction=True)
FAIL = Task(fail, in_transaction=True)


@pytest.fixture
def space(db):
    with acting_in(SpaceFactory()):
        MemberFactory(name="Lin")
        yield


def name():
    return Member.objects.get().name


def test_due_jobs_run_in_order_until_none_is_left(space):
    for each in ("a", "b", "c"):
        RENAME.defer(name=each)

    assert run_tasks() == [RENAME.name] * 3
    assert (name(), due_tasks()) == ("Lin a b c", [])


def test_a_job_deferred_in_a_transaction_that_rolls_back_never_runs(space):
    with transaction.atomic():
        RENAME.defer(name="a")
        transaction.set_rollback(True)

    assert run_tasks() == []


def test_each_job_can_run_twice(space):
    RENAME.defer(name="a")
    with pytest.raises(Exception, match="entitlement_once_per_reason"):
        run_tasks(times=2)


def test_a_failing_task_says_so_and_leaves_nothing(space):
    FAIL.defer(name="broken")
    with pytest.raises(LookupError):
        run_tasks()
    assert (name(), due_tasks()) == ("Lin", [])


@pytest.mark.parametrize("number", [1, 2])
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_rescued_job_runs(space, number):
    RENAME.defer(name="a")
    with killed_at_write(number):
        run_tasks()
    assert (name(), due_tasks()) == ("Lin", [])

    assert rescue_jobs() == 1
    run_tasks()
    assert name() == "Lin a"


def test_dying_at_a_write_that_never_comes_fails_the_test(space):
    RENAME.defer(name="a")
    with pytest.raises(AssertionError, match="wrote 2 times"), killed_at_write(3):
        run_tasks()


def test_nobody_survives_a_kill():
    assert not issubclass(Killed, Exception)
