from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line
from juluo.ip.facts import BeliefEndorsed, EndorsementWithdrawn
from juluo.ip.models import Endorsement, Persona


@transaction.atomic
def endorse_belief(member: Member, belief: str) -> Endorsement:
    """One believes it too; said twice it counts once.

    Refused with `unknown_belief` if the IP says another, or as `ensure_may_take_part` says.
    """
    ensure_may_take_part(member)
    belief = clean_line(belief, field="belief", most=120)
    if not Persona.objects.filter(beliefs__contains=[belief]).exists():
        message = _("This belief is put otherwise by now. Read it again.")
        raise Refused(message, code="unknown_belief", field="belief", status=422)
    row, made = Endorsement.objects.get_or_create(member=member, belief=belief, defaults={"at": clock.now()})
    if made:
        record(BeliefEndorsed(endorsement_id=row.pk, belief=belief))
    return row


@transaction.atomic
def withdraw_endorsement(member: Member, belief: str) -> None:
    """Say it no longer, also of a belief that is no longer there. Withdrawn twice changes nothing."""
    belief = clean_line(belief, field="belief", most=120)
    row = Endorsement.objects.select_for_update().filter(member=member, belief=belief).first()
    if row:
        record(EndorsementWithdrawn(endorsement_id=row.pk, belief=belief))
        row.delete()
