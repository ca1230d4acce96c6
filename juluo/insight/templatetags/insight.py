from django import template
from django.utils.formats import number_format

from juluo.insight.rules.funnel import Figure

register = template.Library()


@register.filter
def per_thousand(figure: Figure) -> str:
    """Word a figure per 1,000 reached: "1000", "37.5", "0.4"."""
    return _worded(figure.per_thousand)


@register.filter
def interval(figure: Figure) -> str:
    """Word the bounds of a figure's interval: "21.3-64.0", with an en dash."""
    return f"{_worded(figure.low)}\N{EN DASH}{_worded(figure.high)}"


def _worded(value: float) -> str:
    tenths = round(value, 1)  # number_format cuts off what it does not show
    return number_format(tenths, 0 if tenths == round(tenths) else 1)
