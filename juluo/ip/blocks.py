"""What texts show of the workshop (`::workpiece[id]`) and of members' words (`::voice[id]`, `::voices[id]`)."""

from collections.abc import Sequence
from uuid import UUID

from django.template.loader import render_to_string

from juluo.core.blocks import register_block
from juluo.core.models import Member
from juluo.ip.queries.quotations import quotations_beside, quotations_named
from juluo.ip.queries.workpieces import workpieces_shown


def draw_workpieces(references: Sequence[str], viewer: Member | None) -> dict[str, str]:
    """Draw a card that leads to how it was made; what is not shown to everybody is left out."""
    del viewer
    ids = {each: _id(each) for each in references}
    found = {each.pk: each for each in workpieces_shown().filter(pk__in=[one for one in ids.values() if one])}
    return {
        reference: render_to_string("ip/workpiece_card.html", {"workpiece": found[key]})
        for reference, key in ids.items()
        if key in found
    }


def draw_voices(references: Sequence[str], viewer: Member | None) -> dict[str, str]:
    """Draw members' words with their names; those that were withdrawn, taken back or hidden are left out."""
    del viewer
    ids = [one for one in map(_id, references) if one]
    return {
        str(each.pk): render_to_string("ip/voice.html#voice", {"quotation": each})
        for each in quotations_named(ids)
        if each.is_quoted
    }


def draw_credits(references: Sequence[str], viewer: Member | None) -> dict[str, str]:
    """Draw to whom an article owes its words, once each, by any quotation of it."""
    del viewer
    found = list(quotations_beside([one for one in map(_id, references) if one]))
    drawn: dict[str, str] = {}
    for reference in references:
        post_id = next((each.post_id for each in found if each.pk == _id(reference)), None)
        people = {each.member_id: each.member for each in found if each.post_id == post_id and each.is_quoted}
        if people:
            drawn[reference] = render_to_string("ip/voice.html#credits", {"people": list(people.values())})
    return drawn


def _id(reference: str) -> UUID | None:
    try:
        return UUID(reference)
    except ValueError:
        return None


register_block("workpiece", draw_workpieces)
register_block("voice", draw_voices)
register_block("voices", draw_credits)
