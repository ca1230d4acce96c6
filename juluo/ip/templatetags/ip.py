"""Markdown in templates."""

from django import template
from django.utils.safestring import SafeString

from juluo.ip.rules import markdown

register = template.Library()


@register.filter
def told(text: str) -> SafeString:
    """Tell Markdown as safe HTML; blocks are left out."""
    return markdown.told(text)


@register.filter
def excerpt(text: str, most: int = 90) -> str:
    """Give the first words of Markdown, without its marks."""
    return markdown.excerpt(text, most)
