"""What readers feel about posts and comments, and keep."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from juluo.core.models import Member
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Comment, Post, SavedPost
from juluo.ip.rules.responses import Tally, tallied

_TALLIES = """
SELECT comment_id, kind, count(*), bool_or(member_id = %s) FROM ip_reaction
WHERE space_id = %s AND (post_id = %s AND comment_id IS NULL OR comment_id = ANY(%s)) GROUP BY comment_id, kind
"""  # every reader of a post asks: worded here, for Django takes longer to word it than the database to answer

type Tallies = dict[UUID | None, list[Tally]]


def tallies_of(post: Post, comments: Sequence[Comment], reader: Member | None) -> Tallies:
    """The reactions to the post (under None) and to each of the comments, counted in one query."""
    with connection.cursor() as cursor:
        asked = [each.pk for each in comments]
        cursor.execute(_TALLIES, [reader.pk if reader else None, acting_space_id(), post.pk, asked])
        rows = cursor.fetchall()
    counts: dict[UUID | None, dict[str, int]] = defaultdict(dict)
    own: dict[UUID | None, str] = {}
    for about, kind, given, mine in rows:
        counts[about][kind] = given
        if mine:
            own[about] = kind
    return {about: tallied(counts[about], own.get(about, "")) for about in [None, *(each.pk for each in comments)]}


def is_saved(post: Post, reader: Member | None) -> bool:
    return reader is not None and SavedPost.objects.filter(member=reader, post=post).exists()


def saved_by(member: Member) -> QuerySet[SavedPost]:
    """What the member keeps and everybody can still open, the latest kept first."""
    kept = SavedPost.objects.filter(member=member, post__published_at__isnull=False)
    return kept.select_related("post__author", "post__cover").order_by("-id")
