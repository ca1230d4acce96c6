"""The worker's part in tests: run what is due, in order, in this process; run it twice; die in the middle of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

_ENOUGH = 10_000
_WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """The worker died here. No task may catch it, as none can catch a kill."""


def run_tasks(*, times: int = 1) -> list[str]:
    """Run every job that is due until none is left, by the queue's own order and locks; return their names in order.

    `times` runs each job again before it is marked done, as a queue that delivers twice does. An exception of a task
    leaves here, with its job marked failed; `Killed` leaves its job as a dead worker does.
    """
    ran: list[str] = []
    while job := _fetch():
        if len(ran) > _ENOUGH:
            message = f"Tasks that defer each other without end: {sorted(set(ran))}"
            raise RuntimeError(message)
        _run(*job, times=times)
        ran.append(job[1])
    return ran


@contextmanager
def killed_at_write(number: int) -> Iterator[None]:
    """Let the worker die just before its `number`-th INSERT, UPDATE or DELETE (from 1) of a task in this block.

    The block ends there; leaving it alive means that so many writes never came, which fails the test.
    """
    seen = 0

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal seen
        seen += sql.lstrip().upper().startswith(_WRITES) and "procrastinate_" not in sql
        if seen == number:
            raise Killed
        return execute(sql, *rest)

    try:
        with connection.execute_wrapper(watch):
            yield
    except Killed:
        return
    message = f"The tasks wrote {seen} times, so there was no write number {number} to die at."
    raise AssertionError(message)


def rescue_jobs() -> int:
    """Queue again the jobs of dead workers, as the worker's own rescue does; return how many."""
    return _execute("UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing'", [])


def due_tasks() -> list[str]:
    """Names of the tasks that wait, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def _fetch() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, task_name, args FROM procrastinate_fetch_job_v2(NULL, NULL)")
        job_id, name, arguments = cursor.fetchone()
    return (job_id, name, json.loads(arguments)) if job_id else None


def _run(job_id: int, name: str, arguments: dict[str, Any], *, times: int) -> None:
    try:
        for _ in range(times):
            app.tasks[name](**arguments)
    except Exception:
        _finish(job_id, "failed")
        raise
    _finish(job_id, "succeeded")


def _finish(job_id: int, status: str) -> None:
    _execute("SELECT procrastinate_finish_job_v1(%s, %s, false)", [job_id, status])


def _execute(sql: str, parameters: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)
