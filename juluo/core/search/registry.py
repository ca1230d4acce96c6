"""What search may find: each pillar says so at start-up, in its module `search`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from juluo.core.models import Member

EVERYONE, MEMBERS = "everyone", "members"
"""Audiences; a permission of staff is one, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to be found, in plain text of which every reader of its `audience` may see all.

    It is read at the address named `page`, whose argument, if it has one, is what it is `called`.
    """

    id: UUID
    title: str
    page: str
    called: Any = None
    at: datetime
    text: str = ""
    tags: Sequence[str] = ()
    audience: str = EVERYONE
    note: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page, args=[] if self.called is None else [self.called])


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """A kind of documents.

    `subjects` are all rows that may be one; `documents` makes those of the rows with these ids that are to be found
    now, in no order: what it leaves out is in no index and on no page of search. With a `permission` all of them are
    for staff who have it, and members are not offered the kind.
    """

    kind: str
    title: Promise | str
    icon: str
    subjects: Callable[[], QuerySet[Any]]
    documents: Callable[[Sequence[UUID]], Iterable[Document]]
    permission: str = ""


_kinds: dict[str, Searchable] = {}
_audiences: list[Callable[[Member], list[str]]] = []


def register_audiences(of: Callable[[Member], list[str]]) -> None:
    """Let a pillar say to which further audiences a present member belongs: groups of members, like "circle:ID"."""
    _audiences.append(of)


def further_audiences(member: Member) -> list[str]:
    return [each for of in _audiences for each in of(member)]


def remember(searchable: Searchable) -> None:
    _kinds[searchable.kind] = searchable


def searchables() -> list[Searchable]:
    return list(_kinds.values())


def open_kinds() -> list[Searchable]:
    """The kinds that members and guests look for, by their names."""
    return sorted((each for each in _kinds.values() if not each.permission), key=lambda each: each.kind)


def searchable(kind: str) -> Searchable:
    return _kinds[kind]
