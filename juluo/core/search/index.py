"""Writing the index: in the transaction that changes what may be found, or anew for a whole space.

The index holds folded text and no title or picture to show: what a reader sees of a hit is read from its pillar again,
so that not even an index that lags could show what is not to be seen.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from juluo.core.facts import Fact, accompany
from juluo.core.search.folding import fold
from juluo.core.search.registry import Document, Searchable, remember, searchables
from juluo.core.search.terms import LONGEST_TEXT, terms_of

BATCH = 200
_FIRST = UUID(int=0)


def register_searchable(kind: Searchable, *, changed_by: Sequence[type[Fact]]) -> None:
    """Let search find documents of this kind; facts of `changed_by`, whose subject is a document, renew it at once."""

    def renew_subjects(facts: Sequence[Fact]) -> None:
        renew(kind, list({fact.subject_id for fact in facts}))

    remember(kind)
    for each in changed_by:
        accompany(each, renew_subjects)


def renew(kind: Searchable, subjects: Sequence[UUID]) -> int:
    """Write the documents of these subjects as they are now, and return how many; the other subjects find nothing."""
    documents = [_row(each) for each in kind.documents(subjects)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT juluo_search_replace(%s, %s::uuid[], %s::jsonb)", [kind.kind, list(subjects), json.dumps(documents)]
        )
    return len(documents)


def holds_anything() -> bool:
    """Whether anything of the acting space is in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT juluo_search_holds()")
        return bool(cursor.fetchone()[0])


def rebuild(after: tuple[str, UUID] | None = None) -> Iterator[tuple[tuple[str, UUID], int]]:
    """Write the acting space's index anew, a transaction a batch. Call it with no transaction open.

    Yields where it stands after each batch (`after` goes on from there) and how many documents the batch wrote. What
    has no subject any more goes in the end.
    """
    for kind in sorted(searchables(), key=lambda each: each.kind):
        if after is None or kind.kind >= after[0]:
            begin = after[1] if after and kind.kind == after[0] else _FIRST
            for last, written in _rebuild(kind, begin):
                yield (kind.kind, last), written
    for kind in searchables():
        _sweep(kind)


def _rebuild(kind: Searchable, after: UUID) -> Iterator[tuple[UUID, int]]:
    while True:
        with transaction.atomic():
            # Locked, so that a verb which is changing one of them comes wholly before this batch or wholly after it.
            rows = kind.subjects().select_for_update(no_key=True, of=("self",)).filter(id__gt=after).order_by("id")
            subjects = [row.pk for row in rows.only("id")[:BATCH]]
            written = renew(kind, subjects) if subjects else 0
        if not subjects:
            return
        after = subjects[-1]
        yield after, written


def _sweep(kind: Searchable) -> None:
    """Take out of the index what is no document any more."""
    after = _FIRST
    while held := _held(kind, after):
        after = held[-1]
        if gone := set(held) - {each.id for each in kind.documents(held)}:
            with transaction.atomic():
                list(kind.subjects().select_for_update(no_key=True, of=("self",)).filter(id__in=gone).only("id"))
                renew(kind, sorted(gone))


def _held(kind: Searchable, after: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT juluo_search_held(%s, %s, %s)", [kind.kind, after, BATCH])
        return [row[0] for row in cursor.fetchall()]


def _row(document: Document) -> dict[str, Any]:
    title, tags = fold(document.title), [fold(each) for each in document.tags]
    text = fold(document.text[:LONGEST_TEXT])
    return {
        "id": str(document.id),
        "audience": document.audience,
        "title": title,
        "tags": "\n".join(tags),
        "body": text,
        "terms": terms_of(titled=[title, *tags], text=text),
        "at": document.at.isoformat(),
    }
