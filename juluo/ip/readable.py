"""What pages and the API ask for by its id and one reader may read whole; else the answer is 404."""

from uuid import UUID

from django.http import Http404

from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.ip.models import Comment, Post
from juluo.ip.queries.comments import readable_comments
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.readers import may_read


def readable_post(post_id: UUID, reader: Member | None) -> Post:
    """A post that the reader reads whole; what is said about it is for the same people."""
    return _if_readable(get_or_404(readable_posts(), id=post_id), reader)


def readable_comment(comment_id: UUID, reader: Member | None) -> Comment:
    """A comment on such a post."""
    found = get_or_404(readable_comments(), id=comment_id)
    _if_readable(found.post, reader)
    return found


def _if_readable(post: Post, reader: Member | None) -> Post:
    if not may_read(reader, post):
        raise Http404
    return post
