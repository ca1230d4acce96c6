"""A task that is given an id of another space finds nothing, as with an id that never was."""

from juluo.core.tasks import registered, routines
from juluo.testing.isolation.work import faults_of_routines, faults_of_tasks

TASKS = [task for name, task in sorted(registered.items()) if ".tests." not in name and name.startswith("juluo.")]
ROUTINES = [each for each in routines if ".tests." not in each.name and each.name.startswith("juluo.")]


def test_there_are_tasks_and_routines_to_ask():
    assert TASKS
    assert ROUTINES


def test_no_task_reaches_into_another_space(world):
    assert faults_of_tasks(world, TASKS) == []


def test_no_routine_reaches_into_another_space(world):
    assert faults_of_routines(world, ROUTINES) == []
