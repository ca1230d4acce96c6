"""What a batch of digests tells, in a few queries for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from juluo.core import clock
from juluo.core.models import Member
from juluo.ip.models import DigestTurn, Follow, Post
from juluo.ip.news import NEW_POST
from juluo.ip.rules.digests import SHOWN
from juluo.ip.rules.following import MAILED, covers
from juluo.reach.models import Habit
from juluo.reach.news import Channel, kind_of
from juluo.reach.queries.preferences import habits_of, wishes_of
from juluo.reach.rules.wishes import is_wanted

_MOST_POSTS = 2000


@dataclass(frozen=True, slots=True)
class Digest:
    """One member's turn. `to` is "" if no mail may go there; `posts` are the first of so `many`, with their texts."""

    turn: DigestTurn
    habit: Habit
    to: str
    follows: Sequence[Follow]
    posts: Sequence[Post]
    many: int


def due_turns(now: datetime, claimed_before: datetime) -> QuerySet[DigestTurn]:
    """Turns that have come and that no living worker has claimed, the longest due first."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=claimed_before)
    return DigestTurn.objects.filter(free, due_at__lte=now).order_by("due_at", "id")


def is_digest_due() -> bool:
    return DigestTurn.objects.filter(due_at__lte=clock.now()).exists()


def digests_of(turns: Sequence[DigestTurn]) -> list[Digest]:
    """Each turn with what it tells, in nine queries however many there are."""
    member_ids = list({turn.member_id for turn in turns})
    addresses, habits = _addresses(member_ids), habits_of(member_ids)
    follows = _follows(member_ids)
    wanted = {turn.pk: follows[turn.member_id, str(turn.pace)] for turn in turns}
    news = _news(turns, [each for some in wanted.values() for each in some])
    found = {turn.pk: _told(turn, wanted[turn.pk], news) for turn in turns}
    texts = _texts({post.pk for posts in found.values() for post in posts[:SHOWN]})
    return [
        Digest(
            turn, habits[turn.member_id], addresses.get(turn.member_id, ""), wanted[turn.pk],
            [texts[post.pk] for post in found[turn.pk][:SHOWN] if post.pk in texts], len(found[turn.pk]),
        )
        for turn in turns
    ]  # fmt: skip


def _addresses(member_ids: Collection[UUID]) -> dict[UUID, str]:
    """Where mails may go: to members who are there, have a login, and did not end mails of what they follow."""
    kind, wishes = kind_of(NEW_POST), wishes_of(member_ids)
    there = Member.objects.present().filter(pk__in=member_ids, user__is_active=True)
    rows = there.values_list("pk", "user__email")
    return {pk: email for pk, email in rows if is_wanted(kind, Channel.MAIL, wishes.get(pk, {}))}


def _follows(member_ids: Collection[UUID]) -> dict[tuple[UUID, str], list[Follow]]:
    found: dict[tuple[UUID, str], list[Follow]] = defaultdict(list)
    rows = Follow.objects.filter(member__in=member_ids, pace__in=MAILED).select_related("series", "author")
    for each in rows.order_by("id"):
        found[each.member_id, str(each.pace)].append(each)
    return found


def _news(turns: Sequence[DigestTurn], follows: Iterable[Follow]) -> list[Post]:
    """What was published since the earliest of the turns last told, newest first, as far as any of them follows it."""
    since = min(turn.told_until for turn in turns)
    subjects = {(each.series_id, each.author_id) for each in follows}
    if not subjects:
        return []
    news = Post.objects.published().filter(published_at__gt=since, published_at__lte=clock.now()).defer("text")
    if (None, None) not in subjects:
        series, authors = ({each[at] for each in subjects if each[at]} for at in (0, 1))
        news = news.filter(Q(series__in=series) | Q(author__in=authors))
    return list(news.order_by("-published_at", "-id")[:_MOST_POSTS])


def _told(turn: DigestTurn, follows: Sequence[Follow], news: Sequence[Post]) -> list[Post]:
    new = (post for post in news if post.published_at and post.published_at > turn.told_until)
    return [post for post in new if any(covers(follow, post) for follow in follows)]


def _texts(post_ids: Collection[UUID]) -> dict[UUID, Post]:
    return {post.pk: post for post in Post.objects.filter(pk__in=post_ids).select_related("author")}
