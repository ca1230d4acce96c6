"""The bell: what waits to be read."""

from typing import Any

from django import template
from django.template.context import Context

from juluo.core import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def bell(context: Context, where: str) -> dict[str, Any] | None:
    """Return `{url, count, mark}` of the bell of "member" or "studio" pages; None for guests and error pages."""
    request = context.get("request")
    return navigation.bell(request, where) if request else None
