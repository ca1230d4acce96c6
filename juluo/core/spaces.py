"""Which space is acting. Lock one of two: the application's (the other is the database's row-level security)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol
from uuid import UUID

from django.db import connection

_acting: ContextVar[UUID | None] = ContextVar("juluo_acting_space", default=None)


class NoSpaceActing(RuntimeError):  # noqa: N818 - reads as a sentence where it is caught
    """Rows of a space were touched while no space was acting."""


class HasId(Protocol):
    """Anything with the id of a space: the Space row or a stand-in."""

    @property
    def id(self) -> UUID: ...


@contextmanager
def acting_in(space: HasId | UUID) -> Iterator[None]:
    """Let `space` act until the block ends.

    Refuses to switch spaces while a transaction is open: that transaction's rows belong to the space that began it.
    """
    space_id = space if isinstance(space, UUID) else space.id
    if space_id != _acting.get() and connection.in_atomic_block:
        message = "A transaction is open: end it before another space acts."
        raise RuntimeError(message)
    token = _acting.set(space_id)
    try:
        yield
    finally:
        _acting.reset(token)


def acting_space_id() -> UUID:
    """Return the id of the acting space; raise NoSpaceActing if there is none."""
    space_id = _acting.get()
    if space_id is None:
        message = "No space is acting. Enter one with acting_in(space) at the edge."
        raise NoSpaceActing(message)
    return space_id


def acting_space_id_or_none() -> UUID | None:
    return _acting.get()
