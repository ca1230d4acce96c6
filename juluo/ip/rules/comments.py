"""What may be done with a comment, decided over rows already in hand."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.ip.models import Comment, Post

EDIT_WITHIN = timedelta(minutes=10)
SAME_WITHIN = timedelta(minutes=1)
"""The same words at the same place within this time are one comment."""
MOST_AT_ONCE, AT_ONCE = 20, timedelta(minutes=10)


def can_edit(comment: Comment, now: datetime) -> bool:
    return comment.is_said and now <= comment.written_at + EDIT_WITHIN


def check_can_edit(comment: Comment, now: datetime) -> None:
    check_is_said(comment)
    if not can_edit(comment, now):
        message = _("A comment can be changed for ten minutes. Write another one instead.")
        raise Refused(message, code="too_late", field="text")


def check_is_said(comment: Comment) -> None:
    """What was taken back or hidden is neither answered nor changed."""
    if not comment.is_said:
        raise Refused(_("This comment is no longer there."), code="comment_gone", field="text")


def same_among(lately: Iterable[Comment], comment: Comment) -> Comment | None:
    """The same words that the same author said at the same place a moment ago."""
    since = comment.written_at - SAME_WITHIN
    return next((each for each in lately if each.written_at > since and _place(each) == _place(comment)), None)


class Written(Protocol):
    """What somebody said, at some time: a comment, a message, a reply."""

    @property
    def written_at(self) -> datetime: ...


def check_pace(lately: Iterable[Written], now: datetime, *, most: int = MOST_AT_ONCE) -> None:
    """`lately` holds what the member wrote last, as many as may be written `AT_ONCE`."""
    if len([each for each in lately if each.written_at > now - AT_ONCE]) >= most:
        message = _("You have written a lot in a short time. Wait ten minutes, then go on.")
        raise Refused(message, code="too_many", field="text", status=HTTPStatus.TOO_MANY_REQUESTS)


def can_pin(member: Member | None, post: Post) -> bool:
    return member is not None and member.pk == post.author_id


def check_can_pin(member: Member, comment: Comment) -> None:
    """The author of the post chooses what stands on top."""
    if not can_pin(member, comment.post):
        raise Refused(_("Only the author of the post can do this."), code="not_author", status=HTTPStatus.FORBIDDEN)
    check_is_said(comment)


def _place(comment: Comment) -> tuple[UUID, UUID | None, str, str]:
    return comment.post_id, comment.answers_id, comment.text, comment.quote
