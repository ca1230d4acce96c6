"""What stands in the calendars of circles."""

from django.db.models import QuerySet

from juluo.community.models import Circle, CircleDate
from juluo.core import clock
from juluo.core.addresses import address_of
from juluo.core.models import Space
from juluo.ip.rules.calendars import Event, calendar


def dates_of(circle: Circle, *, past: bool = False) -> QuerySet[CircleDate]:
    """What comes, the next first; or what was, the latest first."""
    found = CircleDate.objects.filter(circle=circle)
    if past:
        return found.filter(ends_at__lt=clock.now()).order_by("-starts_at", "-id")
    return found.filter(ends_at__gte=clock.now()).order_by("starts_at", "id")


def calendar_of_date(space: Space, date: CircleDate) -> str:
    """The date as a calendar file."""
    return calendar(
        Event(
            uid=f"{date.pk}@{space.slug}.juluo", sequence=0, starts_at=date.starts_at, ends_at=date.ends_at,
            told_at=clock.now(), title=date.title, place=date.place,
            url=address_of(space, "community:circle_dates", date.circle_id),
        )
    )  # fmt: skip
