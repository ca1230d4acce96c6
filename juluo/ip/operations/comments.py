"""Saying something about a post, and taking it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.said.holds import screen
from juluo.core.taking_part import ensure_may_write
from juluo.core.texts import clean_text
from juluo.ip.facts import CommentEdited, CommentPinned, CommentTakenBack, CommentUnpinned, CommentWritten
from juluo.ip.models import COMMENT_LENGTH, Comment, Post
from juluo.ip.queries.comments import latest_by
from juluo.ip.queries.readers import may_read
from juluo.ip.rules.comments import (
    MOST_AT_ONCE,
    check_can_edit,
    check_can_pin,
    check_is_said,
    check_pace,
    same_among,
)
from juluo.ip.rules.quotes import Quote, check_quote


@transaction.atomic
def write_comment(
    author: Member, post: Post, text: str, *, answers: Comment | None = None, quote: Quote | None = None
) -> Comment:
    """Say something about the post, or answer what somebody said about it, with a quote from either.

    The same words at the same place within a minute are one comment; it may wait for a person (`screen`). Refused to
    whoever may not take part or may not read the post (`no_access`), when what is answered is gone (`comment_gone`), in
    a flood (`too_many`), and for a quote of words that do not stand under this post (`not_said`).
    """
    text = clean_text(text, field="text", most=COMMENT_LENGTH)
    author = Member.objects.select_for_update(no_key=True).get(pk=author.pk)
    ensure_may_write(author)
    check_place(author, post, answers)
    row = Comment(post=post, author=author, text=text, answers=answers, written_at=clock.now())
    row.thread = (answers.thread or answers) if answers else None
    if quote:
        row.quoted = locked(quote.comment) if quote.comment else None
        row.quote = check_quote(Quote(quote.passage, row.quoted), post)
    lately = latest_by(author, MOST_AT_ONCE)
    if before := same_among(lately, row):
        return before
    check_pace(lately, row.written_at)
    row.save(force_insert=True)
    screen(row, author, text)
    record(CommentWritten(comment_id=row.pk, post_id=post.pk))
    return row


@transaction.atomic
def edit_comment(comment: Comment, text: str) -> Comment:
    """Change one's words, for ten minutes; who was called by name now is told. The same words change nothing."""
    text = clean_text(text, field="text", most=COMMENT_LENGTH)
    comment = locked(comment)
    if comment.text == text:
        return comment
    ensure_may_write(comment.author)
    check_can_edit(comment, clock.now())
    comment.text, comment.edited_at = text, clock.now()
    comment.save(update_fields=["text", "edited_at"])
    screen(comment, comment.author, text)
    record(CommentEdited(comment_id=comment.pk))
    return comment


@transaction.atomic
def take_comment_back(comment: Comment) -> Comment:
    """Take one's words away for good, also where others quote them. A mark stays where somebody answered.

    Twice is once.
    """
    comment = locked(comment)
    if comment.text:
        comment.text, comment.pinned_at = "", None
        comment.save(update_fields=["text", "pinned_at"])
        Comment.objects.filter(quoted=comment).update(quote="")
        record(CommentTakenBack(comment_id=comment.pk))
    return comment


@transaction.atomic
def pin_comment(comment: Comment, *, by: Member) -> Comment:
    """Let one comment stand on top of all others, in place of the one that stood there. Twice is once."""
    Post.objects.select_for_update(no_key=True).get(pk=comment.post_id)
    comment = locked(comment)
    check_can_pin(by, comment)
    if comment.pinned_at is None:
        Comment.objects.filter(post=comment.post_id, pinned_at__isnull=False).update(pinned_at=None)
        comment.pinned_at = clock.now()
        comment.save(update_fields=["pinned_at"])
        record(CommentPinned(comment_id=comment.pk, post_id=comment.post_id))
    return comment


@transaction.atomic
def unpin_comment(comment: Comment, *, by: Member) -> Comment:
    """Let it stand where it was said. Twice is once."""
    comment = locked(comment)
    if comment.pinned_at:
        check_can_pin(by, comment)
        comment.pinned_at = None
        comment.save(update_fields=["pinned_at"])
        record(CommentUnpinned(comment_id=comment.pk, post_id=comment.post_id))
    return comment


def locked(comment: Comment) -> Comment:
    """The comment as it is now, until the transaction ends."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("author", "post")
    row: Comment = rows.get(pk=comment.pk)
    return row


def check_place(author: Member, post: Post, answers: Comment | None) -> None:
    """Refuse unless the member reads the post, and what they answer or react to is still said."""
    if not may_read(author, post):
        raise Refused(_("Only those who can read the post can talk about it."), code="no_access", status=403)
    if answers:
        check_is_said(answers)
