"""How much of a post somebody reads. Whatever shows a post to anybody but staff shows `free_part`, or asks `admits`."""

from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.words import Rung
from juluo.ip.models import Audience, Post
from juluo.ip.rules.markdown import before_wall, excerpt

_EXCERPT = 110
_SHARE = 3
"""Without a wall the free part is the excerpt, and at most a third of what is said: a short text is not all excerpt."""

_LADDER = [rung.value for rung in Rung]


def check_audience(audience: str) -> Audience:
    if audience not in Audience.values:
        message = _("Choose who reads this to its end.")
        raise Refused(message, code="unknown_audience", field="audience", status=422)
    return Audience(audience)


def is_walled(post: Post) -> bool:
    """Whether some people read only the free part."""
    return bool(post.audience != Audience.EVERYONE)


def free_part(post: Post) -> str:
    """What everybody may read of the post, as Markdown."""
    if not is_walled(post):
        return str(post.text)
    before = before_wall(post.text)
    if before is not None:
        return before
    room = min(_EXCERPT, len(excerpt(post.text, len(post.text))) // _SHARE)
    return excerpt(post.text, room) if room else ""


def first_words(post: Post, most: int) -> str:
    """The excerpt of a post for cards, previews and machines: of its free part alone."""
    return excerpt(free_part(post), most)


def admits(audience: str, reader: Member | None) -> bool:
    """Whether the audience alone lets this reader read on, without any right of their own."""
    if audience == Audience.EVERYONE:
        return True
    if reader is None or reader.banned_at or audience == Audience.BUYERS:
        return False
    return audience == Audience.MEMBERS or _LADDER.index(reader.rung) >= _LADDER.index(audience)


def rights_to(post: Post) -> list[str]:
    """The rights that open a post whatever its audience, any of them alone; the one to its series comes last."""
    return [right_to_post(post.pk), *([right_to_series(post.series_id)] if post.series_id else [])]


def right_to_post(post_id: UUID) -> str:
    return f"post:{post_id}"


def right_to_series(series_id: UUID) -> str:
    """Opens every part, those that are yet to come too."""
    return f"series:{series_id}"


def right_to_room(room_id: UUID) -> str:
    """Lets its holder into a room whatever its audience."""
    return f"room:{room_id}"
