"""Asking tasks: each one registered, deferred in our space with ids of theirs, does what it does with missing ids."""

import inspect
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from juluo.core.spaces import acting_in
from juluo.core.tasks import Routine, Task
from juluo.testing.isolation.world import World, missing_like, named_values
from juluo.testing.jobs import run_tasks


def faults_of_tasks(world: World, tasks: Sequence[Task]) -> list[str]:
    """Name each task that tells a foreign id from a missing one, or changes something over there."""
    found = []
    run_tasks()  # what the spaces still had to do by themselves
    for task in tasks:
        before = world.digest()
        for foreign in _arguments(world, task):
            missing = {name: missing_like(value) for name, value in foreign.items()}
            outcomes = _outcome(world, task, foreign), _outcome(world, task, missing)
            if outcomes[0] != outcomes[1]:
                found.append(f"{task.name} does {outcomes[0]} with a foreign id and {outcomes[1]} with a missing one")
        if world.digest() != before:
            found.append(f"{task.name} changed the other space")
    return found


def faults_of_routines(world: World, routines: Sequence[Routine]) -> list[str]:
    """Name each routine that changes the other space while ours is acting."""
    found = []
    for routine in routines:
        before = world.digest()
        with acting_in(world.ours):
            routine.function()
        if world.digest() != before:
            found.append(f"{routine.name} changed the other space")
    return found


def _arguments(world: World, task: Task) -> list[dict[str, Any]]:
    """Every way to fill the task's arguments with ids of theirs, one row of each model that a name may mean."""
    parameters = inspect.signature(task.function, eval_str=True).parameters.values()
    choices = {each.name: _values(world, each) for each in parameters}
    most = max(map(len, choices.values()), default=1)
    return [{name: values[turn % len(values)] for name, values in choices.items()} for turn in range(most)]


def _values(world: World, parameter: inspect.Parameter) -> list[Any]:
    values = named_values(world.their_rows, parameter.name) or [world.theirs.id]
    if "UUID" in str(parameter.annotation):
        return [each for each in values if isinstance(each, UUID)] or [world.theirs.id]
    return [1] if parameter.annotation is int else [str(each) for each in values]


def _outcome(world: World, task: Task, arguments: dict[str, Any]) -> str:
    """What came of it: the error, or the tasks that ran."""
    with acting_in(world.ours):
        task.defer(**arguments)
    try:
        return " ".join(run_tasks())
    except Exception as error:  # noqa: BLE001 - which error it is, is the outcome
        return type(error).__name__
