from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.workpiece import Version

TRIAL_TITLE_LENGTH, TRIAL_TEXT_LENGTH, CRITERION_LENGTH, TRIAL_WORDS_LENGTH = 120, 2000, 60, 2000
SAMPLE_LENGTH = 200


class TrialRound(SpaceModel):
    """Chosen members try a version and score it by the round's own criteria until `ends_at`. Nobody pays or is paid."""

    version = SpaceForeignKey(Version, models.PROTECT, related_name="rounds", db_index=False)
    title = models.CharField(max_length=TRIAL_TITLE_LENGTH)
    text = models.TextField(max_length=TRIAL_TEXT_LENGTH, blank=True)
    criteria = ArrayField(models.CharField(max_length=CRITERION_LENGTH))
    capacity = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(capacity__gt=0), name="trial_round_has_room"),
            models.CheckConstraint(condition=Q(criteria__len__gt=0), name="trial_round_asks_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "version", "-id"], name="trial_round_by_version"),
            models.Index(fields=["space", "-id"], name="trial_round_by_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class Trial(SpaceModel):
    """One member's part in a round: invited, in or out, the sample on its way, their scores and words."""

    round = SpaceForeignKey(TrialRound, models.PROTECT, related_name="trials", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="trials", db_index=False)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sample = models.CharField(max_length=SAMPLE_LENGTH, blank=True)
    """What was sent and how, for the member."""
    scores = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    words = models.TextField(max_length=TRIAL_WORDS_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "round", "member"], name="trial_once_per_member"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="trial_is_accepted_or_declined"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(accepted_at__isnull=False), name="trial_is_answered_by_who_is_in"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "member", "-id"], name="trial_by_member")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_in(self) -> bool:
        return self.accepted_at is not None
