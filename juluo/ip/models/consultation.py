from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet


class Consultation(SpaceModel):
    """An hour with somebody of the IP that members book and pay. Everybody sees it once it is opened.

    Its product sells the right `consultation:ID`; a line of an order gives `consultation:ID:BOOKING`. `place` is told
    to nobody but who booked. `hours` and `exceptions` are in `time_zone`, as `rules/slots.py` reads them.
    """

    title = models.CharField(max_length=120)
    description = models.TextField(max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField()
    pause = models.PositiveSmallIntegerField(default=0)
    seats = models.PositiveSmallIntegerField(default=1)
    place = models.CharField(max_length=300)
    host = SpaceForeignKey(Member, models.PROTECT, related_name="consultations", db_index=False)
    host_role = models.CharField(max_length=60)
    time_zone = models.CharField(max_length=40)
    hours = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    exceptions = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    window_days = models.PositiveSmallIntegerField(default=30)
    notice_hours = models.PositiveSmallIntegerField(default=24)
    refund_hours = models.PositiveSmallIntegerField(default=24)
    """Who cancels so many hours before it begins gets the money back; later nobody does."""
    move_hours = models.PositiveSmallIntegerField(default=24)
    moves = models.PositiveSmallIntegerField(default=1)
    no_show_refund = models.BooleanField(default=False)
    hold_minutes = models.PositiveSmallIntegerField(default=15)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="consultation_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(opened_at__isnull=False), name="consultation_shown"),
            models.Index(fields=["space", "host", "id"], name="consultation_by_host"),
        ]

    def __str__(self) -> str:
        return self.title


class Slot(SpaceModel):
    """A time of a consultation that somebody chose, with its seats. One that nobody chose has no row."""

    consultation = SpaceForeignKey(Consultation, models.PROTECT, related_name="slots", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    called_off_at = models.DateTimeField(null=True)
    called_off_words = models.CharField(max_length=300, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "consultation", "starts_at"], name="slot_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="slot_never_oversold"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "starts_at", "id"], name="slot_by_time")]

    def __str__(self) -> str:
        return self.starts_at.isoformat()


class BookingQuerySet(SpaceQuerySet["Booking"]):
    def bound(self) -> "BookingQuerySet":
        """Those that are paid and stand."""
        return self.filter(paid_at__isnull=False, ended_at=None)


class Booking(SpaceModel):
    """A member's seat in a slot: held until `held_until`, bound once paid, until it is `ended`.

    `seated` says whether it counts among the slot's `taken`. `reason` names the line of the order that paid it.
    """

    class Ending(models.TextChoices):
        MEMBER = "member", pgettext_lazy("a booking", "Cancelled by who booked")
        HOST = "host", pgettext_lazy("a booking", "Called off")
        REFUND = "refund", pgettext_lazy("a booking", "Given back")
        LATE = "late", pgettext_lazy("a booking", "Paid when the seat was gone")

    slot = SpaceForeignKey(Slot, models.PROTECT, related_name="bookings", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="bookings", db_index=False)
    made_at = models.DateTimeField()
    held_until = models.DateTimeField()
    seated = models.BooleanField(default=True)
    paid_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    money_back = models.BooleanField(default=False)
    moved = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    no_show_at = models.DateTimeField(null=True)
    objection = models.CharField(max_length=300, blank=True)
    objected_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    """How many of the two reminders were sent."""

    objects: ClassVar = SpaceManager.from_queryset(BookingQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "slot", "member"],
                condition=Q(seated=True, ended_at=None),
                name="slot_booked_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "member", "-id"], name="booking_by_member"),
            models.Index(fields=["space", "slot", "id"], name="booking_by_slot"),
            models.Index(
                fields=["space", "held_until"], condition=Q(seated=True, paid_at=None), name="booking_to_lapse"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
