"""Markdown in templates."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django import template
from django.template import Context
from django.utils.formats import date_format, number_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.models import Media
from juluo.ip.models import Bundle, Comment, Post, Question, QuestionState, Series, Tip, TipState
from juluo.ip.queries.responses import Tallies
from juluo.ip.queries.team import Behind, team_of
from juluo.ip.rules import comments, markdown, plain
from juluo.ip.rules.differences import Piece
from juluo.ip.rules.responses import Tally
from juluo.ip.rules.surveys import Share

register = template.Library()

_TONES = {
    QuestionState.DRAFT: "", QuestionState.OPEN: "info", QuestionState.ANSWERED: "ok", QuestionState.DECLINED: "bad",
    QuestionState.EXPIRED: "bad", QuestionState.RETURNED: "warn",
}  # fmt: skip


_TIP_TONES = {TipState.BEGUN: "warn", TipState.GIVEN: "ok", TipState.RETURNED: "bad"}


@register.filter
def tip_tone(tip: Tip) -> str:
    return _TIP_TONES[tip.state]


@register.filter
def told(text: str) -> SafeString:
    """Tell Markdown as safe HTML; blocks are left out."""
    return markdown.told(text)


@register.filter
def excerpt(text: str, most: int = 90) -> str:
    """Give the first words of Markdown, without its marks."""
    return markdown.excerpt(text, most)


@register.filter
def picture_line(media: Media) -> str:
    """Give the Markdown that shows a picture."""
    return markdown.picture_line(media.url, media.alt, media.width, media.height)


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
def told_differences(pieces: Iterable[Piece]) -> SafeString:
    """Tell what changed: by element, by sign and, for those who do not see, by a word. No space is added."""
    return format_html_join("", "{}", ((_told_piece(each),) for each in pieces))


def _told_piece(piece: Piece) -> str | SafeString:
    if piece.kind == "same":
        return piece.text
    if piece.kind == "skipped":
        words = ngettext("%(lines)d line as before", "%(lines)d lines as before", piece.lines) % {"lines": piece.lines}
        return format_html('<span class="difference-skipped" lang="{}">{}</span>', get_language(), words)
    element, word = ("del", _("Went:")) if piece.kind == "gone" else ("ins", _("Came:"))
    ended = piece.text.replace("\n", "↵\n")
    return format_html('<{0}><span class="vh">{1} </span>{2}</{0}>', element, word, ended)


@register.simple_tag(takes_context=True)
def behind(context: Context, member_id: UUID) -> Behind | None:
    """Give the role of a member among the people behind the IP, and the human behind an invented voice."""
    return team_of(context["space"]).get(member_id)


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
