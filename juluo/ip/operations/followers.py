"""Telling followers at once. Publishing writes nothing about them: a task goes through them afterwards, in batches."""

from uuid import UUID

from juluo.ip.models import Post
from juluo.ip.news import NEW_POST
from juluo.ip.queries.following import followers_at_once
from juluo.reach.operations.notifications import News, tell

BATCH = 500


def tell_followers(post: Post, *, after: UUID | None = None, most: int = BATCH) -> UUID | None:
    """Tell the next `most` of those who want to hear of it at once; return where to go on, None at the end.

    Nobody is told twice of a post, however often this runs, and nobody of a post that was taken back since.
    """
    if post.published_at is None:
        return None
    found = followers_at_once(post, after, most)
    tell(found, News(kind=NEW_POST, reason=str(post.pk), data={"title": post.title, "post_id": str(post.pk)}))
    return found[-1] if len(found) == most else None
