"""What was measured of a subject: its latest index with components, the days before, and who travels furthest."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from juluo.core.models import Measure
from juluo.insight.queries.spread import SPACE
from juluo.insight.rules.spread import DAYS, FEWEST_PEOPLE, INDEX, ON_ITS_WAY, TRAVELS, Component, Part, weakest
from juluo.sharing.queries.contents import titles_of_contents

SHOWN_DAYS = 2 * DAYS
MOST_SUBJECTS = 20


@dataclass(frozen=True, slots=True)
class Report:
    """The index of one subject on a day, what it is made of, and the index 28 days before; None: not measured then."""

    subject: str
    title: str
    day: date
    index: float | None
    before: float | None
    parts: list[Part]
    told: dict[str, Any]

    @property
    def is_too_few(self) -> bool:
        """Whether so few people saw it that chance says more than the index."""
        return bool(self.told) and self.told["people"] < FEWEST_PEOPLE

    @property
    def change(self) -> float | None:
        return None if self.index is None or self.before is None else self.index - self.before

    @property
    def verdict(self) -> str:
        """One of "unknown", "few", "not_yet", "on_its_way" and "travels"."""
        if self.index is None:
            return "unknown"
        if self.is_too_few:
            return "few"
        if self.index >= TRAVELS:
            return "travels"
        return "on_its_way" if self.index >= ON_ITS_WAY else "not_yet"

    @property
    def weakest(self) -> Part | None:
        return weakest(self.parts) if self.parts else None


def title_of_subject(subject: str, space_name: str) -> str | None:
    """The title of a subject of the acting space; None if there is no such thing here."""
    if subject == SPACE:
        return space_name
    return titles_of_contents([subject]).get(subject) if subject else None


def latest_day() -> date | None:
    """The last day that was measured."""
    day: date | None = (
        Measure.objects.filter(subject=SPACE, name=INDEX).order_by("-day").values_list("day", flat=True).first()
    )
    return day


def report_of(subject: str, title: str, day: date) -> Report:
    """Read what was measured of the subject for `day`."""
    days = [day, day - timedelta(days=DAYS)]
    rows = Measure.objects.filter(subject=subject, day__in=days, name__startswith="spread.")
    found = {(row.name.removeprefix("spread."), row.day): row for row in rows}
    now, then = found.get(("index", day)), found.get(("index", days[1]))
    parts = [_part(each, found[each, day]) for each in Component if (each, day) in found]
    return Report(
        subject,
        title,
        day,
        index=now.value if now else None,
        before=then.value if then else None,
        parts=parts,
        told=now.evidence if now else {},
    )


def series_of(subject: str, day: date, *, shown: int = SHOWN_DAYS) -> list[tuple[date, float]]:
    """The index day by day, oldest first; days on which the subject did not travel are left out."""
    rows = _indices(subject).filter(day__gt=day - timedelta(days=shown), day__lte=day)
    return list(rows.order_by("day").values_list("day", "value"))


def furthest(day: date) -> list[tuple[str, str, float]]:
    """Subject, title and index of the posts, products and pages with the highest index of the day."""
    rows = Measure.objects.filter(name=INDEX, day=day).exclude(subject=SPACE).order_by("-value", "subject")
    found = list(rows.values_list("subject", "value")[:MOST_SUBJECTS])
    titles = titles_of_contents([subject for subject, _value in found])
    return [(subject, titles[subject], value) for subject, value in found if subject in titles]


def _indices(subject: str) -> QuerySet[Measure]:
    return Measure.objects.filter(subject=subject, name=INDEX)


def _part(component: Component, row: Measure) -> Part:
    said = row.evidence
    return Part(component, said["raw"], said["part"], said["whole"], row.value)
