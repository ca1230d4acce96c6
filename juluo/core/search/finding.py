"""Asking the index: what a reader may find, the best first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from juluo.core.models import Member
from juluo.core.search.registry import EVERYONE, MEMBERS, Document, Searchable, further_audiences, searchable
from juluo.core.search.terms import Question

MOST = 1_000
"""Documents that one question finds: a word that is everywhere does not read the whole index."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in the index that answers to a question."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Found:
    kind: Searchable
    document: Document


def audiences_of(member: Member | None, permissions: frozenset[str] = frozenset()) -> list[str]:
    """The audiences that somebody belongs to."""
    inside = [MEMBERS, *further_audiences(member)] if member and not member.banned_at else []
    return [EVERYONE, *inside, *sorted(permissions)]


def hits_of(
    question: Question | None, *, kinds: Sequence[str], audiences: Sequence[str], most: int = MOST
) -> list[Hit]:
    """What answers to the question in the acting space: titles before texts, then the newest first.

    At most `most`; of more, as many as are come upon first, those with the words in their title before others.
    """
    if question is None:
        return []
    within, phrases = (list(kinds), list(audiences)), list(question.phrases)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, id FROM juluo_search_find(%s::text[], %s::text[], %s, %s, %s::text[], %s, %s)",
            [*within, question.anywhere, question.titled, phrases, question.needle, most],
        )
        return [Hit(kind, subject) for kind, subject in cursor.fetchall()]


def subjects_found(question: Question | None, *, kind: str, audiences: Sequence[str], most: int = MOST) -> list[UUID]:
    """The ids of one kind's documents that answer to the question."""
    return [hit.id for hit in hits_of(question, kinds=[kind], audiences=audiences, most=most)]


def shown(hits: Sequence[Hit], audiences: Sequence[str]) -> list[Found]:
    """The hits with what is shown of them, read anew from their pillars; what may not be seen any more is left out."""
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for hit in hits:
        wanted[hit.kind].append(hit.id)
    read = {
        document.id: Found(searchable(kind), document)
        for kind, subjects in wanted.items()
        for document in searchable(kind).documents(subjects)
        if document.audience in audiences
    }
    return [read[hit.id] for hit in hits if hit.id in read]
