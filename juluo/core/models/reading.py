"""Reads by statements that Django words once: wording the queries of a busy request costs more than sending them."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models.query import ModelIterable

from juluo.core.spaces import acting_space_id, acting_space_id_or_none

type Value = UUID | str
_SPACE = -1
_MOST_SHAPES = 64
"""A statement is worded for each number of values, and that number may come from what somebody wrote."""


class Reading[Row: models.Model]:
    """The rows of one queryset, asked for many times with other values.

    `build` makes the queryset from values (ids and texts, or lists of them) and may look at nothing else, for it is
    called once for each number of values. Rows are looked for among a list: an empty one finds nothing. Calling the
    reading sends the statement with the values given, as acting space the one that acts then.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]]) -> None:
        self._build = build
        self._worded: dict[tuple[int | None, ...], _Worded] = {}

    def __call__(self, *values: Value | Sequence[Value]) -> list[Row]:
        shape = tuple(None if isinstance(each, UUID | str) else len(each) for each in values)
        if 0 in shape:
            return []
        if shape not in self._worded:
            if len(self._worded) == _MOST_SHAPES:
                self._worded.clear()
            self._worded[shape] = _word(self._build, values)
        return self._worded[shape].rows(_flat(values))


@dataclass(frozen=True, slots=True)
class _Worded:
    """A statement, and for each of its parameters which value stands there, or a constant of the queryset."""

    model: type[models.Model]
    compiler: Any
    statement: str
    places: tuple[tuple[int | None, Any], ...]

    def rows(self, values: Sequence[Value]) -> list[Any]:
        compiler = copy(self.compiler)
        bound = tuple(constant if at is None else _value(values, at) for at, constant in self.places)
        compiler.connection, compiler.as_sql = connection, lambda: (self.statement, bound)
        return list(ModelIterable(models.QuerySet(self.model, _Ready(compiler))))  # type: ignore[arg-type] # it is enough


@dataclass(frozen=True, slots=True)
class _Ready:
    """What an iterable of Django asks of a query: its compiler."""

    compiler: Any

    def get_compiler(self, **_using: Any) -> Any:
        return self.compiler


def _word(build: Callable[..., models.QuerySet[Any]], values: Sequence[Value | Sequence[Value]]) -> _Worded:
    """Build the queryset of unmistakable values, and find where they went."""
    markers = [_marker(each) if isinstance(each, UUID | str) else [_marker(one) for one in each] for each in values]
    queryset = build(*markers)
    compiler = queryset.query.get_compiler(connection=connection)
    statement, parameters = compiler.as_sql()
    slots: dict[Any, int] = {marker: at for at, marker in enumerate(_flat(markers))}
    found = {slots[each] for each in parameters if each in slots}
    if len(found) != len(slots):
        message = "Every value of a reading must reach its statement as it is."
        raise ValueError(message)
    if space_id := acting_space_id_or_none():
        slots[space_id] = _SPACE
    return _Worded(queryset.model, compiler, statement, tuple((slots.get(each), each) for each in parameters))


def _marker(like: Value) -> Value:
    return uuid4() if isinstance(like, UUID) else uuid4().hex


def _flat(values: Sequence[Value | Sequence[Value]]) -> list[Value]:
    listed = (one for each in values for one in ([each] if isinstance(each, UUID | str) else each))
    return [one if isinstance(one, UUID) else str(one) for one in listed]


def _value(values: Sequence[Value], at: int) -> Any:
    return acting_space_id() if at == _SPACE else values[at]
