"""What happens to questions."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AskingChanged(Fact):
    """The terms on which questions are answered."""

    asking_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed the terms of questions")


@dataclass(frozen=True, kw_only=True)
class QuestionWritten(Fact):
    question_id: UUID

    sentence = _("Wrote a question")


@dataclass(frozen=True, kw_only=True)
class QuestionChanged(Fact):
    question_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a question of their own")


@dataclass(frozen=True, kw_only=True)
class QuestionDiscarded(Fact):
    """A draft that nobody paid for is gone."""

    question_id: UUID

    sentence = _("Threw a question away")


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Fact):
    """It is paid; its deadline counts from there."""

    question_id: UUID

    sentence = _("Asked a question")


@dataclass(frozen=True, kw_only=True)
class QuestionDue(Fact):
    """A day is left to answer it."""

    question_id: UUID

    sentence = _("A question is due in a day")


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Fact):
    question_id: UUID

    sentence = _("Answered a question")


@dataclass(frozen=True, kw_only=True)
class AnswerCorrected(Fact):
    question_id: UUID

    sentence = _("Corrected an answer")


@dataclass(frozen=True, kw_only=True)
class QuestionDeclined(Fact):
    question_id: UUID
    reason: str

    sentence = _("Declined a question")


@dataclass(frozen=True, kw_only=True)
class QuestionExpired(Fact):
    question_id: UUID

    sentence = _("A question was not answered in time")


@dataclass(frozen=True, kw_only=True)
class QuestionReturned(Fact):
    """The money of a question went back, whoever wanted it to."""

    question_id: UUID

    sentence = _("The money of a question went back")


@dataclass(frozen=True, kw_only=True)
class FollowUpAsked(Fact):
    question_id: UUID

    sentence = _("Asked once more about an answer")


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswered(Fact):
    question_id: UUID

    sentence = _("Answered what was asked once more")


@dataclass(frozen=True, kw_only=True)
class QuestionPublished(Fact):
    question_id: UUID

    sentence = _("Published an answered question")


@dataclass(frozen=True, kw_only=True)
class QuestionUnpublished(Fact):
    question_id: UUID

    sentence = _("Took an answered question back")
