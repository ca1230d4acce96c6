from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.money import Money
from juluo.core.words import RoleKey
from juluo.ip.models.post import Audience

ASKERS = [each for each in Audience.choices if each[0] not in (Audience.EVERYONE, Audience.BUYERS)]


class Asking(SpaceModel):
    """The terms on which questions are answered here; a space without a row has the defaults. The price is the mall's.

    `share_bp` is what the asker earns when somebody pays to read the answer, in basis points of what that one paid.
    """

    audience = models.CharField(max_length=10, choices=ASKERS, default=Audience.MEMBERS)
    guidance = models.TextField(max_length=1000, blank=True)
    deadline_days = models.PositiveSmallIntegerField(default=7)
    most_open = models.PositiveSmallIntegerField(default=20)
    follow_up_days = models.PositiveSmallIntegerField(default=7)
    may_be_public = models.BooleanField(default=True)
    share_bp = models.PositiveIntegerField(default=1000)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], name="asking_once_per_space"),
            models.CheckConstraint(condition=Q(deadline_days__gte=1, most_open__gte=1), name="asking_can_be_answered"),
            models.CheckConstraint(condition=Q(share_bp__lte=10_000), name="asking_shares_the_whole_at_most"),
        ]

    def __str__(self) -> str:
        return str(self.deadline_days)


class QuestionState(models.TextChoices):
    """Where a question stands, derived from its times."""

    DRAFT = "draft", pgettext_lazy("question", "Draft")
    OPEN = "open", pgettext_lazy("question", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    DECLINED = "declined", pgettext_lazy("question", "Declined")
    EXPIRED = "expired", pgettext_lazy("question", "Not answered in time")
    RETURNED = "returned", pgettext_lazy("question", "Money given back")


_ENDS = ("answered_at", "declined_at", "expired_at")
_UNENDED: dict[str, Any] = dict.fromkeys(_ENDS)
_STATES: dict[QuestionState, dict[str, Any]] = {
    QuestionState.DRAFT: {"paid_at": None},
    QuestionState.OPEN: {"paid_at__isnull": False, "returned_at": None, **_UNENDED},
    QuestionState.ANSWERED: {"answered_at__isnull": False},
    QuestionState.DECLINED: {"declined_at__isnull": False},
    QuestionState.EXPIRED: {"expired_at__isnull": False},
    QuestionState.RETURNED: {"returned_at__isnull": False, **_UNENDED},
}


class QuestionQuerySet(SpaceQuerySet["Question"]):
    def standing_as(self, state: QuestionState) -> "QuestionQuerySet":
        """Those whose `state` is this."""
        return self.filter(**_STATES[state])

    def published(self) -> "QuestionQuerySet":
        """Those that everybody may know of; the answer is behind a wall unless `is_free`."""
        return self.filter(~Q(title=""), published_at__isnull=False)


class Question(SpaceModel):
    """What a member asks and pays for, and what a person of the staff answers.

    `reason` is that of the money (`ip/selling.py`). `public` is the asker's leave to publish, which they may take back;
    `share_bp` is what they earn of a reading, as it was when it was published.
    """

    asker = SpaceForeignKey(Member, models.PROTECT, related_name="questions", db_index=False)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    public = models.BooleanField(default=False)
    unnamed = models.BooleanField(default=True)
    written_at = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True)
    price_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    paid_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=20_000, blank=True)
    answered_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField(max_length=20, choices=RoleKey.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_because = models.CharField(max_length=300, blank=True)
    expired_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    follow_up = models.TextField(max_length=2000, blank=True)
    followed_up_at = models.DateTimeField(null=True)
    follow_up_answer = models.TextField(max_length=20_000, blank=True)
    follow_up_answered_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    is_free = models.BooleanField(default=False)
    share_bp = models.PositiveIntegerField(default=0)

    objects: ClassVar = SpaceManager.from_queryset(QuestionQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at=None, declined_at=None)
                | Q(answered_at=None, expired_at=None)
                | Q(declined_at=None, expired_at=None),
                name="question_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(paid_at=None, due_at=None) | Q(paid_at__isnull=False, due_at__isnull=False),
                name="question_paid_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(answered_at__isnull=False), name="question_answered_then_published"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "asker", "-id"], name="question_by_asker"),
            models.Index(fields=["space", "reason"], condition=~Q(reason=""), name="question_by_reason"),
            models.Index(fields=["space", "due_at", "id"], condition=Q(paid_at__isnull=False), name="question_paid"),
            models.Index(
                fields=["space", "due_at"],
                condition=Q(
                    paid_at__isnull=False, answered_at=None, declined_at=None, expired_at=None, returned_at=None
                ),
                name="question_open",
            ),
            models.Index(
                fields=["space", "due_at", "id"],
                condition=Q(paid_at__isnull=False, followed_up_at__isnull=False, follow_up_answered_at=None),
                name="question_asked_more",
            ),
            models.Index(
                fields=["space", "-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="question_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> QuestionState:
        ended = (
            (self.answered_at, QuestionState.ANSWERED),
            (self.declined_at, QuestionState.DECLINED),
            (self.expired_at, QuestionState.EXPIRED),
            (self.returned_at, QuestionState.RETURNED),
            (self.paid_at, QuestionState.OPEN),
        )
        return next((state for holds, state in ended if holds), QuestionState.DRAFT)

    @property
    def price(self) -> Money | None:
        """What was paid for it; None for a draft."""
        return None if self.price_minor is None else Money(self.price_minor, self.currency)
