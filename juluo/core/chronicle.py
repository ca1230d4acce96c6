"""Facts in words: who did what, when; for the audit log and for a member's timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from juluo.core.facts import Fact
from juluo.core.models import FactRow, Member
from juluo.core.words import Rung

_reasons: dict[str, Promise | str] = {}


def register_reasons(words: Mapping[str, Promise | str]) -> None:
    """Say what the codes mean by which verbs of a pillar give reasons. What people wrote stands as they wrote it."""
    _reasons.update(words)


@dataclass(frozen=True, slots=True)
class Line:
    """One fact told: `who` is the member who acted, "" for nobody; `about` the member it is about, if it is."""

    at: datetime
    sentence: str
    who: str
    about: str
    about_id: UUID | None
    by_staff: bool
    reason: str


def facts_by_staff() -> QuerySet[FactRow]:
    """The audit log, latest first."""
    return FactRow.objects.filter(by_staff=True).order_by("-id")


def facts_about(subject_id: UUID) -> QuerySet[FactRow]:
    return FactRow.objects.filter(subject_id=subject_id).order_by("-id")


def told(rows: Iterable[FactRow]) -> list[Line]:
    """Tell facts, in their order, with names of members from one query."""
    rows = list(rows)
    people = {each for row in rows for each in (row.actor_id, row.subject_id) if each}
    names: dict[UUID, str] = dict(Member.objects.filter(pk__in=people).values_list("id", "name"))
    return [_line(row, names) for row in rows]


def sentence_of(name: str, data: dict[str, Any]) -> str:
    """Say what happened; a fact without a sentence of its own is called by its name."""
    kind = Fact.kinds.get(name)
    sentence = str(kind.sentence) if kind and kind.sentence else name
    return sentence % {key: _in_words(value) for key, value in data.items()} if "%(" in sentence else sentence


def reason_of(data: Mapping[str, Any]) -> str:
    """Why it happened, in words; "" if the fact does not say."""
    reason = str(data.get("reason", ""))
    return str(_reasons.get(reason, reason))


def _line(row: FactRow, names: dict[UUID, str]) -> Line:
    about = names.get(row.subject_id, "")
    return Line(
        at=row.at,
        sentence=sentence_of(row.name, row.data),
        who=names.get(row.actor_id, "") if row.actor_id else "",
        about=about,
        about_id=row.subject_id if about else None,
        by_staff=row.by_staff,
        reason=reason_of(row.data),
    )


def _in_words(value: Any) -> str:
    return str(Rung(value).label) if value in Rung.values else str(value)
