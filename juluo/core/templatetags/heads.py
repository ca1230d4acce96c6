"""What pages say to machines."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from juluo.core.drawing.icons import icon_mark
from juluo.core.models import Space

register = template.Library()

_LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_US"}


@register.simple_tag
def json_ld(thing: Mapping[str, Any]) -> SafeString:
    """Give a thing in the words of schema.org, escaped as Django's `json_script` does; browsers run no data block."""
    block = json_script(thing).replace("application/json", "application/ld+json", 1)
    return mark_safe(block)  # noqa: S308 - escaped by json_script; the first type is its own


@register.simple_tag
def icon_version(space: Space) -> str:
    """Name what the icons of the space show, so that browsers fetch them anew when that changes."""
    return icon_mark(space)


@register.filter
def og_locale(language: str) -> str:
    return _LOCALES.get(language, "en_US")
