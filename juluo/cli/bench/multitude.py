"""A space that has grown large: members, posts and what is said about them, in the numbers that one asks for."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from uuid import UUID

from django.db.models import Manager, Model

from juluo.cli.bench.search import vocabulary, write_posts
from juluo.core import clock
from juluo.core.models import Member, User
from juluo.core.words import Rung
from juluo.ip.models import Comment, DigestTurn, Follow, Pace, Post

_BATCH, _TALKING, _ANSWERED, _WORDS = 5_000, 1_000, 0.3, "好茶，明年还来。"


@dataclass(frozen=True, slots=True)
class Size:
    members: int = 200_000
    posts: int = 100_000
    comments: int = 1_000_000


def fill(author: Member, size: Size, chance: random.Random) -> list[str]:
    """Make so many rows in the acting space; returns the words the posts are written in, the most frequent first."""
    words = vocabulary(chance)
    _save(User.objects, (_user(number) for number in range(size.members)))
    users, now = User.objects.filter(email__endswith="@crowd.test").only("pk", "name"), clock.now()
    _save(
        Member.objects,
        (Member(user=each, name=each.name, rung=Rung.FAN, joined_at=now) for each in users.iterator(_BATCH)),
    )
    _follow()
    write_posts(author, words, size.posts, chance)
    _save(Comment.objects, _talk(size.comments, chance))
    return words


def _user(number: int) -> User:
    return User(email=f"member-{number}@crowd.test", name=f"Member {number}", password="!")  # noqa: S106 - no password matches it


def _follow() -> None:
    """Every member follows the IP day by day, and has just been told."""
    now = clock.now()
    _save(Follow.objects, (Follow(member=each, pace=Pace.DAILY, at=now) for each in Member.objects.iterator(_BATCH)))
    told = {"pace": Pace.DAILY, "told_until": now, "due_at": now + timedelta(days=1)}
    _save(DigestTurn.objects, (DigestTurn(member=each, **told) for each in Member.objects.iterator(_BATCH)))


def _talk(comments: int, chance: random.Random) -> Iterator[Comment]:
    """Few posts are talked about by thousands, most by nobody: the one of rank n gets 1/n of what the latest gets."""
    posts = list(Post.objects.order_by("-id").values_list("pk", flat=True))
    members, now = list(Member.objects.values_list("pk", flat=True)[:_TALKING]), clock.now()
    firsts: dict[UUID, Comment] = {}
    for _each in range(comments):
        post, author = posts[int(len(posts) ** chance.random()) - 1], chance.choice(members)
        first = firsts.get(post) if chance.random() < _ANSWERED else None
        said = Comment(post_id=post, author_id=author, text=_WORDS, written_at=now, thread=first, answers=first)
        if first is None:
            firsts[post] = said
        yield said


def _save[Row: Model](table: Manager[Row], rows: Iterable[Row]) -> None:
    for batch in batched(rows, _BATCH):
        table.bulk_create(batch)
