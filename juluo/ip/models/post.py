from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Media, Member, Recording, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet


class Audience(models.TextChoices):
    """Who reads a post to its end: everyone, members, members from a rung upward, or those who bought it."""

    EVERYONE = "everyone", pgettext_lazy("audience", "Everyone")
    MEMBERS = "members", pgettext_lazy("audience", "Members")
    FAN = "fan", pgettext_lazy("audience", "Fans and above")
    ANGEL = "angel", pgettext_lazy("audience", "Angels and above")
    PARTNER = "partner", pgettext_lazy("audience", "Partners and above")
    BUYERS = "buyers", pgettext_lazy("audience", "Buyers")


class Series(SpaceModel):
    """Posts that are read in order. Readers see it as soon as one of its parts is published.

    The parts of a course are its lessons: they stand in chapters, and who has read them all has finished it.
    """

    class Kind(models.TextChoices):
        COLUMN = "column", pgettext_lazy("series", "Column")
        COURSE = "course", pgettext_lazy("series", "Course")

    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.COLUMN)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "-id"], name="series_by_newest")]

    def __str__(self) -> str:
        return self.title


class Chapter(SpaceModel):
    """A heading in a course, at its place; the lessons below it name it."""

    series = SpaceForeignKey(Series, models.CASCADE, related_name="chapters", db_index=False)
    title = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "series", "place"], name="chapter_by_place")]

    def __str__(self) -> str:
        return self.title


_NOTHING_PLAYED = Q(recording=None, embed="")
_ONE_PLAYED = Q(recording=None) & ~Q(embed="") | Q(recording__isnull=False, embed="")


class PostQuerySet(SpaceQuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        return self.filter(published_at__isnull=False)


class Post(SpaceModel):
    """Something the IP says, in Markdown. A draft until `published_at`; a real person stands behind it.

    What stands at its top makes its kind: nothing, sound or film (a recording of our own or `embed`, the key of a host
    and of what it shows), or pictures in order, of which everyone sees the first `free_pictures`.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", pgettext_lazy("kind of post", "Article")
        AUDIO = "audio", pgettext_lazy("kind of post", "Audio")
        VIDEO = "video", pgettext_lazy("kind of post", "Video")
        PICTURES = "pictures", pgettext_lazy("kind of post", "Picture story")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ARTICLE)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=60_000)
    """All of it: who is shown how much is told by `rules/audience.py`."""
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="posts", db_index=False)
    cover = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    series = SpaceForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="posts", db_index=False)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    chapter = SpaceForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recording = SpaceForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    embed = models.CharField(max_length=80, blank=True)
    free_pictures = models.PositiveSmallIntegerField(default=1)
    written_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    """When it is to be published by itself; only of a draft."""

    objects: ClassVar = SpaceManager.from_queryset(PostQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(series=None, part=None) | Q(series__isnull=False, part__isnull=False),
                name="post_is_a_part_with_its_number",
            ),
            models.CheckConstraint(
                condition=Q(chapter=None) | Q(series__isnull=False), name="post_in_a_chapter_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["article", "pictures"]) & _NOTHING_PLAYED
                | Q(kind__in=["audio", "video"]) & _ONE_PLAYED,
                name="post_plays_what_its_kind_says",
            ),
            models.CheckConstraint(condition=Q(published_at=None) | Q(due_at=None), name="post_is_published_or_due"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="post_by_newest"),
            models.Index(fields=["space", "series", "part"], condition=Q(series__isnull=False), name="post_by_series"),
            models.Index(fields=["space", "-id"], condition=Q(series=None), name="post_outside_series"),
            models.Index(
                fields=["space", "-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="post_published",
            ),
            models.Index(fields=["space", "id"], condition=Q(published_at=None), name="post_draft"),
            models.Index(fields=["space", "author", "-published_at", "-id"], name="post_by_author"),
            models.Index(fields=["space", "recording"], condition=Q(recording__isnull=False), name="post_by_recording"),
            models.Index(fields=["space", "chapter"], condition=Q(chapter__isnull=False), name="post_by_chapter"),
            models.Index(fields=["space", "due_at", "id"], condition=Q(due_at__isnull=False), name="post_due"),
        ]

    def __str__(self) -> str:
        return self.title
