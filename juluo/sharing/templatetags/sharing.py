from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from juluo.ip.selling import page_of_right
from juluo.sharing.models import Commission, CommissionState, Plan

register = template.Library()

_TONES = {
    CommissionState.PENDING: "warn",
    CommissionState.AVAILABLE: "ok",
    CommissionState.PAID: "info",
    CommissionState.VOID: "",
}
_TABS = {
    "commissions": gettext_lazy("Commission"),
    "links": gettext_lazy("Links"),
    "touches": gettext_lazy("Touches"),
    "bindings": gettext_lazy("Bindings"),
    "plan": gettext_lazy("Plan"),
}

_BELOW = {"plan_publication": "plan", "binding_change": "bindings", "order": "commissions", "link": "links"}
"""Pages that stand below a tab."""


@register.filter
def rate_percent(row: Plan | Commission) -> str:
    """Word the rate of a plan or a commission: "8%", "12.5%"."""
    return f"{number_format(Decimal(row.rate_bp) / 100)}%"


@register.filter
def page_of_line(commission: Commission) -> str:
    """Where what the line opens is found."""
    return page_of_right(commission.line.right)


@register.filter
def commission_tone(state: CommissionState) -> str:
    return _TONES[state]


@register.filter
def named_by(target: str, titles: dict[str, str]) -> str:
    """The title of what a link leads to; its path if nobody can read it any more."""
    return titles.get(target, target)


@register.simple_tag(takes_context=True)
def studio_tabs(context: Context) -> list[dict[str, Any]]:
    shown: str = context["request"].resolver_match.url_name
    current = _BELOW.get(shown, shown)
    return [
        {"label": label, "url": reverse(f"sharing_studio:{name}"), "current": name == current, "count": None}
        for name, label in _TABS.items()
    ]
