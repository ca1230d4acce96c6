"""The funnel of the acting space: distinct people, by the entrance of their first touch.

A person is a member, or a visitor whom nobody knows; visitors found to be one member are one person. One statement
counts them all, over indexes that begin with the space.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from juluo.community.models import Entrance
from juluo.core.spaces import acting_space_id
from juluo.insight.rules.funnel import Funnel, Stage, summed
from juluo.sharing.queries.contents import titles_of_contents

_PEOPLE = """
WITH first_seen AS MATERIALIZED (
    SELECT DISTINCT ON (visitor) visitor, entrance_id, subject, at FROM core_footprint
    WHERE space_id = %(space)s ORDER BY visitor, at
),
meetings AS (
    SELECT visitor, member_id, at FROM community_admission WHERE space_id = %(space)s AND visitor IS NOT NULL
    UNION ALL
    SELECT visitor, buyer_id, placed_at FROM mall_order WHERE space_id = %(space)s AND visitor IS NOT NULL
    UNION ALL
    SELECT visitor, member_id, at FROM core_footprint WHERE space_id = %(space)s AND member_id IS NOT NULL
),
known AS (SELECT DISTINCT ON (visitor) visitor, member_id FROM meetings ORDER BY visitor, at),
seen AS (
    SELECT coalesce(k.member_id, s.visitor) AS person, k.member_id, s.entrance_id, s.subject, s.at
    FROM first_seen s LEFT JOIN known k USING (visitor)
    UNION ALL
    SELECT member_id, member_id, entrance_id, '', at FROM community_admission WHERE space_id = %(space)s
),
people AS (SELECT DISTINCT ON (person) person, member_id, entrance_id, subject FROM seen ORDER BY person, at),
joined AS (SELECT DISTINCT member_id FROM community_admission WHERE space_id = %(space)s),
followed AS (
    SELECT DISTINCT (data->>'member_id')::uuid AS member_id FROM core_fact
    WHERE space_id = %(space)s AND name = 'Followed'
),
bought AS (
    SELECT DISTINCT buyer_id AS member_id FROM mall_order
    WHERE space_id = %(space)s AND paid_at IS NOT NULL AND NOT support
        AND NOT (total_minor > 0 AND refunded_minor = total_minor)
),
brought AS (
    SELECT DISTINCT b.sharer_id AS member_id FROM sharing_binding b
    JOIN community_admission a ON a.space_id = b.space_id AND a.member_id = b.member_id AND a.at >= b.touched_at
    WHERE b.space_id = %(space)s AND NOT b.by_staff
),
staff AS (SELECT DISTINCT member_id FROM core_staff WHERE space_id = %(space)s)
"""
_COUNTS = "count(*), count(j.member_id), count(f.member_id), count(o.member_id), count(r.member_id)"
_STAGES = """
LEFT JOIN joined j ON j.member_id = p.member_id
LEFT JOIN followed f ON f.member_id = p.member_id
LEFT JOIN bought o ON o.member_id = p.member_id
LEFT JOIN brought r ON r.member_id = p.member_id
LEFT JOIN staff s ON s.member_id = p.member_id
"""
_BY_ENTRANCE = f"""
{_PEOPLE}
SELECT p.entrance_id, s.member_id IS NOT NULL, {_COUNTS}
FROM people p
{_STAGES}
GROUP BY 1, 2
"""  # noqa: S608 - constants only
_BY_CONTENT = f"""
{_PEOPLE}
SELECT coalesce(src.content, l.content, p.subject), {_COUNTS}
FROM people p
LEFT JOIN sharing_source src ON src.space_id = %(space)s AND src.member_id = p.member_id
LEFT JOIN sharing_sharelink l ON l.space_id = %(space)s AND p.subject = 'sharelink:' || l.id
LEFT JOIN community_entrance e ON e.space_id = %(space)s AND e.id = p.entrance_id
{_STAGES}
WHERE s.member_id IS NULL AND coalesce(e.kind, 'direct') <> 'import'
    AND (%(entrance)s = '' OR coalesce(e.code, 'direct') = %(entrance)s)
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT %(most)s
"""  # noqa: S608 - constants only
MOST_CONTENTS = 50


@dataclass(frozen=True, slots=True)
class FunnelReport:
    """The funnel of all people, the funnel of each entrance, and who was left out."""

    total: Funnel
    entrances: list[Funnel]
    staff_left_out: int
    imported_left_out: int


def funnel_report() -> FunnelReport:
    """Count the people of the acting space; those who came by no entrance came by the direct one."""
    entrances = {each.id: each for each in Entrance.objects.order_by("made_at", "id")}
    kinds = {each.kind: each.id for each in entrances.values()}
    direct, imported = kinds.get(Entrance.Kind.DIRECT), kinds.get(Entrance.Kind.IMPORT)
    people: dict[UUID | None, dict[Stage, int]] = {}
    staff = left_out = 0
    for entrance_id, is_staff, *counts in _counted():
        through = entrance_id if entrance_id in entrances else direct
        if is_staff:
            staff += counts[0]
        elif through == imported:
            left_out += counts[0]
        else:
            _add(people.setdefault(through, dict.fromkeys(Stage, 0)), counts)
    funnels = [Funnel.of(each.name, people[each.id], each.code) for each in entrances.values() if each.id in people]
    funnels.sort(key=lambda funnel: -funnel.reached)
    return FunnelReport(summed(funnels), funnels, staff, left_out)


def funnels_by_content(entrance: str = "") -> list[Funnel]:
    """People by what they saw first, of one entrance (its code) or of all; those contents with the most people.

    A member's first content is kept for life (`sharing.Source`); of others the first footprint tells.
    """
    asked: dict[str, Any] = {"space": acting_space_id(), "entrance": entrance, "most": MOST_CONTENTS}
    with connection.cursor() as cursor:
        cursor.execute(_BY_CONTENT, asked)
        rows: list[tuple[str, int, int, int, int, int]] = cursor.fetchall()
    titles = titles_of_contents({content for content, *_counts in rows})
    return [Funnel.of(titles.get(content, content), dict(zip(Stage, counts, strict=True))) for content, *counts in rows]


def _counted() -> list[tuple[UUID | None, bool, int, int, int, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_ENTRANCE, {"space": acting_space_id()})
        rows: list[tuple[UUID | None, bool, int, int, int, int, int]] = cursor.fetchall()
    return rows


def _add(people: dict[Stage, int], counts: list[int]) -> None:
    for stage, count in zip(Stage, counts, strict=True):
        people[stage] += count
