"""Who may read what."""

from juluo.core.models import Member
from juluo.ip.models import Post
from juluo.ip.queries.reading import may_read_on


def may_read(member: Member | None, post: Post) -> bool:
    """Whether the member (None is a guest) reads the whole post now, and so what is said about it."""
    return post.published_at is not None and may_read_on(post, member)
