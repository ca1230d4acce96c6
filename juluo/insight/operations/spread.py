from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from juluo.core import clock, days
from juluo.core.models import Measure, Space
from juluo.core.spaces import acting_space_id
from juluo.insight.operations.pulse import measure_half_lives
from juluo.insight.queries.spread import SPACE, counts_until
from juluo.insight.rules.spread import INDEX, VERSION, Counts, Part, index_of, parts_of

KEPT_UP = 2 * 28
"""How many past days the nightly run sees to: enough to compare 28 days with the 28 before."""


@transaction.atomic
def measure_spread(day: date) -> int:
    """Write the index and its components for `day` (the space's), of every subject that travelled; how many rows.

    Measuring a day again, however much later, reads the same facts and leaves the same numbers. Two at once: the second
    waits. A day that is not over yet is measured as it stands.
    """
    space = Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    with timezone.override(space.time_zone):
        counted = counts_until(day)
    rows = [row for subject, counts in counted.items() for row in _rows(subject, day, counts)]
    measured = Measure.objects.filter(day=day, name__startswith="spread.")
    measured.delete()
    Measure.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def measure_missing_days() -> int:
    """Measure each of the space's past 56 days that was not measured yet, and yesterday anew; how many days."""
    space = Space.objects.get(pk=acting_space_id())
    with timezone.override(space.time_zone):
        yesterday, made = days.today() - timedelta(days=1), days.day_of(space.made_at)
    first = max(yesterday - timedelta(days=KEPT_UP - 1), made)
    known = set(Measure.objects.filter(subject=SPACE, name=INDEX, day__gte=first).values_list("day", flat=True))
    missing = [day for day in _days(first, yesterday) if day not in known or day == yesterday]
    for day in missing:
        measure_half_lives(day)
        measure_spread(day)  # last: by it a day is known as measured
    return len(missing)


def _rows(subject: str, day: date, counts: Counts) -> Iterator[Measure]:
    parts, now = parts_of(counts), clock.now()

    def row(name: str, value: float, evidence: dict[str, Any]) -> Measure:
        said = evidence | {"version": VERSION}
        return Measure(subject=subject, name=name, day=day, value=value, evidence=said, at=now)

    yield row(INDEX, index_of(parts), _told(counts))
    for part in parts:
        yield row(f"spread.{part.component}", part.score, _evidence(part))


def _evidence(part: Part) -> dict[str, Any]:
    return {"raw": part.raw, "part": part.part, "whole": part.whole}


def _told(counts: Counts) -> dict[str, Any]:
    told = ("people", "reshares", "deepest", "opened", "earned", "could_earn", "left_out")
    return {name: getattr(counts, name) for name in told}


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
