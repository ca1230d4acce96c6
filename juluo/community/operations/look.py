"""How the space looks: its colour, its mood, its logo."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts import SpaceDressed
from juluo.core.colours import hex_of
from juluo.core.facts import record
from juluo.core.models import Media, Space
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.words import Mood


@transaction.atomic
def dress_space(*, brand: str, mood: str, logo: Media | None) -> Space:
    """Give the acting space a colour ("" is ours), a mood and a logo (None is none). The same again changes nothing.

    Any colour does: `theming` moves what could not be seen. Refused with `not_a_colour` or `unknown_mood` (422).
    """
    space = Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    wanted = (colour_typed(brand), mood_named(mood), logo.pk if logo else None)
    if wanted == (space.brand, space.mood, space.logo_id):
        return space
    space.brand, space.mood, space.logo_id = wanted
    space.save(update_fields=["brand", "mood", "logo_id"])
    renew_pages()
    record(SpaceDressed(space_id=space.pk, brand=space.brand, mood=space.mood, logo_id=space.logo_id))
    return space


def colour_typed(typed: str) -> str:
    """Read a colour as people type it, "#0A6355" or "abc"; "" is none of one's own."""
    if not typed.strip():
        return ""
    colour = hex_of(typed)
    if colour is None:
        message = _("Write the colour as # and six digits or letters from a to f, like #0a6355.")
        raise Refused(message, code="not_a_colour", field="brand", status=422)
    return colour


def mood_named(mood: str) -> Mood:
    if mood not in Mood.values:
        raise Refused(_("There is no such mood."), code="unknown_mood", field="mood", status=422)
    return Mood(mood)
