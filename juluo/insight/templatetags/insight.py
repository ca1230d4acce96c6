from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juluo.insight.queries.measures import Report
from juluo.insight.rules.funnel import Figure
from juluo.insight.rules.spread import Component, Part
from juluo.insight.wording import VERDICTS, WORDS, Words

register = template.Library()
_HOUR, _DAY = 3_600, 86_400


@register.filter
def per_thousand(figure: Figure) -> str:
    """Word a figure per 1,000 reached: "1000", "37.5", "0.4"."""
    return _worded(figure.per_thousand)


@register.filter
def interval(figure: Figure) -> str:
    """Word the bounds of a figure's interval: "21.3-64.0", with an en dash."""
    return f"{_worded(figure.low)}\N{EN DASH}{_worded(figure.high)}"


@register.filter
def words(component: Component) -> Words:
    """What is said about a component: `says`, `missing`, `next_step`, `formula`, `evidence`."""
    return WORDS[component]


@register.filter
def verdict_words(report: Report) -> str:
    return str(VERDICTS[report.verdict])


@register.filter
def raw(part: Part) -> str:
    """Word what a component measures in its own unit: "7.5 per 100", "36 h", "45 %"; a dash for nothing yet."""
    if part.raw is None:
        return "\N{EN DASH}"
    number = 1 if _worded(part.raw) == _worded(1.0) else 2
    shapes = {
        Component.SHARES: _("%(n)s per 100 people"),
        Component.RESHARES: ngettext("%(n)s step", "%(n)s steps", number),
        Component.CYCLE: ngettext("%(n)s hour", "%(n)s hours", number),
    }
    if part.component in shapes:
        return shapes[part.component] % {"n": _worded(part.raw)}
    return number_format(part.raw, 2) if part.component == Component.K else f"{_worded(100 * part.raw)} %"


@register.filter
def lasting(seconds: float) -> str:
    """Word a length of time in the unit that fits: "40 minutes", "7.5 hours", "3.2 days"."""
    if seconds < 2 * _HOUR:
        return _("%(n)s minutes") % {"n": _worded(seconds / 60)}
    if seconds < 2 * _DAY:
        return _("%(n)s hours") % {"n": _worded(seconds / _HOUR)}
    return _("%(n)s days") % {"n": _worded(seconds / _DAY)}


@register.filter
def interval_percent(part: Part) -> str:
    """Word the interval of a share in percent, "21.3-64 %"; "" where there is none."""
    bounds = part.interval
    return f"{_worded(100 * bounds.low)}\N{EN DASH}{_worded(100 * bounds.high)} %" if bounds else ""


@register.filter
def points(value: float) -> str:
    return _worded(value)


@register.filter
def change(value: float) -> str:
    """Word a difference with its sign."""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{_worded(abs(value))}"


@register.filter
def entitled(content: str, titles: dict[str, str]) -> str:
    """The title of a content; its name if nobody can find it any more."""
    return titles.get(content, content)


def _worded(value: float) -> str:
    tenths = round(value, 1)  # number_format cuts off what it does not show
    return number_format(tenths, 0 if tenths == round(tenths) else 1)
