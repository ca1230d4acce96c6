"""Facts: what happened, written in the transaction that makes it true; everything else reacts.

`record` writes the fact's row and defers its reactions in the same transaction, so a rollback leaves neither and a
commit loses neither. Reactions are declared once with `@on(SomeFact)`; all of them are found by that search.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise

from juluo.core import clock
from juluo.core.acting import actor
from juluo.core.ids import uuid7
from juluo.core.models import FactRow, insert
from juluo.core.spaces import acting_space_id

_ENVELOPE = {"fact_id", "at"}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. The first field of a subclass is its subject: reactions about one subject run in order."""

    fact_id: UUID = field(default_factory=uuid7)
    at: datetime | None = None

    kinds: ClassVar[dict[str, type["Fact"]]] = {}
    sentence: ClassVar[str | Promise] = ""
    """What happened, for people; may name fields as %(field)s."""

    def __init_subclass__(cls) -> None:
        Fact.kinds[cls.__name__] = cls

    @property
    def subject_id(self) -> UUID:
        value: UUID = getattr(self, next(iter(type(self).__annotations__)))
        return value

    def data(self) -> dict[str, Any]:
        """The fact's own fields as JSON values."""
        own = (each.name for each in fields(self) if each.name not in _ENVELOPE)
        return {name: _plain(getattr(self, name)) for name in own}


@dataclass(frozen=True, slots=True)
class Reacting:
    """The fact and the reaction on whose behalf a task is being deferred: one, for it has one receipt."""

    fact: Fact
    reaction: str
    deferred: list[str] = field(default_factory=list)

    def defers(self, task: str) -> None:
        if self.deferred:
            message = f"{self.reaction} defers {task} besides {self.deferred[0]}: write a reaction for each."
            raise RuntimeError(message)
        self.deferred.append(task)


type Reaction = Callable[[Any], None]
type Companion = Callable[[Sequence[Any]], None]

_reactions: dict[str, list[Reaction]] = defaultdict(list)
_companions: dict[str, list[Companion]] = defaultdict(list)
_reacting: ContextVar[Reacting | None] = ContextVar("juluo_reacting", default=None)
_historical: ContextVar[bool] = ContextVar("juluo_historical", default=False)


def on[F: Fact](kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Declare a reaction to `kind`: a function that only defers a task."""

    def declare(reaction: Callable[[F], None]) -> Callable[[F], None]:
        _reactions[kind.__name__].append(reaction)
        return reaction

    return declare


def accompany[F: Fact](kind: type[F], companion: Callable[[Sequence[F]], None]) -> None:
    """Let `companion` write beside facts of this kind, in their transaction: what must never lag, such as search."""
    _companions[kind.__name__].append(companion)


def record[F: Fact](fact: F) -> F:
    """Write `fact` and defer its reactions, in the open transaction. Returns the fact with its time.

    History being imported (`recording_history`) keeps its own time and calls no reaction.
    """
    if not connection.in_atomic_block:
        message = "A fact is recorded in the transaction that makes it true."
        raise RuntimeError(message)
    fact = replace(fact, at=fact.at or clock.now())
    insert(row_of(fact))
    _write_beside([fact])
    if not _historical.get():
        for reaction in _reactions[type(fact).__name__]:
            _call(reaction, fact)
    return fact


def record_past(facts: Sequence[Fact]) -> None:
    """Write facts of history, each with its own time, in one statement; they call no reaction."""
    if not connection.in_atomic_block or any(fact.at is None for fact in facts):
        message = "Facts of the past carry their time and are recorded in the transaction that makes them true."
        raise RuntimeError(message)
    FactRow.objects.bulk_create([row_of(fact) for fact in facts])
    _write_beside(facts)


def row_of(fact: Fact) -> FactRow:
    who = actor()
    return FactRow(
        id=fact.fact_id,
        space_id=acting_space_id(),
        name=type(fact).__name__,
        actor_id=who.member_id,
        by_staff=who.staff,
        subject_id=fact.subject_id,
        data=fact.data(),
        at=fact.at or clock.now(),
    )


@contextmanager
def recording_history() -> Iterator[None]:
    """Within the block facts are history: they send no message and earn nothing."""
    token = _historical.set(True)
    try:
        yield
    finally:
        _historical.reset(token)


def reacting() -> Reacting | None:
    return _reacting.get()


def reactions_to(kind: type[Fact]) -> list[Reaction]:
    return list(_reactions[kind.__name__])


def _write_beside(facts: Sequence[Fact]) -> None:
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_kind[type(fact).__name__].append(fact)
    for kind, recorded in by_kind.items():
        for companion in _companions[kind]:
            companion(recorded)


def _call(reaction: Reaction, fact: Fact) -> None:
    token = _reacting.set(Reacting(fact, f"{reaction.__module__}.{reaction.__name__}"))
    try:
        reaction(fact)
    finally:
        _reacting.reset(token)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value
