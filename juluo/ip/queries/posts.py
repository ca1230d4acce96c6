from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from juluo.core.examples import titled_as_example
from juluo.core.models import Reading
from juluo.ip.models import Comment, Persona, Post, Story
from juluo.ip.queries.tips import with_support

_STATES = {
    "published": Q(published_at__isnull=False),
    "due": Q(due_at__isnull=False),
    "draft": Q(published_at=None, due_at=None),
}


def feed() -> QuerySet[Post]:
    """Published posts, newest first, with what a card shows."""
    return Post.objects.published().select_related("author", "cover").order_by("-published_at", "-id")


def posts_latest_first() -> QuerySet[Post]:
    """Drafts and published posts for the studio."""
    return Post.objects.select_related("author").order_by("-id")


def posts_titled(words: str, state: str = "") -> QuerySet[Post]:
    """Posts latest first by words in their title; `state` is "published", "due" or "draft" (not due), "" for any."""
    found = posts_latest_first()
    if state in _STATES:
        found = found.filter(_STATES[state])
    return found.filter(title__icontains=words) if words else found


def readable_posts() -> QuerySet[Post]:
    return Post.objects.published().select_related("author", "cover", "series", "recording")


def _with_quotes(post_id: UUID) -> QuerySet[Post]:
    """A post and how many comments quote it or what was said under it."""
    said = Comment.objects.said().filter(post=OuterRef("pk")).exclude(quote="").order_by().values("post")
    quotes = Coalesce(Subquery(said.annotate(count=Count("pk")).values("count")), 0)
    return with_support(readable_posts().filter(pk=post_id).annotate(quotes=quotes))


post_read = Reading(_with_quotes)


def example_posts() -> QuerySet[Post]:
    """Drafts still titled as examples, in the order they were written."""
    return Post.objects.filter(titled_as_example(), published_at=None).order_by("id")


def persona() -> Persona | None:
    """Who the IP is. A space made by hand may have none yet."""
    found: Persona | None = Persona.objects.select_related("portrait").first()
    return found


def persona_on_about() -> Persona | None:
    """Who the IP is, and whether support is taken here."""
    found: Persona | None = with_support(Persona.objects.select_related("portrait")).first()
    return found


def story() -> Story | None:
    found: Story | None = Story.objects.first()
    return found


def posts_due(moment: datetime) -> QuerySet[Post]:
    """Drafts whose moment has come by `moment`, the earliest due first."""
    return Post.objects.filter(due_at__lte=moment).order_by("due_at", "id")
