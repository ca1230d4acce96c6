"""What is being written is kept while it is written. No fact: nothing has happened to the post yet."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from juluo.core import clock
from juluo.core.models import Member
from juluo.core.sending import new_key
from juluo.core.texts import clean_line, clean_text
from juluo.ip.models import Audience, Post, WorkingCopy
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH
from juluo.ip.queries.copies import old_copies
from juluo.ip.rules.audience import check_audience
from juluo.ip.rules.copies import check_key, check_room


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """What a desk says now, whole or not; its words began from revision `since` of the post."""

    title: str = ""
    text: str = ""
    audience: str | None = None
    since: int | None = None

    def cleaned(self, post: Post | None) -> "DeskWords":
        usual = post.audience if post else Audience.EVERYONE
        return replace(
            self,
            title=clean_line(self.title, field="title", most=TITLE_LENGTH, least=0),
            text=clean_text(self.text, field="text", most=TEXT_LENGTH, least=0),
            audience=check_audience(self.audience) if self.audience else usual,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who writes what post (None: one that is not there yet) on which device.

    `key` names the desk, and `number` is the latest of its copy that it has seen: 0 if none.
    """

    writer: Member
    post: Post | None
    key: str
    number: int = 0
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The copy, None if the post says the same; `beside` is what was written elsewhere meanwhile and left as it is."""

    copy: WorkingCopy | None
    beside: WorkingCopy | None = None


@transaction.atomic
def keep_copy(desk: Desk, words: DeskWords) -> Kept:
    """Keep what the desk says as its working copy, which only its writer sees. The same words again change nothing.

    If the copy says something that this desk has not seen, it stays, and these words are kept beside it under a key of
    their own. Words that the post says already are not kept. Refused: `too_long`, `too_many_copies`, `bad_key`.
    """
    check_key(desk.key)
    words = words.cleaned(desk.post)
    Member.objects.select_for_update(no_key=True).get(pk=desk.writer.pk)
    known = WorkingCopy.objects.filter(writer=desk.writer, key=desk.key).select_related("writer").first()
    said = (words.title, words.text, words.audience)
    if known and known.post_id == _id(desk.post) and known.said == said:
        return Kept(copy=known)
    beside = known if known and (known.post_id != _id(desk.post) or known.number > desk.number) else None
    if said == _standing(desk.post):
        if known and not beside:
            known.delete()
        return Kept(copy=None, beside=beside)
    if known and not beside:
        return Kept(copy=_kept(known, desk, words))
    return Kept(copy=_another(desk, words, new_key() if beside else desk.key), beside=beside)


@transaction.atomic
def discard_copy(copy: WorkingCopy) -> None:
    """Throw away what was not saved. Gone already is gone."""
    WorkingCopy.objects.filter(pk=copy.pk).delete()


@transaction.atomic
def forget_old_copies() -> int:
    """Delete what nobody has gone on with for thirty days; answer how many."""
    count, _kinds = old_copies().delete()
    return count


def _now_said(desk: Desk, words: DeskWords) -> dict[str, Any]:
    said = {"title": words.title, "text": words.text, "audience": words.audience, "since": words.since}
    return said | {"number": desk.number + 1, "device": desk.device[:200], "at": clock.now()}


def _kept(copy: WorkingCopy, desk: Desk, words: DeskWords) -> WorkingCopy:
    said = _now_said(desk, words)
    for name, value in said.items():
        setattr(copy, name, value)
    copy.save(update_fields=[*said])
    return copy


def _another(desk: Desk, words: DeskWords, key: str) -> WorkingCopy:
    """A new copy, unless the same words are kept for this post already (a request that was sent again)."""
    mine = WorkingCopy.objects.filter(writer=desk.writer)
    same = mine.filter(post=desk.post, title=words.title, text=words.text, audience=words.audience)
    if found := same.select_related("writer").first():
        return found
    check_room(mine.count())
    made: WorkingCopy = WorkingCopy.objects.create(
        writer=desk.writer, post=desk.post, key=key, **_now_said(desk, words)
    )
    return made


def _standing(post: Post | None) -> tuple[str, str, str]:
    return (post.title, post.text, post.audience) if post else ("", "", Audience.EVERYONE)


def _id(post: Post | None) -> object:
    return post.pk if post else None
