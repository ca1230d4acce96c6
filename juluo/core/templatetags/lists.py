"""Links between the pages of a list."""

from django import template
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def older(context: Context, cursor: str) -> str:
    """Return the address of the list's next page, its filters kept; nothing on the last page."""
    if not cursor:
        return ""
    asked = context["request"].GET.copy()
    asked["after"] = cursor
    return f"?{asked.urlencode()}"
