from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.models import Persona

MOST_BELIEFS, MOST_MOMENTS = 7, 30


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


def check_timeline(lines: list[str]) -> list[str]:
    """Moments as told, each beginning with when: "2009 We plant the first trees."; empty ones are left out."""
    said = [clean_line(each, field="timeline", most=160, least=0) for each in lines]
    kept = [" ".join(each.split(maxsplit=1)) for each in said if each]
    if any(" " not in each for each in kept):
        message = _("Begin each line with when it was, then a space, then what happened: “2009 The first harvest.”")
        raise Refused(message, code="no_time", field="timeline", status=422)
    if len(kept) > MOST_MOMENTS:
        message = _("Name at most %(count)d moments: the ones that others retell.") % {"count": MOST_MOMENTS}
        raise Refused(message, code="too_many", field="timeline", status=422)
    return kept
