"""What was done to what stands at the top of posts, and to courses."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class RecordingPut(Fact):
    """A post begins with sound or film of our own."""

    post_id: UUID
    recording_id: UUID
    content_type: str

    sentence = _("Put sound or film into a post")


@dataclass(frozen=True, kw_only=True)
class EmbedPut(Fact):
    """A post begins with the player of another host: `embed` is "host:key"."""

    post_id: UUID
    embed: str

    sentence = _("Put a player of another host into a post")


@dataclass(frozen=True, kw_only=True)
class PlayerTakenOff(Fact):
    post_id: UUID

    sentence = _("Took sound or film out of a post")


@dataclass(frozen=True, kw_only=True)
class PicturesChanged(Fact):
    """Which pictures a post shows, what is said of them, or how many everyone sees; `pictures` are there now."""

    post_id: UUID
    pictures: int

    sentence = _("Changed the pictures of a post")


@dataclass(frozen=True, kw_only=True)
class CourseLaidOut(Fact):
    """Which chapters and lessons a course consists of, in their order."""

    series_id: UUID
    chapters: tuple[str, ...]
    post_ids: tuple[str, ...]

    sentence = _("Laid out the lessons of a course")


@dataclass(frozen=True, kw_only=True)
class CourseCompleted(Fact):
    """A member has read every lesson that the course had."""

    series_id: UUID
    member_id: UUID

    sentence = _("Finished the course")
