"""What travelled in the 28 days that end with a day: counts for every subject, and the rows they come from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from juluo.core.days import began, ended
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.insight.queries import spread_sql
from juluo.insight.rules.spread import DAYS, Counts

SPACE = "space"
PAGE = 50


class Evidence(models.TextChoices):
    """The lists that the components open to."""

    SHARES = "shares", pgettext_lazy("evidence", "Shares")
    VISITS = "visits", pgettext_lazy("evidence", "Visits")
    JOINS = "joins", pgettext_lazy("evidence", "Joins")
    CYCLES = "cycles", pgettext_lazy("evidence", "First shares")


_LISTS = {
    Evidence.SHARES: spread_sql.SHARES,
    Evidence.VISITS: spread_sql.VISITS,
    Evidence.JOINS: spread_sql.JOINS,
    Evidence.CYCLES: spread_sql.CYCLES,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One share, visit, join or first share: when, who, by whose link, of what.

    `number` is the depth in the chain of a share, the hours of a first share. A visitor nobody knows has no name.
    """

    id: UUID
    at: datetime
    name: str
    other: str
    content: str
    number: float | None
    could_earn: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of evidence; `next` is "" on the last one."""

    rows: list[Row]
    next: str


def counts_until(day: date) -> dict[str, Counts]:
    """Count for every subject that was shared or opened in the 28 days ending with `day`; the space always."""
    with connection.cursor() as cursor:
        cursor.execute(spread_sql.COUNTED, _window(day))
        names = [column.name for column in cursor.description or ()][1:]
        return {subject: Counts(**dict(zip(names, counts, strict=True))) for subject, *counts in cursor.fetchall()}


def evidence_of(subject: str, kind: Evidence, day: date, after: str = "") -> Rows:
    """The rows behind a component, the latest first. Refused with `bad_cursor` (422)."""
    asked = _window(day) | {"subject": subject, "after": _cursor(after), "most": PAGE + 1}
    with connection.cursor() as cursor:
        cursor.execute(_LISTS[kind], asked)
        rows = [Row(*found) for found in cursor.fetchall()]
    return Rows(rows[:PAGE], str(rows[PAGE - 1].id) if len(rows) > PAGE else "")


def entrances_of(subject: str, day: date) -> list[tuple[str, str, int]]:
    """Through which entrances (name, kind) how many people had come who saw the subject; "" is none."""
    with connection.cursor() as cursor:
        cursor.execute(spread_sql.ENTRANCES, _window(day) | {"subject": subject})
        rows: list[tuple[str, str, int]] = cursor.fetchall()
    return rows


def _window(day: date) -> dict[str, Any]:
    return {"space": acting_space_id(), "since": began(day - timedelta(days=DAYS - 1)), "until": ended(day)}


def _cursor(after: str) -> UUID | None:
    try:
        return UUID(after) if after else None
    except ValueError:
        message = _("This list has no such page. Begin again at the first.")
        raise Refused(message, code="bad_cursor", field="after", status=422) from None
