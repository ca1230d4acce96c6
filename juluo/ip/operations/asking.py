"""The terms on which questions are answered."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_text
from juluo.ip.facts.questions import AskingChanged
from juluo.ip.models import Asking
from juluo.ip.models.question import ASKERS
from juluo.ip.queries.questions import asking
from juluo.ip.rules.questions import MOST_SHARE_BP

GUIDANCE_LENGTH = 1000
RANGES = {
    "deadline_days": (1, 90),
    "most_open": (1, 1000),
    "follow_up_days": (0, 90),
    "share_bp": (0, MOST_SHARE_BP),
}
"""Between which figures each term lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingTerms:
    """Who may ask, what they read before, and the figures of `RANGES`; see `Asking`."""

    audience: str = "members"
    guidance: str = ""
    deadline_days: int = 7
    most_open: int = 20
    follow_up_days: int = 7
    may_be_public: bool = True
    share_bp: int = 1000

    @classmethod
    def of(cls, row: Asking) -> "AskingTerms":
        return cls(**{each.name: getattr(row, each.name) for each in fields(cls)})


@transaction.atomic
def set_asking(terms: AskingTerms) -> Asking:
    """Change the terms: for questions that are paid from now on. The same terms again change nothing.

    Refused: `out_of_range`, `unknown_audience`, each naming its field.
    """
    said = _checked(terms)
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())  # two first changes make one row
    row = asking()
    new = row._state.adding
    changed = tuple(name for name, value in said.items() if getattr(row, name) != value)
    if not changed and not new:
        return row
    for name in changed:
        setattr(row, name, said[name])
    row.save(force_insert=new)
    renew_pages()
    record(AskingChanged(asking_id=row.pk, changed=changed))
    return row


def _checked(terms: AskingTerms) -> dict[str, Any]:
    said = {each.name: getattr(terms, each.name) for each in fields(terms)}
    said["guidance"] = clean_text(terms.guidance, field="guidance", most=GUIDANCE_LENGTH, least=0)
    if terms.audience not in dict(ASKERS):
        raise Refused(_("Choose who may ask."), code="unknown_audience", field="audience", status=422)
    for name, (least, most) in RANGES.items():
        if not least <= said[name] <= most:
            message = _("Choose a number between %(least)d and %(most)d.") % {"least": least, "most": most}
            raise Refused(message, code="out_of_range", field=name, status=422)
    return said
