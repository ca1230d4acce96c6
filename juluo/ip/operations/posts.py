from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.acting import actor
from juluo.core.facts import record
from juluo.core.models import Media, Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts import PostChanged, PostDiscarded, PostPublished, PostUnpublished, PostWritten
from juluo.ip.facts.desk import PostRestored
from juluo.ip.models import Audience, Post, Revision, WorkingCopy
from juluo.ip.operations.playing import release_recording
from juluo.ip.rules.audience import check_audience
from juluo.ip.rules.revisions import check_since

TITLE_LENGTH, TEXT_LENGTH = 120, 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWords:
    """What a post says, and who reads it to its end.

    `text` is Markdown, with product cards as `::product[slug]` lines; the free part ends at the line `::wall`. An
    `audience` of None is everyone for a new post and leaves that of another as it is. `since` is the number of the
    revision that the writer began from: if somebody saved another meanwhile, these words do not replace theirs unseen.
    `copy` is the key of the writer's working copy, which goes once its words are saved.
    """

    title: str
    text: str
    audience: str | None = None
    since: int | None = None
    copy: str = ""

    def cleaned(self) -> "PostWords":
        return replace(
            self,
            title=clean_line(self.title, field="title", most=TITLE_LENGTH),
            text=clean_text(self.text, field="text", most=TEXT_LENGTH),
            audience=None if self.audience is None else check_audience(self.audience),
        )


@transaction.atomic
def write_post(author: Member, words: PostWords, *, cover: Media | None = None) -> Post:
    """Write a draft, as its first revision. Nobody but staff sees it before it is published."""
    words = words.cleaned()
    now = clock.now()
    said = {"title": words.title, "text": words.text, "audience": words.audience or Audience.EVERYONE}
    post: Post = Post.objects.create(**said, author=author, cover=cover, written_at=now, updated_at=now)
    _keep(post, 1, by=actor().member_id or author.pk)
    _let_go(words.copy, author.pk)
    record(PostWritten(post_id=post.pk))
    return post


@transaction.atomic
def edit_post(post: Post, words: PostWords, *, cover: Media | None = None) -> Post:
    """Change what a post says, its audience and its cover; its words are kept as a revision.

    The same words again change nothing. Refused: `changed_meanwhile`.
    """
    words = words.cleaned()
    _let_go(words.copy, actor().member_id)
    post = _locked(post)
    said = {"title": words.title, "text": words.text, "cover_id": cover.pk if cover else None}
    said["audience"] = post.audience if words.audience is None else words.audience
    changed = tuple(name for name, value in said.items() if getattr(post, name) != value)
    if not changed:
        return post
    latest = _latest_revision(post)
    check_since(latest.number, words.since)
    for name in changed:
        setattr(post, name, said[name])
    post.updated_at = clock.now()
    post.save(update_fields=[*changed, "updated_at"])
    if latest.tells_otherwise(post):
        _keep(post, latest.number + 1, by=actor().member_id)
    _shown_anew(post)
    record(PostChanged(post_id=post.pk, changed=changed))
    return post


@transaction.atomic
def give_cover(post: Post, cover: Media | None) -> Post:
    """Show a picture over the post, or none; its words stay. The same picture again changes nothing."""
    post = _locked(post)
    cover_id = cover.pk if cover else None
    if post.cover_id != cover_id:
        post.cover_id, post.updated_at = cover_id, clock.now()
        post.save(update_fields=["cover_id", "updated_at"])
        _shown_anew(post)
        record(PostChanged(post_id=post.pk, changed=("cover_id",)))
    return post


@transaction.atomic
def restore_revision(revision: Revision) -> Post:
    """Let the post say again what it said in this revision: a new revision. If it says that now, nothing changes."""
    post, kept = _locked(revision.post), Revision.objects.get(pk=revision.pk)
    if not kept.tells_otherwise(post):
        return post
    words = PostWords(title=kept.title, text=kept.text, audience=kept.audience)
    post = edit_post(post, words, cover=post.cover)
    Revision.objects.filter(pk=_latest_revision(post).pk).update(restores=kept.number)
    record(PostRestored(post_id=post.pk, number=kept.number))
    return post


@transaction.atomic
def publish_post(post: Post) -> Post:
    """Let its audience read the post, and everyone its free part, from now on. Publishing twice changes nothing."""
    post = _locked(post)
    if post.published_at is None:
        post.published_at, post.due_at = clock.now(), None
        post.save(update_fields=["published_at", "due_at"])
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


def _latest_revision(post: Post) -> Revision:
    """The latest revision of a locked post. What it says now is kept first if no revision tells it: nothing is lost."""
    latest: Revision | None = post.revisions.order_by("-number").first()
    if latest is None or latest.tells_otherwise(post):
        latest = _keep(post, latest.number + 1 if latest else 1, by=post.author_id)
    return latest


def _keep(post: Post, number: int, *, by: UUID | None) -> Revision:
    said = {"title": post.title, "text": post.text, "audience": post.audience}
    kept: Revision = Revision.objects.create(post=post, number=number, by_id=by, at=post.updated_at, **said)
    return kept


def _let_go(key: str, writer_id: UUID | None) -> None:
    if key:
        WorkingCopy.objects.filter(writer_id=writer_id, key=key).delete()


def _shown_anew(post: Post) -> None:
    if post.published_at:
        renew_pages()
