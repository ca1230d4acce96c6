"""Markdown in templates."""

from datetime import datetime
from uuid import UUID

from django import template
from django.utils.formats import date_format, number_format, time_format
from django.utils.safestring import SafeString

from juluo.core import clock
from juluo.ip.models import Bundle, Comment, Post, Question, QuestionState, Series
from juluo.ip.queries.responses import Tallies
from juluo.ip.rules import comments, markdown, plain
from juluo.ip.rules.responses import Tally
from juluo.ip.rules.surveys import Share

register = template.Library()

_TONES = {
    QuestionState.DRAFT: "", QuestionState.OPEN: "info", QuestionState.ANSWERED: "ok", QuestionState.DECLINED: "bad",
    QuestionState.EXPIRED: "bad", QuestionState.RETURNED: "warn",
}  # fmt: skip


@register.filter
def told(text: str) -> SafeString:
    """Tell Markdown as safe HTML; blocks are left out."""
    return markdown.told(text)


@register.filter
def excerpt(text: str, most: int = 90) -> str:
    """Give the first words of Markdown, without its marks."""
    return markdown.excerpt(text, most)


@register.filter
def told_plainly(text: str) -> SafeString:
    """Tell plain text as safe HTML, with its line breaks and web addresses."""
    return plain.told_plainly(text)


@register.filter
def time_as_it_is(at: datetime) -> str:
    """Give the time of day of a moment by the clocks it carries, whatever those of the page are."""
    return time_format(at.time(), "H:i")


@register.filter
def date_as_it_is(at: datetime) -> str:
    """Give the day of a moment by the clocks it carries."""
    return date_format(at.date(), "DATE_FORMAT")


@register.filter
def tally_of(tallies: Tallies, about: UUID | None = None) -> list[Tally]:
    """Give the reactions to a comment, or to the post itself."""
    return tallies.get(about, [])


@register.filter
def right_of(given: Post | Series | Bundle) -> str:
    """The right that opens it, like "post:ID"."""
    return f"{given._meta.model_name}:{given.pk}"


@register.filter
def can_edit(comment: Comment) -> bool:
    """Whether its author may still change it."""
    return comments.can_edit(comment, clock.now())


@register.filter
def lasting(seconds: int) -> str:
    """How long it lasts, as players write it: 4:05, or 1:02:03."""
    hours, rest = divmod(seconds, 3600)
    minutes, over = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{over:02}" if hours else f"{minutes}:{over:02}"


@register.filter
def percent(share: Share) -> str:
    """Word a share of answers: "37.5 %"."""
    return f"{number_format(100 * share.part, 1)} %"


@register.filter
def percent_interval(share: Share) -> str:
    """Word the ends of its interval: "21.3-64.0 %", with an en dash."""
    ends = share.interval
    return f"{number_format(100 * ends.low, 1)}\N{EN DASH}{number_format(100 * ends.high, 1)} %"


@register.filter
def question_tone(question: Question) -> str:
    """The colour of a question's state."""
    return _TONES[question.state]


@register.filter
def in_percent(basis_points: int) -> str:
    """Say a share of basis points in percent, like "12.5"."""
    return f"{basis_points / 100:g}"
