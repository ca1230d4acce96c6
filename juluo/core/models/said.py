"""What people say: it can be hidden from everybody but its author, and reported to the staff."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.fields import SpaceForeignKey
from juluo.core.models.people import Member
from juluo.core.models.scoped import SpaceModel

HIDING_WORDS_LENGTH = 300
HELD = "held"
"""The reason of what nobody hid: it waits until a person has looked at it."""


class Reason(models.TextChoices):
    """What is wrong with something, for who reports it and for who hides it."""

    INSULT = "insult", pgettext_lazy("why a comment is hidden", "It insults or threatens somebody")
    SPAM = "spam", pgettext_lazy("why a comment is hidden", "It is spam or advertising")
    ILLEGAL = "illegal", pgettext_lazy("why a comment is hidden", "It breaks the law")
    MINORS = "minors", pgettext_lazy("why a comment is hidden", "It harms minors, or draws them into fundraising")
    PRIVATE = "private", pgettext_lazy("why a comment is hidden", "It tells what is somebody's private matter")
    OFF_TOPIC = "off_topic", pgettext_lazy("why a comment is hidden", "It has nothing to do with this")
    OTHER = "other", pgettext_lazy("why a comment is hidden", "Another reason")


_HIDDEN_BECAUSE = [*Reason.choices, (HELD, pgettext_lazy("why a comment is hidden", "It waits for a person"))]


class Hideable(SpaceModel):
    """Words that staff may hide: then only their author and the staff read them, and the author reads why."""

    hidden_at = models.DateTimeField(null=True)
    hidden_because = models.CharField(max_length=12, choices=_HIDDEN_BECAUSE, blank=True)
    hidden_words = models.CharField(max_length=HIDING_WORDS_LENGTH, blank=True)

    class Meta(SpaceModel.Meta):
        abstract = True

    @property
    def is_held(self) -> bool:
        """Whether it waits for a person before anybody else reads it."""
        return self.hidden_at is not None and self.hidden_because == HELD

    @property
    def hidden_reason(self) -> str:
        """Why it is hidden, in words; "" if it is not."""
        return " ".join(filter(None, [str(self.get_hidden_because_display()), self.hidden_words]))


class Report(SpaceModel):
    """A member tells the staff that something is wrong with what somebody said: `about` names it ("comment:ID").

    Open until staff close it.
    """

    about = models.CharField(max_length=60)
    reporter = SpaceForeignKey(Member, models.PROTECT, related_name="reports", db_index=False)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=HIDING_WORDS_LENGTH, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="closed_reports", db_index=False)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "about", "reporter"], condition=Q(closed_at=None), name="report_open_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="report_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(closed_at=None), name="report_open"),
            models.Index(fields=["space", "-id"], condition=Q(closed_at__isnull=False), name="report_closed"),
            models.Index(fields=["space", "reporter", "-id"], name="report_by_reporter"),
            models.Index(fields=["space", "about", "-id"], name="report_by_about"),
        ]

    def __str__(self) -> str:
        return self.about
