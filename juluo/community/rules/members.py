from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.words import Rung

NAME_LENGTH = 60
BY_AGREEMENT = {Rung.PARTNER, Rung.SHAREHOLDER}


def check_not_banned(member: Member) -> None:
    if member.banned_at:
        raise Refused(_("You are banned from this space. Your orders stay open to you."), code="banned", status=403)


def check_rung_can_be_set(before: str, after: str) -> Rung:
    """Staff move members between prospect, fan and angel; the other two rungs are agreements."""
    if after not in Rung.values:
        raise Refused(_("There is no such rung."), code="unknown_rung", field="rung", status=422)
    if Rung(after) in BY_AGREEMENT or Rung(before) in BY_AGREEMENT:
        message = _("Partners and shareholders stand there by a signed agreement, not by promotion.")
        raise Refused(message, code="needs_agreement", field="rung")
    return Rung(after)


def check_can_be_banned(member: Member, *, is_staff: bool) -> None:
    if is_staff:
        message = _("%(name)s holds a role of this space. Take the role away first.")
        raise Refused(message % {"name": member.name}, code="is_staff")


def check_may_leave(*, is_owner: bool) -> None:
    if is_owner:
        raise Refused(_("You own this space. Hand it over before you leave."), code="is_owner")
