from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def why_words(why: str) -> str:
    """Say why something waits."""
    kind, _colon, word = why.partition(":")
    if kind == "word":
        return _("“%(word)s” stands on a list") % {"word": word}
    told = {
        "link": _("a newcomer's link"),
        "repeated": _("said again and again"),
        "first": _("a newcomer's first words"),
    }
    return told.get(kind, why)
