"""Every form has a key of its own: where Django's token stands, it stands too."""

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from juluo.core.sending import FIELD, new_key

register = template.Library()


class TokenAndKey(CsrfTokenNode):
    """Django's token, and the key by which a form takes effect once. A page kept for all guests has none."""

    def render(self, context: Context) -> SafeString:
        token = mark_safe(super().render(context))  # noqa: S308 - Django's own markup
        request = getattr(context, "request", None)
        if getattr(request, "space", None) is None or getattr(request, "keeps_page", False):
            return token
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, new_key())


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> TokenAndKey:
    """Draw both hidden fields."""
    return TokenAndKey()
