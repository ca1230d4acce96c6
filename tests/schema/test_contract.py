"""The contract keeps one place for each name of a shape: two shapes of one name would be told as one of them."""

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from ninja import Schema

import juluo.api  # noqa: F401 - loads every router


def shapes(base: type[Schema] = Schema) -> Iterator[type]:
    for shape in base.__subclasses__():
        if shape.__module__.startswith("juluo.") and ".tests." not in shape.__module__:
            yield shape
            yield from (each for field in shape.model_fields.values() for each in choices(field))
        yield from shapes(shape)


def choices(field: Any) -> Iterator[type]:
    """Choices that the contract refers to by their name, and does not write out on the spot."""
    if any("WithJsonSchema" in repr(each) for each in getattr(field, "metadata", ())):
        return
    waiting = [getattr(field, "annotation", field)]
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if isinstance(each, type) and issubclass(each, Enum):
            yield each


def told_as_one(shapes: Iterator[type]) -> list[str]:
    named = defaultdict(set)
    for shape in shapes:
        named[shape.__name__].add(shape)
    return sorted(name for name, shapes in named.items() if len(shapes) > 1)


def test_no_two_shapes_of_the_contract_have_one_name():
    assert told_as_one(shapes()) == []


def test_two_shapes_of_one_name_are_found():
    class PostOut(Schema):
        """There is one already."""

    assert told_as_one(iter([*shapes(), PostOut])) == ["PostOut"]
    del PostOut
