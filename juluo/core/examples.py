"""Starter content is told by its title: who rewrites the title makes it their own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import pgettext

from juluo.core.models import Space
from juluo.core.spaces import acting_space_id

_DOT = " · "


def example_title(words: str) -> str:
    """`words` marked as an example, in the language that is active."""
    return f"{pgettext('starter content', 'Example')}{_DOT}{words}"


def is_example(title: str) -> bool:
    return title.startswith(_marks())


def titled_as_example() -> Q:
    """Rows whose title is marked, in whatever language they were made."""
    found = Q()
    for mark in _marks():
        found |= Q(title__startswith=mark)
    return found


@contextmanager
def laid_out_alone() -> Iterator[None]:
    """Nobody else lays out examples of the acting space meanwhile; what is written is in the space's language."""
    space = Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    with translation.override(space.language):
        yield


@cache
def _marks() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_marked_in(code for code, _name in settings.LANGUAGES)))


def _marked_in(languages: Iterable[str]) -> list[str]:
    marks = []
    for code in languages:
        with translation.override(code):
            marks.append(example_title(""))
    return marks
