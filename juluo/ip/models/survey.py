from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet


class Choice(models.TextChoices):
    """What the IP is to a member in its field. A second choice is a warning: nobody passes on a second choice."""

    FIRST = "first", pgettext_lazy("first choice survey", "My first choice")
    SECOND = "second", pgettext_lazy("first choice survey", "My second choice")
    DISLIKE = "dislike", pgettext_lazy("first choice survey", "I do not like it")


class Survey(SpaceModel):
    """One wave of the first-choice question: in which field, to how many members drawn by lot, until when."""

    field = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    gap_days = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], condition=Q(closed_at=None), name="survey_one_open"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "-id"], name="survey_by_newest")]

    def __str__(self) -> str:
        return self.field

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and now < self.closes_at


class SurveyAskQuerySet(SpaceQuerySet["SurveyAsk"]):
    def open(self, now: datetime) -> "SurveyAskQuerySet":
        return self.filter(survey__closed_at=None, survey__closes_at__gt=now)


class SurveyAsk(SpaceModel):
    """A member was asked, once a wave; nobody is asked again before `again_from`: the database refuses it."""

    survey = SpaceForeignKey(Survey, models.PROTECT, related_name="asks", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    again_from = models.DateTimeField()
    choice = models.CharField(max_length=8, choices=Choice.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(SurveyAskQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "survey", "member"], name="survey_asks_a_member_once"),
            models.CheckConstraint(
                condition=Q(choice="", answered_at=None) | (~Q(choice="") & Q(answered_at__isnull=False)),
                name="survey_answer_has_its_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "member", "-asked_at"], name="survey_ask_by_member"),
            models.Index(fields=["space", "survey", "choice"], name="survey_ask_by_choice"),
        ]

    def __str__(self) -> str:
        return self.choice
