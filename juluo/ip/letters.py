"""Digests as letters. Readers of one language who follow the same get the same words: they are rendered once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from juluo.core.addresses import address_of
from juluo.core.letters import Entry, Letter, Line, Wording
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Follow, Pace, Post
from juluo.ip.news import NEW_POST
from juluo.ip.queries.digests import Digest
from juluo.ip.rules.audience import first_words, is_walled
from juluo.ip.rules.digests import period_of
from juluo.ip.rules.following import Subject, covers
from juluo.ip.rules.tokens import end_token
from juluo.reach.channels.mail import list_headers, message_id, public_addresses
from juluo.reach.rules.tokens import off_token

_OFF, _END = "mark-of-off", "mark-of-end-{}"
_NAMED = 5
"""So many of what a digest is about are named in it, each with a way to end it."""
_WORDS = 160


class Letters:
    """Words the digests of the acting space, each wording once."""

    def __init__(self) -> None:
        self._space: Space = Space.objects.get(pk=acting_space_id())
        self._worded: dict[object, Wording] = {}

    def message_of(self, digest: Digest) -> EmailMultiAlternatives:
        """The message to one member, with their own ways out: of one thing they follow, or of all such mails."""
        turn, follows = digest.turn, _causes(digest)
        ends = {_END.format(at): end_token(each.member_id, each.pk) for at, each in enumerate(follows)}
        off = off_token(turn.member_id, NEW_POST)
        key = f"{turn.pk}.{period_of(turn.pace, turn.due_at, digest.habit.time_zone)}"
        with public_addresses():
            headers = {"Message-ID": message_id(key), **list_headers(address_of(self._space, "reach:off", off))}
        return self._wording(digest, follows).message_to(digest.to, headers=headers, values={_OFF: off, **ends})

    def _wording(self, digest: Digest, follows: Sequence[Follow]) -> Wording:
        subjects = tuple(Subject.of(each).key for each in follows)
        key = (digest.habit.language, digest.turn.pace, tuple(each.pk for each in digest.posts), digest.many, subjects)
        if key not in self._worded:
            with override(digest.habit.language), public_addresses():
                self._worded[key] = Wording.of(_letter(digest, follows, self._space), self._space)
        return self._worded[key]


def ends_of_following(member_id: UUID, told: Mapping[str, Any]) -> list[Line]:
    """For a mail about one post at once: a way to end each following that brought it."""
    post = Post.objects.filter(pk=told["post_id"]).first() if told.get("post_id") else None
    if post is None:
        return []
    space = Space.objects.get(pk=acting_space_id())
    follows = Follow.objects.filter(member=member_id, pace=Pace.AT_ONCE).select_related("series", "author")
    causes = [each for each in follows.order_by("id") if covers(each, post)][:_NAMED]
    return _ends([(each, end_token(member_id, each.pk)) for each in causes], space)


def _causes(digest: Digest) -> list[Follow]:
    """What they follow that brought something."""
    brought = (each for each in digest.follows if any(covers(each, post) for post in digest.posts))
    return list(brought)[:_NAMED]


def _letter(digest: Digest, follows: Sequence[Follow], space: Space) -> Letter:
    first, others = digest.posts[0].title, digest.many - 1
    more = ngettext("“%(title)s” and one more", "“%(title)s” and %(others)d more", others)
    daily = digest.turn.pace == Pace.DAILY
    return Letter(
        subject=more % {"title": first, "others": others} if others else first,
        paragraphs=[
            _("What you follow brought this since yesterday.") if daily else _("What you follow brought this.")
        ],
        entries=[_entry(each, space) for each in digest.posts],
        language=digest.habit.language,
        name=space.name,
        action=_("Read all of it"),
        target=address_of(space, "front:followed"),
        footer=[*_why(digest, space), *_ways_out(follows, space)],
    )


def _entry(post: Post, space: Space) -> Entry:
    note = f"{post.author.name} · {post.get_audience_display()}" if is_walled(post) else post.author.name
    return Entry(post.title, first_words(post, _WORDS), address_of(space, "ip:post", post.pk), note)


def _why(digest: Digest, space: Space) -> list[Line]:
    if digest.turn.pace == Pace.DAILY:
        return [
            Line(_("You receive this once a day at most, because you follow it at %(name)s.") % {"name": space.name})
        ]
    return [Line(_("You receive this once a week at most, because you follow it at %(name)s.") % {"name": space.name})]


def _ways_out(follows: Sequence[Follow], space: Space) -> list[Line]:
    ends = _ends([(each, _END.format(at)) for at, each in enumerate(follows)], space)
    off = Line(_("No more mails of this kind"), address_of(space, "reach:off", _OFF))
    return [
        *ends,
        off,
        Line(_("Choose what you follow, and how soon you hear of it"), address_of(space, "ip:following")),
    ]


def _ends(follows: Sequence[tuple[Follow, str]], space: Space) -> list[Line]:
    return [
        Line(_("Follow “%(name)s” no longer") % {"name": _called(each, space)},
             address_of(space, "ip:follow_end", token))
        for each, token in follows
    ]  # fmt: skip


def _called(follow: Follow, space: Space) -> str:
    if follow.series:
        return follow.series.title
    return follow.author.name if follow.author else space.name
