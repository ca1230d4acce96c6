"""What was reported."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from juluo.core.models import Member, Report
from juluo.core.said.kinds import Said, find_kind


def reports_latest_first(state: str = "") -> QuerySet[Report]:
    """For the studio; `state` is "open" or "closed", "" for any."""
    found = Report.objects.select_related("reporter", "closed_by").order_by("-id")
    return found.filter(closed_at__isnull=state == "open") if state in {"open", "closed"} else found


def open_report(reporter: Member, about: str) -> Report | None:
    found: Report | None = Report.objects.filter(reporter=reporter, about=about, closed_at=None).first()
    return found


def open_reports_of(reporter: Member) -> int:
    return Report.objects.filter(reporter=reporter, closed_at=None).count()


def is_reported(kind: str) -> Exists:
    """Whether somebody reported the row of the query, and nobody has looked at it yet."""
    about = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), TextField()))
    return Exists(Report.objects.filter(about=about, closed_at=None))


def heard(said: str, thing_id: UUID, reader: Member) -> Any:
    """The row, if the reader reads it where it stands; else None."""
    kind = find_kind(said)
    row = kind.row(thing_id) if kind else None
    return row if kind and row and kind.tell(row).is_said and kind.hears(row, reader) else None


def told_about(names: Collection[str]) -> dict[str, Said]:
    """The things that are called so, as far as they are still there: one query a kind."""
    wanted: dict[str, list[str]] = {}
    for name in names:
        kind, _colon, thing_id = name.partition(":")
        wanted.setdefault(kind, []).append(thing_id)
    found: dict[str, Said] = {}
    for key, ids in wanted.items():
        if kind_here := find_kind(key):
            told = map(kind_here.tell, kind_here.rows().filter(pk__in=ids))
            found |= {each.about: each for each in told}
    return found
