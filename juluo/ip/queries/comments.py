"""What is said about posts, as pages and the API show it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from juluo.core.models import Member, Reading
from juluo.core.pages import Listing
from juluo.core.said.queries import is_reported
from juluo.ip.models import Comment, Post
from juluo.ip.queries.mentions import called_by_name
from juluo.ip.queries.readers import may_read

THREADS_SHOWN, REPLIES_SHOWN = 20, 5


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment that answers nothing, the first that answer it, and whether there are more of them."""

    first: Comment
    replies: list[Comment]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Discussion:
    """A page of threads, the latest first; `pinned` is what the author of the post wants to be seen."""

    threads: list[Thread]
    next: str
    pinned: Comment | None

    @property
    def comments(self) -> list[Comment]:
        """Everything that is shown, but what is pinned."""
        return [each for thread in self.threads for each in (thread.first, *thread.replies)]


def threads_of(post_id: UUID) -> QuerySet[Comment]:
    """What answers nothing, the latest first."""
    return _standing().filter(post=post_id, thread=None).order_by("-id")


def replies_in(thread_id: UUID) -> QuerySet[Comment]:
    """What was said in a thread after its first comment, in the order it was said."""
    return _standing().filter(thread=thread_id).order_by("id")


def readable_comments() -> QuerySet[Comment]:
    """Comments whose post is published; whether somebody may read the post is asked by `may_read`."""
    return _standing().select_related("post__author", "thread__author").filter(post__published_at__isnull=False)


def comments_of(member: Member) -> QuerySet[Comment]:
    """The member's own, also those that only they can still see."""
    return Comment.objects.filter(author=member).exclude(text="").select_related("post", "thread")


def discussion_of(post: Post, after: str = "") -> Discussion:
    """What is said about the post, in three queries however much it is."""
    page = _threads.page(after, post.pk)
    pinned = None if after else next(iter(_pinned(post.pk)), None)
    return Discussion(gathered(page.rows), page.next, pinned)


def gathered(firsts: Sequence[Comment]) -> list[Thread]:
    """Each first comment with the first that were said in its thread."""
    replies: dict[UUID | None, list[Comment]] = defaultdict(list)
    for reply in _first_replies([each.pk for each in firsts]):
        replies[reply.thread_id].append(reply)
    return [_thread(each, replies[each.pk]) for each in firsts]


def _thread(first: Comment, replies: list[Comment]) -> Thread:
    return Thread(first, replies[:REPLIES_SHOWN], has_more=len(replies) > REPLIES_SHOWN)


def quoting(post: Post) -> QuerySet[Comment]:
    """The comments that quote the post or what was said under it, the latest first."""
    said: QuerySet[Comment] = Comment.objects.said().select_related("author", "answers__author", "quoted__author")
    return said.filter(post=post).exclude(quote="").order_by("-id")


def comments_latest_first(state: str = "") -> QuerySet[Comment]:
    """For the studio; `state` is "hidden", "reported" (somebody did, and nobody has looked at it), or "" for any."""
    found = Comment.objects.exclude(text="").select_related("author", "post", "quoted").order_by("-id")
    if state == "reported":
        return found.filter(is_reported("comment"))
    return found.filter(hidden_at__isnull=False) if state == "hidden" else found


def latest_by(author: Member, most: int) -> list[Comment]:
    return list(Comment.objects.filter(author=author).order_by("-id")[:most])


def called_in(text: str, post: Post) -> list[Member]:
    """The members that the text calls by a name that only one member bears, as far as they may read the post."""
    return [each for each in called_by_name(text) if may_read(each, post)]


def _standing() -> QuerySet[Comment]:
    return Comment.objects.all().standing().select_related("author", "answers__author", "quoted__author")


def _numbered(thread_ids: Sequence[UUID]) -> QuerySet[Comment]:
    """The first replies of each thread, and one more than are shown."""
    place = Window(RowNumber(), partition_by="thread_id", order_by="id")
    replies = _standing().filter(thread__in=thread_ids).annotate(place=place)
    return replies.filter(place__lte=REPLIES_SHOWN + 1).order_by("id")


def _pinned_on(post_id: UUID) -> QuerySet[Comment]:
    return _standing().filter(post=post_id, pinned_at__isnull=False)


_threads = Listing(threads_of, size=THREADS_SHOWN)
_first_replies = Reading(_numbered)
_pinned = Reading(_pinned_on)
