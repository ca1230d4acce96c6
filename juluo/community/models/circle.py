from typing import ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import pgettext_lazy

from juluo.core.models import Media, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.words import Rung
from juluo.ip.models import Room

CIRCLE_NAME_LENGTH, CIRCLE_ABOUT_LENGTH, CIRCLE_PLACE_LENGTH = 60, 2000, 60
ASK_LENGTH, COMPANY_LENGTH, JOB_LENGTH = 500, 80, 60


class CircleKind(models.TextChoices):
    CHAPTER = "chapter", pgettext_lazy("circle", "City")
    INTEREST = "interest", pgettext_lazy("circle", "Interest")
    TRADE = "trade", pgettext_lazy("circle", "Trade")


class CircleRole(models.TextChoices):
    MEMBER = "member", pgettext_lazy("circle", "Member")
    HELPER = "helper", pgettext_lazy("circle", "Helper")
    LEAD = "lead", pgettext_lazy("circle", "Lead")


class CircleQuerySet(SpaceQuerySet["Circle"]):
    def standing(self) -> "CircleQuerySet":
        """Those that people live in now."""
        return self.filter(opened_at__isnull=False, archived_at=None)

    def proposed(self) -> "CircleQuerySet":
        """Those that look for people who would join."""
        return self.filter(opened_at=None, archived_at=None)


class Circle(SpaceModel):
    """A group inside the space. Until enough people said that they would join, it is only proposed.

    One that has a parent is none itself: the database refuses a third level.
    """

    name = models.CharField(max_length=CIRCLE_NAME_LENGTH)
    kind = models.CharField(max_length=10, choices=CircleKind.choices)
    place = models.CharField(max_length=CIRCLE_PLACE_LENGTH, blank=True)
    """Where a city's chapter is, as people call it."""
    about = models.TextField(max_length=CIRCLE_ABOUT_LENGTH, blank=True)
    picture = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    parent = SpaceForeignKey("self", models.PROTECT, null=True, related_name="daughters", db_index=False)
    is_private = models.BooleanField(default=False)
    """Outsiders see its name and what it is for, and ask a lead; nothing of what is inside."""
    capacity = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(default=0)
    room = SpaceForeignKey(Room, models.PROTECT, null=True, related_name="circles", db_index=False)
    """Its chat. Whoever belongs to the circle holds the right to enter."""
    founder = SpaceForeignKey(Member, models.PROTECT, related_name="circles_founded", db_index=False)
    wanted = models.PositiveSmallIntegerField(default=0)
    """So many beside the founder open it: the rule of the space as it was then."""
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    level = models.GeneratedField(
        expression=Case(When(parent=None, then=Value(0)), default=Value(1)),
        output_field=models.SmallIntegerField(), db_persist=True,
    )  # fmt: skip
    parents_level = models.GeneratedField(
        expression=Case(When(parent__isnull=False, then=Value(0)), default=Value(None)),
        output_field=models.SmallIntegerField(null=True), db_persist=True,
    )  # fmt: skip
    """With `parent` it refers to (id, level): whoever has a daughter stands on level 0 (`circle_nests_once`)."""

    objects: ClassVar = SpaceManager.from_queryset(CircleQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "id", "level"], name="circle_on_one_level"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="circle_has_room"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="circle_by_newest"),
            models.Index(
                fields=["space", "-people", "-id"], condition=Q(opened_at__isnull=False, archived_at=None),
                name="circle_standing",
            ),
            models.Index(
                fields=["space", "-people", "-id"],
                condition=Q(opened_at__isnull=False, archived_at=None, is_private=False), name="circle_open_to_all",
            ),
            models.Index(
                fields=["space", "-id"], condition=Q(opened_at=None, archived_at=None), name="circle_proposed"
            ),
            models.Index(fields=["space", "parent"], condition=Q(parent__isnull=False), name="circle_daughters"),
            models.Index(fields=["space", "room"], condition=Q(room__isnull=False), name="circle_by_room"),
            models.Index(fields=["space", "founder"], name="circle_by_founder"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_standing(self) -> bool:
        return self.opened_at is not None and self.archived_at is None

    @property
    def is_proposed(self) -> bool:
        return self.opened_at is None and self.archived_at is None

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.people >= self.capacity

    @property
    def missing(self) -> int:
        """How many more people open it; the founder does not count."""
        return max(0, self.wanted + 1 - self.people)


class Company(SpaceModel):
    """A company whose people belong to a circle of a trade."""

    circle = SpaceForeignKey(Circle, models.CASCADE, related_name="companies", db_index=False)
    name = models.CharField(max_length=COMPANY_LENGTH)
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "circle", "name"], name="company_once_per_circle"),
        ]

    def __str__(self) -> str:
        return self.name


class CircleMember(SpaceModel):
    """One stay of a member in a circle. Whoever comes back stays anew; the stays before are kept."""

    circle = SpaceForeignKey(Circle, models.CASCADE, related_name="stays", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="circle_stays", db_index=False)
    role = models.CharField(max_length=6, choices=CircleRole.choices, default=CircleRole.MEMBER)
    company = SpaceForeignKey(Company, models.PROTECT, null=True, related_name="people", db_index=False)
    job = models.CharField(max_length=JOB_LENGTH, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "circle", "member"], condition=Q(left_at=None), name="circle_member_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "circle", "id"], condition=Q(left_at=None), name="circle_member_by_circle"),
            models.Index(fields=["space", "member", "-id"], name="circle_member_by_member"),
            models.Index(fields=["space", "company"], condition=Q(company__isnull=False), name="circle_member_company"),
            models.Index(
                fields=["space", "circle", "role", "id"], condition=Q(left_at=None) & ~Q(role="member"),
                name="circle_leads",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.member_id} {self.circle_id}"


class CircleAsk(SpaceModel):
    """A member asks a lead of a private circle to be let in."""

    circle = SpaceForeignKey(Circle, models.CASCADE, related_name="asks", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="circle_asks", db_index=False)
    words = models.CharField(max_length=ASK_LENGTH, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    admitted = models.BooleanField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "circle", "member"], condition=Q(answered_at=None), name="circle_ask_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "circle", "id"], condition=Q(answered_at=None), name="circle_ask_open"),
            models.Index(fields=["space", "member", "-id"], name="circle_ask_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.circle_id}"


class CircleRule(SpaceModel):
    """Which members found circles here, and how many must say that they would join. No row: as `rules/circles.py`."""

    rung = models.CharField(max_length=12, choices=Rung.choices, blank=True)
    """This one and those above; "" means that only staff found circles."""
    supporters = models.PositiveSmallIntegerField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space"], name="circle_rule_once")]

    def __str__(self) -> str:
        return self.rung


class CircleDate(SpaceModel):
    """Something in the calendar of a circle: what, when, and where."""

    circle = SpaceForeignKey(Circle, models.CASCADE, related_name="dates", db_index=False)
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_by = SpaceForeignKey(Member, models.PROTECT, related_name="circle_dates", db_index=False)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gte=models.F("starts_at")), name="circle_date_ends_after"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "circle", "starts_at", "id"], name="circle_date_by_time"),
            models.Index(fields=["space", "made_by"], name="circle_date_by_member"),
        ]

    def __str__(self) -> str:
        return self.title
