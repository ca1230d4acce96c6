"""What is said in this pillar: posts, comments under them, messages in rooms, words that come with support."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from juluo.core.models import Hideable, Member
from juluo.core.said.kinds import Kind, Said, register_said
from juluo.ip.models import Comment, Message, Post, Tip
from juluo.ip.operations.room_streams import tell_room
from juluo.ip.queries.readers import may_read
from juluo.ip.queries.rooms import may_enter
from juluo.ip.queries.tips import voices_of_staff
from juluo.ip.rules.tips import cause_of

_AROUND = 3


def _hiding(row: Hideable) -> dict[str, Any]:
    names = ("hidden_at", "hidden_because", "hidden_reason")
    return {name: getattr(row, name) for name in names}


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("author")


def _tell_post(post: Post) -> Said:
    place = partial(reverse, "ip:post", args=[post.pk])
    return Said(
        kind="post", id=post.pk, author_id=post.author_id, author=post.author.name, words=post.title, where=post.title,
        read_at=place, own_at=place, at=post.published_at or post.written_at, is_said=post.published_at is not None,
    )  # fmt: skip


def _comments() -> QuerySet[Comment]:
    return Comment.objects.select_related("author", "post__author", "thread", "answers__author", "quoted__author")


def _at_comment(comment: Comment) -> str:
    return f"{reverse('ip:comment', args=[comment.thread_id or comment.pk])}#comment-{comment.pk}"


def _tell_comment(comment: Comment) -> Said:
    return Said(
        kind="comment", id=comment.pk, author_id=comment.author_id, author=comment.author.name, words=comment.text,
        where=comment.post.title, read_at=partial(_at_comment, comment), at=comment.written_at,
        own_at=partial(reverse, "ip:comment_text", args=[comment.pk]),
        staff_at=partial(reverse, "ip_studio:comment", args=[comment.pk]),
        is_said=comment.is_said and comment.post.published_at is not None, **_hiding(comment),
    )  # fmt: skip


def _unpin(comment: Comment) -> Sequence[str]:
    """What is hidden does not stand on top any more."""
    comment.pinned_at = None
    return ["pinned_at"]


def _around_comment(comment: Comment) -> tuple[Sequence[Comment], Sequence[Comment]]:
    """What was said under the same post just before and after."""
    under = _comments().filter(post=comment.post_id).exclude(text="")
    before = under.filter(pk__lt=comment.pk).order_by("-id")[:_AROUND]
    return list(before)[::-1], list(under.filter(pk__gt=comment.pk).order_by("id")[:_AROUND])


def _messages() -> QuerySet[Message]:
    return Message.objects.select_related("author", "room", "answers__author")


def _at_message(message: Message) -> str:
    return f"{reverse('ip:room', args=[message.room_id])}#message-{message.pk}"


def _tell_message(message: Message) -> Said:
    return Said(
        kind="message", id=message.pk, author_id=message.author_id, author=message.author.name, words=message.text,
        where=message.room.name, read_at=partial(_at_message, message),
        own_at=partial(reverse, "ip:message", args=[message.pk]),
        staff_at=partial(reverse, "ip_studio:message", args=[message.pk]),
        at=message.written_at, is_said=message.is_said and message.room.opened_at is not None, **_hiding(message),
    )  # fmt: skip


def _around_message(message: Message) -> tuple[Sequence[Message], Sequence[Message]]:
    inside = _messages().filter(room=message.room_id).exclude(text="")
    before = inside.filter(pk__lt=message.pk).order_by("-id")[:_AROUND]
    return list(before)[::-1], list(inside.filter(pk__gt=message.pk).order_by("id")[:_AROUND])


def _tell_voice(tip: Tip) -> Said:
    cause = cause_of(tip)
    return Said(
        kind="voice", id=tip.pk, author_id=tip.giver_id, author="" if tip.unnamed else tip.giver.name, words=tip.words,
        where=cause.title, read_at=lambda: cause.url, own_at=partial(reverse, "ip:tip", args=[tip.pk]),
        staff_at=partial(reverse, "ip_studio:voice", args=[tip.pk]), at=tip.paid_at or tip.begun_at,
        is_said=tip.is_said,
        **_hiding(tip),
    )  # fmt: skip


def _reads_under(comment: Comment, reader: Member) -> bool:
    return may_read(reader, comment.post)


register_said(
    Kind(
        key="post", label=_("A post"), model=Post, rows=_posts, tell=_tell_post,
        hears=lambda post, reader: may_read(reader, post), hideable=False,
    )
)  # fmt: skip
register_said(
    Kind(
        key="comment", label=_("A comment"), model=Comment, rows=_comments, tell=_tell_comment, hears=_reads_under,
        besides=_unpin, around=_around_comment,
    )
)  # fmt: skip
register_said(
    Kind(
        key="message", label=_("A message"), model=Message, rows=_messages, tell=_tell_message,
        hears=lambda message, reader: may_enter(reader, message.room), around=_around_message, then=tell_room,
        renews=False,
    )
)  # fmt: skip
register_said(
    Kind(
        key="voice", label=_("Words of support"), model=Tip, rows=voices_of_staff, tell=_tell_voice,
        hears=lambda _tip, _reader: True,
    )
)  # fmt: skip
