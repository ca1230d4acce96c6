"""What posts said before, for staff alone."""

from dataclasses import dataclass

from django.db.models import QuerySet

from juluo.ip.models import Post, Revision
from juluo.ip.rules.differences import Piece, differences, shortened


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of a post and what changed from `old` to `new`; without an old one everything is new."""

    old: Revision | None
    new: Revision
    title: list[Piece]
    text: list[Piece]


def revisions_of(post: Post) -> QuerySet[Revision]:
    """The latest first, without their texts."""
    found: QuerySet[Revision] = post.revisions.select_related("by").defer("text").order_by("-number")
    return found


def latest_revision(post: Post) -> Revision | None:
    found: Revision | None = post.revisions.select_related("by").order_by("-number").first()
    return found


def comparison(post: Post, *, old: int | None, new: int | None) -> Comparison | None:
    """Compare revisions by their numbers: the latest if `new` is None, with the one before it if `old` is None.

    None if there is no such revision; of two it is the earlier one that is old.
    """
    if old and new:
        old, new = min(old, new), max(old, new)
    known = post.revisions.select_related("by").order_by("-number")
    later = (known.filter(number=new) if new else known).first()
    if later is None:
        return None
    before = known.filter(number=old) if old else known.filter(number__lt=later.number)
    earlier = before.first()
    return None if old and earlier is None else compared(earlier, later)


def compared(old: Revision | None, new: Revision) -> Comparison:
    title = differences(old.title if old else "", new.title)
    text = differences(old.text if old else "", new.text)
    return Comparison(old, new, title, shortened(text))
