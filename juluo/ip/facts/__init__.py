from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PostWritten(Fact):
    post_id: UUID

    sentence = _("Wrote a post")


@dataclass(frozen=True, kw_only=True)
class PostChanged(Fact):
    post_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a post")


@dataclass(frozen=True, kw_only=True)
class PostPublished(Fact):
    post_id: UUID

    sentence = _("Published a post")


@dataclass(frozen=True, kw_only=True)
class PostUnpublished(Fact):
    post_id: UUID

    sentence = _("Took a post back")


@dataclass(frozen=True, kw_only=True)
class PostDiscarded(Fact):
    """A draft that nobody ever read is gone."""

    post_id: UUID
    title: str

    sentence = _("Threw away the draft “%(title)s”")


@dataclass(frozen=True, kw_only=True)
class SeriesMade(Fact):
    series_id: UUID

    sentence = _("Began a series")


@dataclass(frozen=True, kw_only=True)
class SeriesChanged(Fact):
    series_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a series")


@dataclass(frozen=True, kw_only=True)
class PartsOrdered(Fact):
    """Which posts a series consists of, in their order."""

    series_id: UUID
    post_ids: tuple[str, ...]

    sentence = _("Put the parts of a series in order")


@dataclass(frozen=True, kw_only=True)
class MoneyWantedBack(Fact):
    """What was paid for a line is to go back whole; `reason` is a code that the chronicle knows."""

    line_id: UUID
    reason: str

    sentence = _("Let the money of a purchase go back")


@dataclass(frozen=True, kw_only=True)
class PersonaChanged(Fact):
    persona_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed the persona")


@dataclass(frozen=True, kw_only=True)
class BeliefEndorsed(Fact):
    endorsement_id: UUID
    belief: str

    sentence = _("Shares the belief “%(belief)s”")


@dataclass(frozen=True, kw_only=True)
class EndorsementWithdrawn(Fact):
    endorsement_id: UUID
    belief: str

    sentence = _("Shares the belief “%(belief)s” no longer")


@dataclass(frozen=True, kw_only=True)
class StoryTold(Fact):
    story_id: UUID

    sentence = _("Told the story")


@dataclass(frozen=True, kw_only=True)
class Followed(Fact):
    """`subject` is "ip", "series:ID" or "author:ID"."""

    follow_id: UUID
    member_id: UUID
    subject: str
    pace: str

    sentence = _("Follows what is published")


@dataclass(frozen=True, kw_only=True)
class PaceChosen(Fact):
    follow_id: UUID
    pace: str

    sentence = _("Chose how often to hear of what they follow")


@dataclass(frozen=True, kw_only=True)
class Unfollowed(Fact):
    follow_id: UUID
    member_id: UUID
    subject: str

    sentence = _("Follows it no longer")


@dataclass(frozen=True, kw_only=True)
class FeedKeyMade(Fact):
    key_id: UUID

    sentence = _("Made an address for their private feed")


@dataclass(frozen=True, kw_only=True)
class FeedKeyEnded(Fact):
    key_id: UUID

    sentence = _("Ended the address of their private feed")


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Fact):
    comment_id: UUID
    post_id: UUID

    sentence = _("Wrote a comment")


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Fact):
    comment_id: UUID

    sentence = _("Changed a comment of their own")


@dataclass(frozen=True, kw_only=True)
class CommentTakenBack(Fact):
    """Its author took the words away."""

    comment_id: UUID

    sentence = _("Took a comment back")


@dataclass(frozen=True, kw_only=True)
class CommentPinned(Fact):
    comment_id: UUID
    post_id: UUID

    sentence = _("Pinned a comment")


@dataclass(frozen=True, kw_only=True)
class CommentUnpinned(Fact):
    comment_id: UUID
    post_id: UUID

    sentence = _("Took a pinned comment down")


@dataclass(frozen=True, kw_only=True)
class ReactionGiven(Fact):
    reaction_id: UUID
    post_id: UUID
    kind: str

    sentence = _("Reacted to a post or a comment")


@dataclass(frozen=True, kw_only=True)
class ReactionTakenBack(Fact):
    reaction_id: UUID
    post_id: UUID

    sentence = _("Took a reaction back")


@dataclass(frozen=True, kw_only=True)
class AccessGivenByHand(Fact):
    entitlement_id: UUID
    member_id: UUID
    right: str
    words: str

    sentence = _("Let a member in without buying: %(words)s")


@dataclass(frozen=True, kw_only=True)
class AccessEndedByHand(Fact):
    entitlement_id: UUID
    member_id: UUID
    right: str

    sentence = _("Ended what a member was let into without buying")


@dataclass(frozen=True, kw_only=True)
class SurveyOpened(Fact):
    """Members drawn by lot are asked for their first choice."""

    survey_id: UUID
    asked: int

    sentence = _("Asked members for their first choice: %(asked)s")


@dataclass(frozen=True, kw_only=True)
class SurveyClosed(Fact):
    survey_id: UUID

    sentence = _("Closed a first-choice survey")


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Fact):
    """That somebody answered; what they said stands in no fact."""

    ask_id: UUID
    survey_id: UUID

    sentence = _("Answered the first-choice survey")
