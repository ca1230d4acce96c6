"""What is being made: workpieces with their versions."""

from uuid import UUID

from django.db.models import QuerySet

from juluo.ip.models import Need, Version, Workpiece

MOST_VERSIONS = 100
_NOT_COST = (
    "id", "space", "workpiece", "number", "on", "changes", "state", "qualities", "scores",
)  # fmt: skip


def workpieces_of_staff() -> QuerySet[Workpiece]:
    """The latest begun first, also those that nobody else sees."""
    return Workpiece.objects.order_by("-id")


def workpieces_shown() -> QuerySet[Workpiece]:
    """What everybody may see, the latest begun first."""
    return Workpiece.objects.filter(shown_at__isnull=False).order_by("-id")


def change_log(workpiece_id: UUID) -> list[Version]:
    """The versions that everybody may read about, the latest first. What they cost is not even asked for."""
    told = Version.objects.filter(workpiece=workpiece_id).told().only(*_NOT_COST)
    return list(told.order_by("-on", "-id")[:MOST_VERSIONS])


def versions_of(workpiece: Workpiece) -> list[Version]:
    """All of them, for staff, the latest first."""
    return list(Version.objects.filter(workpiece=workpiece).order_by("-on", "-id")[:MOST_VERSIONS])


def versions_of_staff() -> QuerySet[Version]:
    return Version.objects.select_related("workpiece")


def needs_answered_by(workpiece: Workpiece) -> QuerySet[Need]:
    """What members asked for and it is made of, as far as it is decided."""
    return Need.objects.standing().decided().filter(workpiece=workpiece).order_by("-decided_at", "-id")
