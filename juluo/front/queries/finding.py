"""What members and guests find: a page of it, or what is offered while they type."""

from collections.abc import Sequence
from dataclasses import dataclass

from juluo.core.models import Member
from juluo.core.pages import mark_of, place_at
from juluo.core.search.finding import MOST, Found, audiences_of, hits_of, shown
from juluo.core.search.registry import open_kinds
from juluo.core.search.terms import Question, question_of

SIZE, OFFERED = 20, 6


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Some of what was found, how much there is, and the cursor after it."""

    question: Question | None
    rows: Sequence[Found]
    total: int
    next: str

    @property
    def is_capped(self) -> bool:
        return self.total >= MOST


def kinds_asked(kind: str) -> list[str]:
    """The kinds to look among: the one that was named, or all if there is none of that name."""
    known = [each.kind for each in open_kinds()]
    return [kind] if kind in known else known


def page_found(words: str, kind: str, reader: Member | None, *, after: str = "", size: int = SIZE) -> FoundPage:
    """What answers to the words, the best first. Refused with `bad_cursor` (422) as other lists do."""
    begin, question, audiences = place_at(after), question_of(words), audiences_of(reader)
    hits = hits_of(question, kinds=kinds_asked(kind), audiences=audiences)
    following = mark_of(begin + size) if begin + size < len(hits) else ""
    return FoundPage(question, shown(hits[begin : begin + size], audiences), len(hits), following)


def offered(words: str, kind: str, reader: Member | None) -> list[Found]:
    """The best few of what answers to the words so far."""
    audiences = audiences_of(reader)
    hits = hits_of(question_of(words), kinds=kinds_asked(kind), audiences=audiences, most=OFFERED * 20)
    return shown(hits[:OFFERED], audiences)
