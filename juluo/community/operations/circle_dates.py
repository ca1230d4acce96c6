"""The calendar of a circle: what, when and where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.circles import CircleDateRemoved, CircleDateSet
from juluo.community.models import Circle, CircleDate
from juluo.community.queries.circles import standing_of
from juluo.community.rules.circles import Deed, check_deed, check_standing
from juluo.core import days
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line

DATE_TITLE_LENGTH, DATE_PLACE_LENGTH = 80, 120
_LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """An entry of the calendar."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""

    def cleaned(self) -> dict[str, Any]:
        """Refused (422): `empty`, `too_long`, `bad_time` where it ends before it begins or lasts over 31 days."""
        fits = self.starts_at <= self.ends_at <= self.starts_at + _LONGEST
        if not fits or not days.FIRST < self.starts_at.date() < days.LAST:
            message = _("Let it end after it begins, and within a month.")
            raise Refused(message, code="bad_time", field="ends_at", status=422)
        return {
            "title": clean_line(self.title, field="title", most=DATE_TITLE_LENGTH),
            "place": clean_line(self.place, field="place", most=DATE_PLACE_LENGTH, least=0),
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
        }


@transaction.atomic
def set_date(circle: Circle, words: DateWords, *, by: Member) -> CircleDate:
    """Put a date into the calendar of a circle. The same again is one."""
    said = words.cleaned()
    circle = Circle.objects.select_for_update(of=("self",), no_key=True).get(pk=circle.pk)
    check_deed(standing_of(by, circle), Deed.PLAN)
    check_standing(circle)
    if known := CircleDate.objects.filter(circle=circle, **said).first():
        return known
    made: CircleDate = CircleDate.objects.create(circle=circle, made_by=by, **said)
    record(CircleDateSet(date_id=made.pk, circle_id=circle.pk))
    return made


@transaction.atomic
def remove_date(date: CircleDate, *, by: Member) -> None:
    """Take it out again. Twice is once."""
    check_deed(standing_of(by, date.circle), Deed.PLAN)
    gone, _tables = CircleDate.objects.filter(pk=date.pk).delete()
    if gone:
        record(CircleDateRemoved(date_id=date.pk, circle_id=date.circle_id))
