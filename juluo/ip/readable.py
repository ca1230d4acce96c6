"""What pages and the API ask for by its id and one reader may read whole; else the answer is 404."""

from uuid import UUID

from juluo.core.http import first_or_404, get_or_404
from juluo.core.models import Member
from juluo.ip.models import Comment, Post, Room
from juluo.ip.queries.comments import readable_comments
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.readers import may_read
from juluo.ip.queries.rooms import may_enter, room_met_by


def readable_post(post_id: UUID, reader: Member | None) -> Post:
    """A post that the reader reads whole; what is said about it is for the same people."""
    post = get_or_404(readable_posts(), id=post_id)
    return first_or_404([post] if may_read(reader, post) else [])


def readable_comment(comment_id: UUID, reader: Member | None) -> Comment:
    """A comment on such a post."""
    comment = get_or_404(readable_comments(), id=comment_id)
    return first_or_404([comment] if may_read(reader, comment.post) else [])


def entered_room(room_id: UUID, member: Member) -> Room:
    """An open room that the member may enter."""
    room = met_room(room_id, member)
    return first_or_404([room] if may_enter(member, room) else [])


def met_room(room_id: UUID, reader: Member | None) -> Room:
    """An open room, at least its door; of a secluded one nobody outside knows."""
    return first_or_404([room] if (room := room_met_by(reader, room_id)) else [])
