"""Whether support is taken, and how much."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.publishing import renew_pages
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_text
from juluo.ip.facts.tips import TipTermsChanged
from juluo.ip.models import TIP_PURPOSE_LENGTH, TipTerms
from juluo.ip.queries.tips import tip_terms
from juluo.ip.rules.tips import check_bounds, check_sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class TipChoice:
    """Whether support is taken, what for, and amounts in minor units of the space's currency."""

    is_on: bool
    purpose: str = ""
    sizes: tuple[int, ...] = ()
    least_minor: int
    most_minor: int


@transaction.atomic
def set_tip_terms(choice: TipChoice) -> TipTerms:
    """Change the terms, for what is begun from now on. The same terms again change nothing.

    Refused: `out_of_range`, `bad_sizes`, each naming its field.
    """
    said = _checked(choice)
    space = Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())  # two first changes make one row
    said["currency"] = space.currency
    row = tip_terms()
    new = row._state.adding
    changed = tuple(name for name, value in said.items() if getattr(row, name) != value)
    if not changed and not new:
        return row
    for name in changed:
        setattr(row, name, said[name])
    row.save(force_insert=new)
    renew_pages()
    record(TipTermsChanged(terms_id=row.pk, changed=changed))
    return row


def _checked(choice: TipChoice) -> dict[str, Any]:
    said: dict[str, Any] = {each.name: getattr(choice, each.name) for each in fields(choice)}
    said["purpose"] = clean_text(choice.purpose, field="purpose", most=TIP_PURPOSE_LENGTH, least=0)
    check_bounds(choice.least_minor, choice.most_minor)
    said["sizes"] = check_sizes(choice.sizes, least=choice.least_minor, most=choice.most_minor)
    return said
