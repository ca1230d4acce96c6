"""What stands at the top of a post for one reader: a player, the player of another host, or pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from juluo.core.models import Member, Recording
from juluo.ip.models import Post, PostPicture
from juluo.ip.queries.reading import may_read_on
from juluo.ip.rules.audience import is_walled
from juluo.ip.rules.embeds import Embed, embed_of
from juluo.ip.rules.pictures import free_count


@dataclass(frozen=True, slots=True)
class Shown:
    """What this reader sees or hears; of `count` pictures perhaps only the first ones."""

    recording: Recording | None = None
    embed: Embed | None = None
    pictures: Sequence[PostPicture] = ()
    count: int = 0

    @property
    def takes_cover(self) -> bool:
        """Whether it stands where the cover would: a film has it as its poster, and pictures speak for themselves."""
        is_film = bool(self.recording and self.recording.is_film)
        return is_film or bool(self.embed) or bool(self.pictures)

    @property
    def closed(self) -> int:
        """How many pictures stand behind the wall."""
        return self.count - len(self.pictures)


def shown_of(post: Post, *, whole: bool) -> Shown:
    """What a post loaded with its recording shows to who reads it `whole`, or only its free part."""
    if post.kind == Post.Kind.PICTURES:
        pictures = pictures_of(post)
        free = len(pictures) if whole or not is_walled(post) else free_count(post, len(pictures))
        return Shown(pictures=pictures[:free], count=len(pictures))
    return Shown(post.recording, embed_of(post.embed)) if whole else Shown()


def pictures_of(post: Post) -> list[PostPicture]:
    """All pictures of a post, in their order."""
    return list(post.pictures.select_related("media").order_by("place", "id"))


def recording_open_to(post: Post, reader: Member | None) -> list[Recording]:
    """The recording of a post, if there is one and this reader reads the post to its end."""
    return [post.recording] if post.recording and may_read_on(post, reader) else []


def picture_open_to(post: Post, picture_id: UUID, reader: Member | None) -> list[tuple[PostPicture, bool]]:
    """The picture of a post, if it is there for this reader; and whether everyone sees it."""
    shown = shown_of(post, whole=True).pictures
    free = len(shown) if not is_walled(post) else free_count(post, len(shown))
    found = next(((each, at < free) for at, each in enumerate(shown) if each.pk == picture_id), None)
    return [found] if found and (found[1] or may_read_on(post, reader)) else []
