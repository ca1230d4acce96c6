from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media, Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts import PostChanged, PostDiscarded, PostPublished, PostUnpublished, PostWritten
from juluo.ip.models import Audience, Post
from juluo.ip.operations.playing import release_recording
from juluo.ip.rules.audience import check_audience

TITLE_LENGTH, TEXT_LENGTH = 120, 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWords:
    """What a post says, and who reads it to its end.

    `text` is Markdown, with product cards as `::product[slug]` lines; the free part ends at the line `::wall`. An
    `audience` of None is everyone for a new post and leaves that of another as it is.
    """

    title: str
    text: str
    audience: str | None = None

    def cleaned(self) -> "PostWords":
        return PostWords(
            title=clean_line(self.title, field="title", most=TITLE_LENGTH),
            text=clean_text(self.text, field="text", most=TEXT_LENGTH),
            audience=None if self.audience is None else check_audience(self.audience),
        )


@transaction.atomic
def write_post(author: Member, words: PostWords, *, cover: Media | None = None) -> Post:
    """Write a draft. Nobody but staff sees it before it is published."""
    words = words.cleaned()
    now = clock.now()
    said = {"title": words.title, "text": words.text, "audience": words.audience or Audience.EVERYONE}
    post: Post = Post.objects.create(**said, author=author, cover=cover, written_at=now, updated_at=now)
    record(PostWritten(post_id=post.pk))
    return post


@transaction.atomic
def edit_post(post: Post, words: PostWords, *, cover: Media | None = None) -> Post:
    """Change what a post says, its audience and its cover. The same words again change nothing."""
    words = words.cleaned()
    post = _locked(post)
    said = {"title": words.title, "text": words.text, "cover_id": cover.pk if cover else None}
    said["audience"] = post.audience if words.audience is None else words.audience
    changed = tuple(name for name, value in said.items() if getattr(post, name) != value)
    if not changed:
        return post
    for name in changed:
        setattr(post, name, said[name])
    post.updated_at = clock.now()
    post.save(update_fields=[*changed, "updated_at"])
    _shown_anew(post)
    record(PostChanged(post_id=post.pk, changed=changed))
    return post


@transaction.atomic
def publish_post(post: Post) -> Post:
    """Let its audience read the post, and everyone its free part, from now on. Publishing twice changes nothing."""
    post = _locked(post)
    if post.published_at is None:
        post.published_at = clock.now()
        post.save(update_fields=["published_at"])
        renew_pages()
        record(PostPublished(post_id=post.pk))
    return post


@transaction.atomic
def unpublish_post(post: Post) -> Post:
    """Make the post a draft again; its address answers as if it had never been."""
    post = _locked(post)
    if post.published_at:
        post.published_at = None
        post.save(update_fields=["published_at"])
        renew_pages()
        record(PostUnpublished(post_id=post.pk))
    return post


@transaction.atomic
def discard_post(post: Post) -> None:
    """Throw a draft away for good. Refused with `published` while everyone reads it; gone already is gone."""
    row = Post.objects.select_for_update().filter(pk=post.pk).first()
    if row is None:
        return
    if row.published_at:
        raise Refused(_("Take the post back first; then it can be thrown away."), code="published")
    record(PostDiscarded(post_id=row.pk, title=row.title))
    row.delete()
    if row.recording:
        release_recording(row.recording)


def _locked(post: Post) -> Post:
    row: Post = Post.objects.select_for_update().get(pk=post.pk)
    return row


def _shown_anew(post: Post) -> None:
    if post.published_at:
        renew_pages()
