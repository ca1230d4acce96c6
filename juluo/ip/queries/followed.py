"""The posts that a member follows, put together when they are read: publishing writes nothing for anybody."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from juluo.core import clock
from juluo.core.models import Member
from juluo.core.pages import Page, mark_of, place_at
from juluo.ip.models import Comment, Follow, Post, Reaction
from juluo.ip.queries.posts import feed
from juluo.ip.rules.matters import MOST, WINDOW, Echo, weight

_THREAD, _QUOTE = Q(thread=None), ~Q(quote="")


def followed_posts(member: Member) -> QuerySet[Post] | None:
    """What they follow, newest first; nothing that they wrote. None if they follow nothing."""
    followed = list(Follow.objects.filter(member=member).values_list("series_id", "author_id"))
    if not followed:
        return None
    return feed().filter(_any_of(followed)).exclude(author=member)


def weighed(posts: QuerySet[Post], after: str = "", *, size: int) -> Page[Post]:
    """A page of the posts, those that matter first (`rules/matters.py`)."""
    now, at = clock.now(), place_at(after)
    recent = posts.filter(published_at__gt=now - WINDOW).values_list("pk", "published_at")[:MOST]
    times = {pk: published_at for pk, published_at in recent if published_at}
    echoes = echoes_of(list(times))
    order = sorted(times, key=lambda pk: (weight(echoes[pk], now - times[pk]), times[pk], pk), reverse=True)
    shown = {post.pk: post for post in feed().filter(pk__in=order[at : at + size])}
    rows = [shown[pk] for pk in order[at : at + size] if pk in shown]
    return Page(rows, mark_of(at + size) if at + size < len(order) else "")


def echoes_of(post_ids: Sequence[UUID]) -> dict[UUID, Echo]:
    """What others did with each of the posts, in two queries."""
    felt = Reaction.objects.filter(post__in=post_ids, comment=None).exclude(member=F("post__author"))
    reactions = dict(felt.values_list("post_id").annotate(people=Count("pk")).order_by())
    spoken = Comment.objects.said().filter(_THREAD | _QUOTE, post__in=post_ids).exclude(author=F("post__author"))
    people = spoken.values_list("post_id").annotate(
        threads=Count("author", filter=_THREAD, distinct=True), quotes=Count("author", filter=_QUOTE, distinct=True)
    )
    talk = {post_id: (threads, quotes) for post_id, threads, quotes in people.order_by()}
    return {each: Echo(reactions.get(each, 0), *talk.get(each, (0, 0))) for each in post_ids}


def _any_of(followed: Sequence[tuple[UUID | None, UUID | None]]) -> Q:
    """The whole IP, or posts of these series and authors."""
    series = [each for each, _author in followed if each]
    authors = [each for _series, each in followed if each]
    if len(series) + len(authors) < len(followed):
        return Q()
    return Q(series__in=series) | Q(author__in=authors)
