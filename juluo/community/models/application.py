from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.community.models.covenant import Covenant
from juluo.community.models.entrance import Entrance
from juluo.core.models import SpaceForeignKey, SpaceModel

REASON_LENGTH = 500
NAME_LENGTH = 60


class Questionnaire(SpaceModel):
    """One version of what an entrance asks of applicants and how their answers decide. The highest number is current.

    `questions` are `rules.questions.Question` as JSON. A version that somebody answered never changes again.
    """

    class Deciding(models.TextChoices):
        MANUAL = "manual", pgettext_lazy("deciding", "A person decides")
        MIXED = "mixed", pgettext_lazy("deciding", "What is clear by the score, the rest by a person")
        AUTOMATIC = "automatic", pgettext_lazy("deciding", "The score alone decides")

    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="questionnaires", db_index=False)
    number = models.PositiveIntegerField()
    questions = models.JSONField(default=list)
    deciding = models.CharField(max_length=10, choices=Deciding.choices, default=Deciding.MANUAL)
    admit_at = models.IntegerField(default=0)
    """From this score on, who has all the must-haves is clearly in."""
    decline_below = models.IntegerField(null=True)
    """Below this score the answer is no without a person; None: never."""
    again_days = models.PositiveSmallIntegerField(default=30)
    accept_days = models.PositiveSmallIntegerField(default=7)
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "entrance", "number"], name="questionnaire_once_per_number"),
            models.CheckConstraint(condition=Q(accept_days__gte=1), name="questionnaire_leaves_a_day_to_accept"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Application(SpaceModel):
    """A login asks to become a member by an entrance. It is no member yet, so the row names the user.

    It keeps the covenant that was accepted and the questions as they were asked.
    """

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("application", "Waits for a decision")
        ASKED = "asked", pgettext_lazy("application", "Asked back")
        WAITING = "waiting", pgettext_lazy("application", "On the waiting list")
        OFFERED = "offered", pgettext_lazy("application", "Has a place to accept")
        ADMITTED = "admitted", pgettext_lazy("application", "Admitted")
        DECLINED = "declined", pgettext_lazy("application", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")
        LAPSED = "lapsed", pgettext_lazy("application", "Place not accepted in time")

    OPEN: ClassVar = (State.SENT, State.ASKED, State.WAITING, State.OFFERED)

    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="applications", db_index=False)
    questionnaire = SpaceForeignKey(Questionnaire, models.PROTECT, related_name="applications")
    covenant = SpaceForeignKey(Covenant, models.PROTECT, related_name="+")
    visitor = models.UUIDField(null=True)
    name = models.CharField(max_length=NAME_LENGTH)
    answers = models.JSONField(default=dict)
    score = models.IntegerField(default=0)
    region = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    at = models.DateTimeField()
    first_answer_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    by_score = models.BooleanField(default=False)
    """Whether the decision was made without a person."""
    reason = models.TextField(max_length=REASON_LENGTH, blank=True)
    offered_until = models.DateTimeField(null=True)
    told = models.JSONField(default=list)
    """Which letters left."""

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "user", "entrance"],
                condition=Q(state__in=["sent", "asked", "waiting", "offered"]),
                name="application_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False) | ~Q(state="offered") & Q(offered_until=None),
                name="application_offered_has_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "user", "-id"], name="application_by_user"),
            models.Index(fields=["space", "state", "-id"], name="application_by_state"),
            models.Index(fields=["space", "entrance", "-id"], name="application_by_entrance"),
            models.Index(fields=["space", "entrance", "state", "-score", "id"], name="application_queue"),
            models.Index(fields=["space", "offered_until"], condition=Q(state="offered"), name="application_offered"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Inquiry(SpaceModel):
    """What staff ask an applicant back, and the answer."""

    application = SpaceForeignKey(Application, models.CASCADE, related_name="inquiries", db_index=False)
    question = models.TextField(max_length=REASON_LENGTH)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "application"], condition=Q(answered_at=None), name="inquiry_open_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "application", "id"], name="inquiry_by_application")]

    def __str__(self) -> str:
        return str(self.application_id)


class Enclosure(SpaceModel):
    """A picture that answers a question of an application, or is about to. Staff and its sender alone see it."""

    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="enclosures")
    application = SpaceForeignKey(Application, models.CASCADE, null=True, related_name="enclosures")
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "user", "-id"], name="enclosure_by_user"),
            models.Index(fields=["space", "made_at"], condition=Q(application=None), name="enclosure_loose"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
