from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.models import Persona

MOST_BELIEFS = 7


def check_kind(kind: str) -> Persona.Kind:
    if kind not in Persona.Kind.values:
        raise Refused(_("Choose what kind of IP this is."), code="unknown_kind", field="kind", status=422)
    return Persona.Kind(kind)


def check_beliefs(beliefs: list[str]) -> list[str]:
    """A few short sentences, none said twice; empty ones are left out."""
    said = [clean_line(each, field="beliefs", most=120, least=0) for each in beliefs]
    kept = list(dict.fromkeys(each for each in said if each))
    if len(kept) > MOST_BELIEFS:
        message = _("Name at most %(count)d beliefs: nobody remembers more.") % {"count": MOST_BELIEFS}
        raise Refused(message, code="too_many", field="beliefs", status=422)
    return kept
