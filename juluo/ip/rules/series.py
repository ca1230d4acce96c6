from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Post, Series

MOST_PARTS = 200
"""A page of a series shows all of its parts at once."""


def check_parts(series: Series, wanted: Sequence[UUID], found: Collection[Post]) -> None:
    """Refuse too many parts, posts that are not there, and posts of another series."""
    if len(wanted) > MOST_PARTS:
        message = _("A series has at most %(most)d parts. Begin another one.") % {"most": MOST_PARTS}
        raise Refused(message, code="too_many", field="post_ids", status=422)
    if len(found) < len(wanted):
        message = _("One of these posts is not there any more. Load the page again.")
        raise Refused(message, code="unknown_post", field="post_ids", status=422)
    elsewhere = next((post for post in found if post.series_id not in {None, series.pk}), None)
    if elsewhere:
        message = _("“%(title)s” is part of another series. Take it out there first.") % {"title": elsewhere.title}
        raise Refused(message, code="part_of_another", field="post_ids", status=422)


def check_kind(kind: str) -> Series.Kind:
    if kind not in Series.Kind.values:
        raise Refused(_("Choose a column or a course."), code="unknown_kind", field="kind", status=422)
    return Series.Kind(kind)


def in_chapters(wanted: Sequence[UUID], posts: Mapping[UUID, Post], places: Mapping[UUID, int]) -> list[UUID]:
    """The same posts, chapter by chapter at its place, as wanted within each; those in no chapter come first."""
    return sorted(wanted, key=lambda post_id: places.get(posts[post_id].chapter_id or post_id, 0))
