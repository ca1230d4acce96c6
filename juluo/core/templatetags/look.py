"""How a space looks: its style sheet, its ground behind the browser's bars, its logo."""

from django import template
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from juluo.core.models import Space
from juluo.core.static_files import ELEMENTS, STYLES, linked
from juluo.core.static_files import elements as every_element
from juluo.core.static_files import style_sheets as every_style_sheet
from juluo.core.theming import theme_of, version_of
from juluo.core.undo import undo_url

register = template.Library()
_DARK_FIRST = "night"
MOST_SEATS = 24


@register.simple_tag
def theme(space: object) -> SafeString:
    """Link the style sheet of a space that departs from ours, and name the ground of its pages."""
    brand, mood = (space.brand, space.mood) if isinstance(space, Space) else ("", "plain")
    tokens, version = theme_of(brand, mood), version_of(brand, mood)
    grounds = [(tokens.dark["bg"] if mood == _DARK_FIRST else tokens.light["bg"], "light"), (tokens.dark["bg"], "dark")]
    colours = format_html_join("", '<meta name="theme-color" content="{}" media="(prefers-color-scheme: {})">', grounds)
    if not version:
        return colours
    return format_html('{}<link rel="stylesheet" href="{}">', colours, reverse("community:theme", args=[version]))


@register.simple_tag(takes_context=True)
def logo(context: Context) -> SafeString:
    """Draw the logo of the acting space; its name stands beside it, so it is silent. Nothing without a logo."""
    space = context.get("space")
    if not isinstance(space, Space) or not space.logo_id:
        return SafeString("")
    return format_html('<img class="logo" src="{}" alt="" width="32" height="32">', space.logo_url)


@register.simple_tag
def style_sheets() -> SafeString:
    """Link our style sheets: as one file where a server gathered them, each by itself while developing."""
    links = ((url,) for url in linked(STYLES, every_style_sheet))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def elements() -> SafeString:
    """Load our custom elements, in the same way."""
    scripts = ((url,) for url in linked(ELEMENTS, every_element))
    return format_html_join("\n", '<script type="module" src="{}"></script>', scripts)


@register.filter
def undo(message: Message) -> str:
    """Return where the deed of this message is undone."""
    return undo_url(message)


@register.filter
def seats(count: object) -> range:
    """Count the free seats to be drawn: a page shows two dozen at most."""
    return range(min(max(count, 0), MOST_SEATS) if isinstance(count, int) else 0)
