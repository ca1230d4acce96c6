from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from juluo.community.models.circle import Circle
from juluo.core.models import Hideable, Media, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.ip.models import QUOTE_LENGTH

TOPIC_TITLE_LENGTH, TOPIC_LENGTH, REPLY_LENGTH = 120, 20_000, 10_000
TAG_LENGTH, MOST_TAGS = 20, 5


class TopicQuerySet(SpaceQuerySet["Topic"]):
    def said(self) -> "TopicQuerySet":
        """Those that everybody who reads their circle can read."""
        return self.filter(~Q(title=""), hidden_at=None)


class Topic(Hideable):
    """What somebody begins to talk about, in a circle or in the whole space. Empty once its author took it back.

    What lists show of its replies stands on it: how many are said, the last one, and when.
    """

    circle = SpaceForeignKey(Circle, models.PROTECT, null=True, related_name="topics", db_index=False)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="topics", db_index=False)
    title = models.CharField(max_length=TOPIC_TITLE_LENGTH, blank=True)
    text = models.TextField(max_length=TOPIC_LENGTH, blank=True)
    tags = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list, blank=True)
    is_announcement = models.BooleanField(default=False)
    """Everybody of the circle is told of it; `readers` counts who opened it."""
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    last_reply = models.UUIDField(null=True)
    replies_count = models.PositiveIntegerField(default=0)
    readers = models.PositiveIntegerField(default=0)
    pinned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    accepted = SpaceForeignKey("Reply", models.SET_NULL, null=True, related_name="+", db_index=False)

    objects: ClassVar = SpaceManager.from_queryset(TopicQuerySet)()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["space", "circle", "-last_at", "-id"], condition=Q(hidden_at=None) & ~Q(title=""),
                name="topic_by_circle",
            ),
            models.Index(
                fields=["space", "circle", "-pinned_at"], condition=Q(pinned_at__isnull=False), name="topic_pinned"
            ),
            models.Index(fields=["space", "author", "-id"], name="topic_by_author"),
            models.Index(fields=["space", "circle", "id"], name="topic_of_circle"),
            models.Index(fields=["space", "-id"], name="topic_by_newest"),
            models.Index(fields=["space", "accepted"], condition=Q(accepted__isnull=False), name="topic_accepted"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_said(self) -> bool:
        """Whether whoever reads the circle can read it."""
        return bool(self.title) and self.hidden_at is None


class ReplyQuerySet(SpaceQuerySet["Reply"]):
    def said(self) -> "ReplyQuerySet":
        """Those that everybody who reads the topic can read."""
        return self.filter(~Q(text=""), hidden_at=None)


class Reply(Hideable):
    """What a member says in a topic, as Markdown. Empty once its author took it back; a mark stays in its place."""

    topic = SpaceForeignKey(Topic, models.CASCADE, related_name="replies", db_index=False)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="replies", db_index=False)
    answers = SpaceForeignKey("self", models.CASCADE, null=True, related_name="answered_by", db_index=False)
    text = models.TextField(max_length=REPLY_LENGTH, blank=True)
    quote = models.TextField(max_length=QUOTE_LENGTH, blank=True)
    """A passage of the topic, or of the reply `quoted` in the same topic: whoever reads one reads the other."""
    quoted = SpaceForeignKey("self", models.CASCADE, null=True, related_name="quoted_by", db_index=False)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(ReplyQuerySet)()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "topic", "id"], name="reply_by_topic"),
            models.Index(fields=["space", "author", "-id"], name="reply_by_author"),
            models.Index(fields=["space", "-id"], name="reply_by_newest"),
            models.Index(fields=["space", "answers"], condition=Q(answers__isnull=False), name="reply_answers"),
            models.Index(fields=["space", "quoted"], condition=Q(quoted__isnull=False), name="reply_quoted"),
            models.Index(fields=["space", "-id"], condition=Q(hidden_at__isnull=False), name="reply_hidden"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_said(self) -> bool:
        """Whether whoever reads the topic can read it."""
        return bool(self.text) and self.hidden_at is None

    @property
    def quote_stands(self) -> bool:
        """Whether what it quotes is still said; what was taken back or hidden is not told on by others."""
        return bool(self.quote) and (self.quoted is None or self.quoted.is_said)


class TopicVisit(SpaceModel):
    """How far a member has read in a topic, up to the reply `seen`; and whether they follow it."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="topic_visits", db_index=False)
    topic = SpaceForeignKey(Topic, models.CASCADE, related_name="visits", db_index=False)
    seen = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "topic"], name="topic_visit_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "topic"], name="topic_visit_by_topic"),
            models.Index(
                fields=["space", "topic", "member"], condition=Q(followed_at__isnull=False), name="topic_followers"
            ),
            models.Index(
                fields=["space", "member", "-followed_at", "-id"], condition=Q(followed_at__isnull=False),
                name="topic_followed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.member_id} {self.topic_id}"


class TalkPicture(SpaceModel):
    """A picture that was put into a topic or a reply: the files of a circle are these."""

    topic = SpaceForeignKey(Topic, models.CASCADE, related_name="pictures", db_index=False)
    reply = SpaceForeignKey(Reply, models.CASCADE, null=True, related_name="pictures", db_index=False)
    circle = SpaceForeignKey(Circle, models.CASCADE, null=True, related_name="pictures", db_index=False)
    media = SpaceForeignKey(Media, models.PROTECT, related_name="+", db_index=False)
    by = SpaceForeignKey(Member, models.PROTECT, related_name="talk_pictures", db_index=False)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "circle", "-id"], name="talk_picture_by_circle"),
            models.Index(fields=["space", "topic"], name="talk_picture_by_topic"),
            models.Index(fields=["space", "reply"], condition=Q(reply__isnull=False), name="talk_picture_by_reply"),
            models.Index(fields=["space", "media"], name="talk_picture_by_media"),
            models.Index(fields=["space", "by"], name="talk_picture_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.media_id}"
