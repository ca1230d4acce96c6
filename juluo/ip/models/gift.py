from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from juluo.core.models import Member, SpaceForeignKey, SpaceModel

CODE_LENGTH = 16
RIGHT_LENGTH = 120


class GiftTerms(SpaceModel):
    """How many reads a purchase lets its buyer give away, and for how many days each opens."""

    reads = models.PositiveSmallIntegerField(default=3)
    days = models.PositiveSmallIntegerField(default=30)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], name="gift_terms_once"),
            models.CheckConstraint(condition=Q(days__gte=1), name="gift_lasts_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.reads} × {self.days}"


class Gift(SpaceModel):
    """Some reads of one thing that a member gives to friends, under a link that cannot be guessed.

    They come with a purchase (`reason` names its line), or are paid for by themselves (`bought`). Nobody takes any
    before `given_at`, after `withdrawn_at` or after `revoked_at`, when the money went back.
    """

    giver = SpaceForeignKey(Member, models.PROTECT, related_name="gifts", db_index=False)
    right = models.CharField(max_length=RIGHT_LENGTH)
    rights = ArrayField(models.CharField(max_length=RIGHT_LENGTH), default=list)
    """All that a read opens: the right itself, and for a bundle what stood in it."""
    reason = models.CharField(max_length=RIGHT_LENGTH, blank=True)
    bought = models.BooleanField(default=False)
    code = models.CharField(max_length=CODE_LENGTH)
    reads = models.PositiveSmallIntegerField()
    claimed = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "code"], name="gift_code_once"),
            models.UniqueConstraint(fields=["space", "reason"], condition=~Q(reason=""), name="gift_once_a_purchase"),
            models.CheckConstraint(condition=Q(claimed__lte=F("reads")), name="gift_never_overdrawn"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "giver", "-id"], name="gift_by_giver")]

    def __str__(self) -> str:
        return self.right

    @property
    def left(self) -> int:
        """How many reads may still be taken."""
        return self.reads - self.claimed if self.is_open else 0

    @property
    def is_open(self) -> bool:
        return bool(self.given_at and not self.withdrawn_at and not self.revoked_at)


class GiftClaim(SpaceModel):
    """A friend took one read. `named` if the giver may know who it was."""

    gift = SpaceForeignKey(Gift, models.PROTECT, related_name="claims", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="gift_claims", db_index=False)
    named = models.BooleanField(default=False)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "gift", "member"], name="gift_claimed_once_each"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "member", "-id"], name="gift_claim_by_member")]

    def __str__(self) -> str:
        return f"{self.gift_id} {self.member_id}"
