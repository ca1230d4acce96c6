from django.db.models import Count, QuerySet

from juluo.community.models import Entrance


def entrances_with_counts() -> QuerySet[Entrance]:
    """Every entrance with how many members it admitted (`admitted`): open ones first, then latest first."""
    counted = Entrance.objects.annotate(admitted=Count("admissions"))
    return counted.order_by("closed_at", "-made_at", "-id")
