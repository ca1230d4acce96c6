from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Post

MOST_PICTURES = 60
"""A page shows all pictures of a story."""


def check_more_pictures(post: Post, there: int, new: int) -> None:
    """Refuse pictures where something plays, and more of them than a story holds."""
    if post.kind in {Post.Kind.AUDIO, Post.Kind.VIDEO}:
        message = _("This post plays something. Take that off first; then it can show pictures.")
        raise Refused(message, code="plays_something", field="pictures")
    if there + new > MOST_PICTURES:
        message = _("A post shows at most %(most)d pictures.") % {"most": MOST_PICTURES}
        raise Refused(message, code="too_many", field="pictures", status=422)


def check_order(known: Sequence[UUID], wanted: Sequence[UUID]) -> None:
    """An order names each picture of the post once."""
    if sorted(known) != sorted(wanted):
        message = _("Name every picture of the post once. Load the page again.")
        raise Refused(message, code="other_pictures", field="picture_ids", status=422)


def moved[Thing](row: Sequence[Thing], thing: Thing, by: int) -> list[Thing]:
    """The row with `thing` so many places later; at an end it stays."""
    others = [each for each in row if each != thing]
    to = min(max(list(row).index(thing) + by, 0), len(others))
    return [*others[:to], thing, *others[to:]]


def free_count(post: Post, pictures: int) -> int:
    """How many of its pictures everyone sees, if not everyone reads the post to its end."""
    return min(post.free_pictures, pictures)
