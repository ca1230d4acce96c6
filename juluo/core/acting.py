"""Who is acting: the member whom facts name, and whether they act as staff of the space."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of the acting space, or nobody (a guest, a nightly job)."""

    member_id: UUID | None = None
    staff: bool = False


_actor: ContextVar[Actor] = ContextVar("juluo_actor", default=Actor())


def actor() -> Actor:
    return _actor.get()


@contextmanager
def acting_as(someone: Actor) -> Iterator[None]:
    """Name `someone` as the actor of every fact recorded in the block."""
    token = _actor.set(someone)
    try:
        yield
    finally:
        _actor.reset(token)
