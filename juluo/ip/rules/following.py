"""What following means, decided over values already in hand."""

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.ip.models import Follow, Pace, Post, Series

DEFAULT_PACE = Pace.WEEKLY
"""Whoever follows with one press is written to once a week at most, and is told so."""
MAILED = (Pace.DAILY, Pace.WEEKLY)
"""The paces that a digest serves."""
MOST_FOLLOWS = 200
"""A feed is put together when it is read: this bounds what it looks for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: one series, one author, or the IP itself (neither)."""

    series: Series | None = None
    author: Member | None = None

    @property
    def key(self) -> str:
        """How facts and machines call it: "ip", "series:ID" or "author:ID"."""
        if self.series:
            return f"series:{self.series.pk}"
        return f"author:{self.author.pk}" if self.author else "ip"

    @classmethod
    def of(cls, follow: Follow) -> "Subject":
        return cls(follow.series, follow.author)


def check_pace(pace: str) -> Pace:
    if pace not in Pace.values:
        raise Refused(_("Choose how often you want to hear of it."), code="unknown_pace", field="pace", status=422)
    return Pace(pace)


def check_may_follow(member: Member, subject: Subject, others: int) -> None:
    """`others` counts what the member follows already."""
    if member.banned_at or member.left_at:
        message = _("Only members can follow.")
        raise Refused(message, code="not_present", status=HTTPStatus.FORBIDDEN)
    if subject.author and subject.author.pk == member.pk:
        raise Refused(_("This is you. Follow somebody else."), code="yourself", status=422)
    if others >= MOST_FOLLOWS:
        message = _("You follow %(count)d already. End one of them first.") % {"count": MOST_FOLLOWS}
        raise Refused(message, code="too_many", status=422)


def covers(follow: Follow, post: Post) -> bool:
    """Whether the follower wants to hear of the post: the IP is all of it; nobody hears of what they wrote."""
    if post.author_id == follow.member_id:
        return False
    if follow.series_id:
        return bool(follow.series_id == post.series_id)
    return not follow.author_id or bool(follow.author_id == post.author_id)
