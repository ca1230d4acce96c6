"""What somebody wrote and did not save. Whoever asks sees their own alone."""

from django.db.models import QuerySet

from juluo.core import clock
from juluo.core.models import Member
from juluo.ip.models import Post, Revision, WorkingCopy
from juluo.ip.queries.revisions import Comparison, compared, latest_revision
from juluo.ip.rules.copies import KEPT_FOR, is_key


def copies_of(writer: Member) -> QuerySet[WorkingCopy]:
    """All of a writer's working copies, the latest made first."""
    found: QuerySet[WorkingCopy] = WorkingCopy.objects.filter(writer=writer).select_related("writer", "post")
    return found.order_by("-id")


def copies_called(writer: Member, key: str) -> QuerySet[WorkingCopy]:
    """The copy of the writer's desk of that name, if there is one; what is no name of a desk names none."""
    return copies_of(writer).filter(key=key) if is_key(key) else copies_of(writer).none()


def copies_offered(writer: Member, post: Post | None) -> list[WorkingCopy]:
    """What a writer may go on with at the desk of `post` (None: of a new one), the latest kept first."""
    found = copies_of(writer).filter(post=post).order_by("-at")
    return [copy for copy in found if not post or copy.said != (post.title, post.text, post.audience)]


def old_copies() -> QuerySet[WorkingCopy]:
    """What nobody has gone on with for thirty days."""
    return WorkingCopy.objects.filter(at__lt=clock.now() - KEPT_FOR)


def compared_copy(copy: WorkingCopy, other: WorkingCopy | None = None) -> Comparison:
    """A copy against another of its writer, or else against what its post says as it was saved last."""
    if other:
        return compared(other.as_revision(), copy.as_revision())
    return compared(latest_revision(copy.post) if copy.post else None, copy.as_revision())


def saved_after(post: Post | None, since: int | None) -> Revision | None:
    """The latest that somebody saved of a post after revision `since`; None if there is none, or no such question."""
    latest = latest_revision(post) if post and since else None
    return latest if latest and since and latest.number > since else None
