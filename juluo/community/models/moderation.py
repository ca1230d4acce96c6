"""What staff decide about what members say: cases, sanctions, appeals; the words they say it with."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.community.models.circle import Circle
from juluo.community.models.covenant import Article
from juluo.core.models import HIDING_WORDS_LENGTH, Member, Reason, SpaceForeignKey, SpaceModel

SANCTION_WORDS_LENGTH = HIDING_WORDS_LENGTH
APPEAL_LENGTH = 2000
PHRASE_TITLE_LENGTH = 60


class Case(SpaceModel):
    """Something said that somebody has to look at: `about` names it ("comment:ID"). One is open about one thing.

    It opens by a report, or because the space's own rules held it; `why` says which of them.
    """

    class Cause(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("case", "Reported")
        HELD = "held", pgettext_lazy("case", "Held")
        STAFF = "staff", pgettext_lazy("case", "Found by staff")

    about = models.CharField(max_length=60)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="cases", db_index=False)
    cause = models.CharField(max_length=8, choices=Cause.choices)
    why = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()
    taken_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    decided_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "about"], condition=Q(decided_at=None), name="case_open_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="case_is_decided_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="case_by_newest"),
            models.Index(fields=["space", "id"], condition=Q(decided_at=None), name="case_waiting"),
            models.Index(fields=["space", "-id"], condition=Q(decided_at__isnull=False), name="case_decided"),
            models.Index(fields=["space", "author", "-id"], name="case_by_author"),
            models.Index(fields=["space", "about", "-id"], name="case_by_about"),
        ]

    def __str__(self) -> str:
        return self.about


class Sanction(SpaceModel):
    """What staff decided about a member, for a reason and by an article: what it `pauses`, and until when.

    `until` None lasts until it is undone. A slowed member writes once in `minutes`; `wrote_at` is when they last did.
    """

    class Kind(models.TextChoices):
        HIDE = "hide", pgettext_lazy("sanction", "Hide it")
        WARN = "warn", pgettext_lazy("sanction", "Warn")
        SLOW = "slow", pgettext_lazy("sanction", "Slow down")
        MUTE = "mute", pgettext_lazy("sanction", "Mute")
        CIRCLE = "circle", pgettext_lazy("sanction", "Remove from a circle")
        PAUSE = "pause", pgettext_lazy("sanction", "Pause what the article names")
        BAN = "ban", pgettext_lazy("sanction", "Ban")

    member = SpaceForeignKey(Member, models.PROTECT, related_name="sanctions", db_index=False)
    case = SpaceForeignKey(Case, models.PROTECT, null=True, related_name="sanctions", db_index=False)
    about = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    article = SpaceForeignKey(Article, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=SANCTION_WORDS_LENGTH, blank=True)
    circle = SpaceForeignKey(Circle, models.PROTECT, null=True, related_name="+", db_index=False)
    pauses = ArrayField(models.CharField(max_length=90), default=list, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    wrote_at = models.DateTimeField(null=True)
    by = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    undone_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=models.F("at")), name="sanction_ends_later"),
            models.CheckConstraint(
                condition=Q(kind="slow", minutes__gte=1) | ~Q(kind="slow") & Q(minutes=None),
                name="sanction_slows_by_minutes",
            ),
            models.CheckConstraint(
                condition=Q(kind="circle", circle__isnull=False) | ~Q(kind="circle") & Q(circle=None),
                name="sanction_names_its_circle",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="sanction_by_newest"),
            models.Index(fields=["space", "member", "-id"], name="sanction_by_member"),
            models.Index(fields=["space", "case"], condition=Q(case__isnull=False), name="sanction_by_case"),
            models.Index(fields=["space", "about", "-id"], condition=~Q(about=""), name="sanction_by_about"),
        ]

    def __str__(self) -> str:
        return self.kind


class Appeal(SpaceModel):
    """A member asks, once, that somebody else looks at what was decided about them."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", pgettext_lazy("appeal", "It stands")
        LIFTED = "lifted", pgettext_lazy("appeal", "It is undone")

    sanction = SpaceForeignKey(Sanction, models.PROTECT, related_name="appeals", db_index=False)
    words = models.TextField(max_length=APPEAL_LENGTH)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    answer = models.TextField(max_length=SANCTION_WORDS_LENGTH, blank=True)
    decided_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "sanction"], name="appeal_once_per_sanction"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome=""),
                name="appeal_ends_in_an_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="appeal_by_newest"),
            models.Index(fields=["space", "id"], condition=Q(decided_at=None), name="appeal_waiting"),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class Phrase(SpaceModel):
    """Words that staff say again and again when they decide; a member reads them as they stand."""

    title = models.CharField(max_length=PHRASE_TITLE_LENGTH)
    words = models.CharField(max_length=HIDING_WORDS_LENGTH)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "title"], name="phrase_once_per_title")]

    def __str__(self) -> str:
        return self.title
