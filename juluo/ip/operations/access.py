"""Letting members read by hand, beside what they buy: a guest of honour, a reviewer, somebody whom one owes it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.entitlements import grant, revoke
from juluo.core.facts import record
from juluo.core.models import Entitlement, Member
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.facts import AccessEndedByHand, AccessGivenByHand
from juluo.ip.queries.access import name_of_what_is_given

ACCESS_WORDS_LENGTH = 200
_BY_HAND = "by-hand:"


def is_by_hand(row: Entitlement) -> bool:
    """Whether staff gave it: only then they may end it."""
    return row.reason.startswith(_BY_HAND)


@transaction.atomic
def give_access(member: Member, right: str, *, words: str, until: datetime | None = None) -> Entitlement:
    """Let `member` use what `right` opens until then (None: for good). Given again, the new end counts.

    Refused with `unknown_right`, `left`, `past` (the end has passed), or where `words`, which say why, are missing.
    """
    words = clean_line(words, field="words", most=ACCESS_WORDS_LENGTH)
    if not name_of_what_is_given(right):
        raise Refused(_("There is nothing like this to give."), code="unknown_right", field="right", status=422)
    if until and until <= clock.now():
        raise Refused(_("This moment has passed. Choose a later one."), code="past", field="until", status=422)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.left_at:
        raise Refused(_("They have left the space."), code="left", field="member", status=422)
    known = Entitlement.objects.filter(member=member, right=right, reason=_reason(member, right)).first()
    if known and known.revoked_at is None and known.until == until:
        return known
    row = grant(member, right, reason=_reason(member, right), until=until)
    record(AccessGivenByHand(entitlement_id=row.pk, member_id=member.pk, right=right, words=words))
    return row


@transaction.atomic
def end_access(row: Entitlement) -> Entitlement:
    """End what was given by hand; ended twice changes nothing.

    Refused with `bought` for any other: who paid keeps it until the money goes back.
    """
    row = Entitlement.objects.select_for_update().get(pk=row.pk)
    if not is_by_hand(row):
        message = _("This was not given by hand. What was bought ends when its money goes back, in the order.")
        raise Refused(message, code="bought")
    if revoke(reason=row.reason):
        record(AccessEndedByHand(entitlement_id=row.pk, member_id=row.member_id, right=row.right))
    return Entitlement.objects.select_related("member").get(pk=row.pk)


def _reason(member: Member, right: str) -> str:
    return f"{_BY_HAND}{member.pk}:{right}"
