from django.db.models import Count, Q, QuerySet

from juluo.community.models import Entrance
from juluo.community.rules.entrances import STANDING


def entrances_with_counts() -> QuerySet[Entrance]:
    """Every entrance with how many members it admitted (`admitted`): open ones first, then latest first."""
    counted = Entrance.objects.annotate(admitted=Count("admissions"))
    return counted.order_by("closed_at", "-made_at", "-id")


def entrances_matching(words: str, state: str = "") -> QuerySet[Entrance]:
    """The same, by words in their name or by their code; `state` is "open" or "closed"."""
    found = entrances_with_counts()
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code=words.lower()))
    return found.filter(closed_at__isnull=state == "open") if state else found


def open_to_everybody() -> bool:
    """Whether somebody may simply join who comes directly or by a member's link: they pass by what others ask."""
    doors = Entrance.objects.filter(kind__in=STANDING - {Entrance.Kind.IMPORT})
    return doors.filter(policy=Entrance.Policy.OPEN).exists()
