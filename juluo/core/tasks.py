"""Tasks on procrastinate. Each enters its space, loads by id and calls one verb; each may run twice.

A `@task` runs in one transaction. When a reaction deferred it, a receipt makes it take effect once, and tasks about
one subject run in order. An `@errand` talks to the outside: it runs in no transaction and must be idempotent by
itself. `@every` and `@nightly` functions are called for each space in turn.
"""

import inspect
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial
from types import UnionType
from typing import Any, get_args
from uuid import UUID

import procrastinate
from django.db import transaction
from procrastinate.contrib.django import app

from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.facts import reacting
from juluo.core.models import IdempotencyRecord, Receipt, Space
from juluo.core.spaces import acting_in, acting_space_id

logger = logging.getLogger(__name__)
_handed: ContextVar[deque[Callable[[], None]] | None] = ContextVar("juluo_handed", default=None)

NIGHTLY = "30 3 * * *"
_ANSWERS_KEPT = timedelta(days=2)
_RETRY = procrastinate.RetryStrategy(max_attempts=10, exponential_wait=2)
_READ: dict[Any, Callable[[str], Any]] = {UUID: UUID, datetime: datetime.fromisoformat}


class Task:
    """A function that can be deferred with keyword arguments and run by a worker."""

    def __init__(self, function: Callable[..., None], *, in_transaction: bool) -> None:
        self.function, self.in_transaction = function, in_transaction
        self.name = f"{function.__module__}.{function.__name__}"
        parameters = inspect.signature(function, eval_str=True).parameters.values()
        self._readers = {each.name: _reader_of(each.annotation) for each in parameters}
        self._job = app.task(name=self.name, retry=_RETRY)(self.run)
        registered[self.name] = self

    def defer(self, **arguments: Any) -> None:
        """Queue the task in the open transaction, for the acting space."""
        cause = reacting()
        if cause and self.in_transaction:
            cause.defers(self.name)
        space_id = acting_space_id()
        call: dict[str, Any] = {
            "space_id": str(space_id),
            "receipt": [str(cause.fact.fact_id), cause.reaction] if cause else None,
            "arguments": {name: _write(value) for name, value in arguments.items()},
        }
        handed = _handed.get()
        if handed is None:
            self._job.configure(lock=f"{space_id}:{cause.fact.subject_id}" if cause else None).defer(**call)
        else:
            transaction.on_commit(lambda: handed.append(partial(self.run, **call)))

    def run(self, space_id: str, receipt: list[str] | None, arguments: dict[str, Any]) -> None:
        """Do the task, once if it carries a receipt."""
        values = {name: self._read(name, value) for name, value in arguments.items()}
        with acting_in(UUID(space_id)), acting_as(Actor()):
            if not self.in_transaction:
                self.function(**values)
                return
            with transaction.atomic():
                if receipt is None or sign(receipt):
                    self.function(**values)

    def _read(self, name: str, value: Any) -> Any:
        reader = self._readers.get(name)
        return reader(value) if reader and value is not None else value


registered: dict[str, Task] = {}


@contextmanager
def handed_over() -> Iterator[deque[Callable[[], None]]]:
    """Within the block deferred tasks are not queued but handed over, in order, to be called by whoever asked for this.

    History that is replayed does its tasks at its own time (`clock.replaying`), not when a worker comes by.
    """
    tasks: deque[Callable[[], None]] = deque()
    token = _handed.set(tasks)
    try:
        yield tasks
    finally:
        _handed.reset(token)


class Routine:
    """A function called on a schedule, once for each space, acting in it; a closed one only if `when_closed`."""

    def __init__(self, function: Callable[[], None], cron: str) -> None:
        self.function, self.cron, self.when_closed = function, cron, False
        self.name = f"{function.__module__}.{function.__name__}"
        job = app.task(name=self.name, pass_context=False, queueing_lock=self.name)(self.run)
        app.periodic(cron=cron)(job)
        routines.append(self)

    def run(self, timestamp: int = 0) -> None:
        """Call the function for each space; one space's failure does not stop the others."""
        del timestamp
        spaces = Space.objects.all() if self.when_closed else Space.objects.filter(closed_at=None)
        for space in list(spaces.only("id")):
            try:
                with acting_in(space):
                    self.function()
            except Exception:
                logger.exception("routine failed", extra={"routine": self.name, "space": str(space.id)})


routines: list[Routine] = []


def task(function: Callable[..., None]) -> Task:
    """Make a task that runs in one transaction."""
    return Task(function, in_transaction=True)


def errand(function: Callable[..., None]) -> Task:
    """Make a task that talks to the outside and owns its transactions."""
    return Task(function, in_transaction=False)


def every(cron: str) -> Callable[[Callable[[], None]], Routine]:
    """Call the function by `cron` (UTC) for each space."""
    return lambda function: Routine(function, cron)


def nightly(function: Callable[[], None]) -> Routine:
    """Call the function once a night for each space."""
    return Routine(function, NIGHTLY)


def even_when_closed(routine: Routine) -> Routine:
    """Call the routine for closed spaces too: money that is under way arrives there, and what was promised is kept."""
    routine.when_closed = True
    return routine


def run_routines(which: Iterable[Routine] | None = None) -> None:
    """Run every routine now: what `juluo clock advance` does after moving the clock."""
    for routine in list(routines if which is None else which):
        routine.run()


def sign(receipt: list[str]) -> bool:
    """Write the receipt of (fact, reaction); False if it was written before."""
    row = Receipt(fact_id=UUID(receipt[0]), reaction=receipt[1], at=clock.now())
    if Receipt.objects.filter(fact_id=row.fact_id, reaction=row.reaction).exists():
        return False
    row.save(force_insert=True)
    return True


def _reader_of(annotation: Any) -> Callable[[str], Any] | None:
    """Find what turns JSON back into a UUID or a time, wherever the task asks for one or for None."""
    kinds = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    return next((_READ[kind] for kind in kinds if kind in _READ), None)


def _write(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value


@app.periodic(cron="*/1 * * * *")
@app.task(name="juluo.core.tasks.rescue_stalled_jobs", queueing_lock="rescue_stalled_jobs")
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Queue again the jobs of workers that died."""
    del timestamp
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="15 4 * * *")
@app.task(name="juluo.core.tasks.forget_finished_jobs", queueing_lock="forget_finished_jobs")
async def forget_finished_jobs(timestamp: int) -> None:
    """Delete jobs that ended well more than three days ago."""
    del timestamp
    await app.job_manager.delete_old_jobs(nb_hours=72)


@even_when_closed
@nightly
def forget_answers() -> None:
    """Forget what was answered to an Idempotency-Key two days ago; an order's or a refund's own key holds for ever."""
    IdempotencyRecord.objects.filter(at__lt=clock.now() - _ANSWERS_KEPT).delete()


def run_worker() -> None:
    """Run the worker of this installation until it is told to stop."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined] # Django's connector has it
        worker.run_worker(concurrency=2, listen_notify=True, install_signal_handlers=True, fetch_job_polling_interval=2)
