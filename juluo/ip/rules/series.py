from collections.abc import Collection, Sequence
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
