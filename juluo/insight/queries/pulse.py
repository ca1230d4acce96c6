"""What followed a push: counted from footprints and opened links, and read again from what was measured."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from juluo.core.days import began, ended
from juluo.core.models import Measure
from juluo.core.spaces import acting_space_id
from juluo.insight.queries.spread import SPACE
from juluo.insight.queries.spread_sql import PEOPLE_AND_LINKS
from juluo.insight.rules.pulse import FEWEST_CAME, HALF_LIFE, WEEK, Push
from juluo.insight.rules.spread import DAYS
from juluo.sharing.queries.contents import titles_of_contents

MOST_PUSHES = 20
_PUSHES = f"""
{PEOPLE_AND_LINKS}
pushes AS (
    SELECT subject, at, ends FROM (
        SELECT 'post:' || subject_id AS subject, at, at + %(week)s AS ends,
            lead(at) OVER (PARTITION BY subject_id ORDER BY at, id) AS again_at
        FROM core_fact
        WHERE space_id = %(space)s AND name = 'PostPublished' AND at >= %(since)s AND at < %(until)s
    ) said WHERE ends <= %(until)s AND (again_at IS NULL OR again_at >= ends)
),
comings AS (
    SELECT f.subject, coalesce(f.member_id, k.member_id, f.visitor) AS person, f.at
    FROM core_footprint f LEFT JOIN known k ON k.visitor = f.visitor
    WHERE f.space_id = %(space)s AND f.name = 'view' AND f.at >= %(since)s AND f.at < %(until)s
    UNION ALL
    SELECT l.content, coalesce(t.member_id, k.member_id, t.visitor), t.at
    FROM sharing_touch t JOIN sharing_sharelink l ON l.space_id = %(space)s AND l.id = t.link_id
    LEFT JOIN known k ON k.visitor = t.visitor
    WHERE t.space_id = %(space)s AND t.at >= %(since)s AND t.at < %(until)s
),
firsts AS (
    SELECT p.subject, p.at, c.person, min(c.at) - p.at AS took
    FROM pushes p JOIN comings c ON c.subject = p.subject AND c.at >= p.at AND c.at < p.ends
    WHERE NOT EXISTS (SELECT FROM left_out x WHERE x.member_id = c.person)
    GROUP BY p.subject, p.at, c.person
)
SELECT subject, at, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM took)::float8)
FROM firsts GROUP BY subject, at ORDER BY at, subject
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Pulse:
    """A measured half-life: of one push of a post, or typical of `pushes` of the space (`few` had too few people)."""

    subject: str
    title: str
    day: date
    seconds: float
    people: int
    at: datetime | None
    pushes: int
    few: int

    @property
    def is_too_few(self) -> bool:
        return self.people < FEWEST_CAME


def pushes_until(day: date) -> list[Push]:
    """Every push whose week ended in the 28 days until `day`, if anybody came; the earliest first."""
    since = began(day - timedelta(days=DAYS - 1)) - WEEK
    asked: dict[str, Any] = {"space": acting_space_id(), "since": since, "until": ended(day), "week": WEEK}
    with connection.cursor() as cursor:
        cursor.execute(_PUSHES, asked)
        return [Push(*row) for row in cursor.fetchall()]


def pulse_of(subject: str, title: str, day: date) -> Pulse | None:
    """What was measured last of a subject until `day`; None if it never was."""
    rows = Measure.objects.filter(subject=subject, name=HALF_LIFE, day__lte=day).order_by("-day")
    row = rows.first()
    return _pulse(row, title) if row else None


def latest_pulses(day: date) -> list[Pulse]:
    """The pushes measured for `day`, the longest half-life first."""
    rows = Measure.objects.filter(name=HALF_LIFE, day=day).exclude(subject=SPACE).order_by("-value", "subject")
    found = list(rows[:MOST_PUSHES])
    titles = titles_of_contents([row.subject for row in found])
    return [_pulse(row, titles[row.subject]) for row in found if row.subject in titles]


def _pulse(row: Measure, title: str) -> Pulse:
    told: dict[str, Any] = row.evidence
    at = datetime.fromisoformat(told["pushed_at"]) if told.get("pushed_at") else None
    return Pulse(row.subject, title, row.day, row.value, told["people"], at, told.get("pushes", 1), told.get("few", 0))
