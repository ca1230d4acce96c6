from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Hideable, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.money import Money
from juluo.ip.models.post import Post
from juluo.ip.models.workpiece import Workpiece

TIP_WORDS_LENGTH, THANKS_LENGTH, TIP_PURPOSE_LENGTH = 200, 500, 500


class TipTerms(SpaceModel):
    """Whether support is taken here, what for, and how much: minor units of `currency`.

    A space without a row takes none.
    """

    is_on = models.BooleanField(default=False)
    purpose = models.TextField(max_length=TIP_PURPOSE_LENGTH, blank=True)
    currency = models.CharField(max_length=3)
    sizes = ArrayField(models.PositiveBigIntegerField(), default=list, blank=True)
    """Amounts that are suggested; any other between the least and the most can be chosen."""
    least_minor = models.PositiveBigIntegerField()
    most_minor = models.PositiveBigIntegerField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], name="tip_terms_once"),
            models.CheckConstraint(
                condition=Q(least_minor__gte=1, least_minor__lte=F("most_minor")), name="tip_terms_leave_a_choice"
            ),
        ]

    def __str__(self) -> str:
        return self.currency

    @property
    def least(self) -> Money:
        return Money(self.least_minor, self.currency)

    @property
    def most(self) -> Money:
        return Money(self.most_minor, self.currency)


class TipState(models.TextChoices):
    """Where a tip stands, derived from its times."""

    BEGUN = "begun", pgettext_lazy("support", "Not paid")
    GIVEN = "given", pgettext_lazy("support", "Given")
    RETURNED = "returned", pgettext_lazy("support", "Money given back")


_SAID = Q(public=True, paid_at__isnull=False, returned_at=None, hidden_at=None)


class TipQuerySet(SpaceQuerySet["Tip"]):
    def paid(self) -> "TipQuerySet":
        """Those whose money came, given back since or not."""
        return self.filter(paid_at__isnull=False)

    def said(self) -> "TipQuerySet":
        """Those whose words everybody can read."""
        return self.filter(_SAID, ~Q(words=""))


class Tip(Hideable):
    """What a member gave without buying: for a post, for a workpiece, or (neither) for the IP itself.

    `reason` is that of the money (`ip/selling.py`). `public` lets others read the words, `unnamed` keeps the giver's
    name back from them; the amount is the giver's and the staff's alone.
    """

    giver = SpaceForeignKey(Member, models.PROTECT, related_name="tips", db_index=False)
    post = SpaceForeignKey(Post, models.SET_NULL, null=True, related_name="tips", db_index=False)
    workpiece = SpaceForeignKey(Workpiece, models.PROTECT, null=True, related_name="tips", db_index=False)
    minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    words = models.TextField(max_length=TIP_WORDS_LENGTH, blank=True)
    public = models.BooleanField(default=False)
    unnamed = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True)
    paid_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    thanks = models.TextField(max_length=THANKS_LENGTH, blank=True)
    thanked_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+")
    thanked_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(TipQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "reason"], condition=~Q(reason=""), name="tip_once_a_payment"),
            models.CheckConstraint(condition=Q(minor__gte=1), name="tip_gives_something"),
            models.CheckConstraint(condition=Q(post=None) | Q(workpiece=None), name="tip_is_for_one_thing"),
            models.CheckConstraint(
                condition=Q(returned_at=None, thanked_at=None) | Q(paid_at__isnull=False), name="tip_is_paid_first"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "giver", "-id"], name="tip_by_giver"),
            models.Index(fields=["space", "begun_at"], condition=Q(paid_at=None), name="tip_begun"),
            models.Index(fields=["space", "-paid_at", "-id"], condition=Q(paid_at__isnull=False), name="tip_paid"),
            models.Index(
                fields=["space", "-paid_at", "-id"],
                condition=Q(paid_at__isnull=False, returned_at=None, thanked_at=None),
                name="tip_to_thank",
            ),
            models.Index(
                fields=["space", "-paid_at", "-id"],
                condition=Q(paid_at__isnull=False, returned_at__isnull=False),
                name="tip_returned",
            ),
            models.Index(
                fields=["space", "-paid_at", "-id"],
                condition=Q(paid_at__isnull=False) & ~Q(words=""),
                name="tip_with_words",
            ),
            models.Index(
                fields=["space", "-paid_at", "-id"],
                condition=Q(paid_at__isnull=False, hidden_at__isnull=False),
                name="tip_hidden",
            ),
            models.Index(fields=["space", "-paid_at", "-id"], condition=_SAID & ~Q(words=""), name="tip_said"),
            models.Index(fields=["space", "post", "-paid_at"], condition=Q(post__isnull=False), name="tip_for_post"),
            models.Index(
                fields=["space", "workpiece", "-paid_at"],
                condition=Q(workpiece__isnull=False),
                name="tip_for_workpiece",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def state(self) -> TipState:
        if self.paid_at is None:
            return TipState.BEGUN
        return TipState.RETURNED if self.returned_at else TipState.GIVEN

    @property
    def is_said(self) -> bool:
        """Whether everybody can read its words."""
        stands = self.state == TipState.GIVEN and self.hidden_at is None
        return bool(self.words) and self.public and stands
