"""Links that a page makes from where it stands."""

from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def older(context: Context, cursor: str) -> str:
    """Return the address of the list's next page, its filters kept; nothing on the last page."""
    if not cursor:
        return ""
    asked = context["request"].GET.copy()
    asked["after"] = cursor
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def share_url(context: Context) -> str:
    """Return where the reader makes a link to this page, to share it."""
    return f"{reverse('sharing:share')}?{urlencode({'to': context['request'].path_info})}"


@register.simple_tag(takes_context=True)
def page_code_url(context: Context) -> str:
    """Return the QR code of this page, a picture that phones can keep."""
    return f"{reverse('sharing:page_code')}?{urlencode({'to': context['request'].path_info})}"
