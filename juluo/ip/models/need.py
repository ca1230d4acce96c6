from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.ip.models.workpiece import Workpiece

NEED_TITLE_LENGTH, NEED_TEXT_LENGTH, DECISION_LENGTH = 120, 1000, 500
MEMBERS_OWN = "member"
"""The origin of a need that a member told by themselves."""

_STANDS = Q(merged_into=None, hidden_at=None)


class NeedQuerySet(SpaceQuerySet["Need"]):
    def standing(self) -> "NeedQuerySet":
        """Cards of their own: neither part of another one nor hidden."""
        return self.filter(_STANDS)

    def decided(self) -> "NeedQuerySet":
        return self.filter(decided_at__isnull=False)


class Need(SpaceModel):
    """A card of the board: what members ask for, how many do (`asking`, each once), and what became of it."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("need", "New")
        CONSIDERED = "considered", pgettext_lazy("need", "Being considered")
        YES = "yes", pgettext_lazy("need", "Yes")
        LATER = "later", pgettext_lazy("need", "Later")
        NO = "no", pgettext_lazy("need", "No")
        MAKING = "making", pgettext_lazy("need", "In the making")
        RELEASED = "released", pgettext_lazy("need", "It is there")

    title = models.CharField(max_length=NEED_TITLE_LENGTH)
    text = models.TextField(max_length=NEED_TEXT_LENGTH, blank=True)
    asker = SpaceForeignKey(Member, models.PROTECT, related_name="needs", db_index=False)
    origin = models.CharField(max_length=20, default=MEMBERS_OWN)
    source = models.UUIDField(null=True)
    """What it was made of, if staff made it of something that a member said (`origins.py`)."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    decision = models.TextField(max_length=DECISION_LENGTH, blank=True)
    """Why it was decided so, for everybody."""
    asking = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    merged_into = SpaceForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    workpiece = SpaceForeignKey(Workpiece, models.PROTECT, null=True, related_name="needs", db_index=False)
    """What is being made that meets it."""
    hidden_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(NeedQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "origin", "source"], condition=Q(source__isnull=False), name="need_once_per_source"
            ),
            models.CheckConstraint(condition=Q(decided_at=None) | ~Q(decision=""), name="need_is_decided_for_a_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "state", "-asking", "-id"], condition=_STANDS, name="need_by_state"),
            models.Index(fields=["space", "-asking", "-id"], condition=_STANDS & Q(decided_at=None), name="need_open"),
            models.Index(
                fields=["space", "-decided_at", "-id"],
                condition=_STANDS & Q(decided_at__isnull=False),
                name="need_decided",
            ),
            models.Index(
                fields=["space", "merged_into", "-id"], condition=Q(merged_into__isnull=False), name="need_merged"
            ),
            models.Index(fields=["space", "-id"], condition=Q(hidden_at__isnull=False), name="need_hidden"),
            models.Index(fields=["space", "asker", "-id"], name="need_by_asker"),
            models.Index(
                fields=["space", "workpiece", "-decided_at", "-id"],
                condition=Q(workpiece__isnull=False),
                name="need_by_workpiece",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NeedVoice(SpaceModel):
    """A member asks for it, too. It belongs to the card it was given to, also once that is part of another one."""

    need = SpaceForeignKey(Need, models.CASCADE, related_name="voices", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="need_voices", db_index=False)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "need", "member"], name="need_voice_once_per_member")
        ]
        indexes: ClassVar = [models.Index(fields=["space", "member", "-id"], name="need_voice_by_member")]

    def __str__(self) -> str:
        return str(self.pk)
