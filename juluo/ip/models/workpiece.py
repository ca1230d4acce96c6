from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.money import Money

WORKPIECE_TITLE_LENGTH, WORKPIECE_SUMMARY_LENGTH, VERSION_NUMBER_LENGTH, CHANGES_LENGTH = 120, 300, 20, 5000
QUALITY_LENGTH = 60


class Workpiece(SpaceModel):
    """What is being made together, from its first version on. Readers see it once it is shown."""

    title = models.CharField(max_length=WORKPIECE_TITLE_LENGTH)
    summary = models.CharField(max_length=WORKPIECE_SUMMARY_LENGTH, blank=True)
    product = models.CharField(max_length=80, blank=True)
    """The address of the product that it became, if the mall sells it."""
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="workpiece_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(shown_at__isnull=False), name="workpiece_shown"),
        ]

    def __str__(self) -> str:
        return self.title


class VersionQuerySet(SpaceQuerySet["Version"]):
    def told(self) -> "VersionQuerySet":
        """Those that stand in the change log."""
        return self.exclude(state=Version.State.DRAFT)


class Version(SpaceModel):
    """One state of a workpiece: what changed, how good it is by its makers' own scores, and what one piece costs.

    The cost is for staff alone.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("version", "Draft")
        TRIAL = "trial", pgettext_lazy("version", "On trial")
        RELEASED = "released", pgettext_lazy("version", "Released")
        RETIRED = "retired", pgettext_lazy("version", "Given up")

    workpiece = SpaceForeignKey(Workpiece, models.PROTECT, related_name="versions", db_index=False)
    number = models.CharField(max_length=VERSION_NUMBER_LENGTH)
    on = models.DateField()
    changes = models.TextField(max_length=CHANGES_LENGTH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    qualities = ArrayField(models.CharField(max_length=QUALITY_LENGTH), default=list, blank=True)
    scores = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    """One for each of `qualities`, 0 to 100."""
    cost_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(VersionQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "workpiece", "number"], name="version_number_once_per_workpiece"),
            models.CheckConstraint(
                condition=Q(cost_minor=None, currency="") | Q(cost_minor__isnull=False) & ~Q(currency=""),
                name="version_cost_has_its_currency",
            ),
            models.CheckConstraint(condition=Q(qualities__len=F("scores__len")), name="version_score_for_each_quality"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "workpiece", "-on", "-id"], name="version_by_workpiece")]

    def __str__(self) -> str:
        return self.number

    @property
    def cost(self) -> Money | None:
        """What one piece costs to make."""
        return None if self.cost_minor is None else Money(self.cost_minor, self.currency)

    @property
    def scored(self) -> list[tuple[str, int]]:
        """Each quality with its score."""
        return list(zip(self.qualities, self.scores, strict=True))
