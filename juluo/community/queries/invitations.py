from django.db.models import F, QuerySet

from juluo.community.models import Entrance, Invitation
from juluo.community.rules.invitations import may_rung_invite, rungs_that_may
from juluo.core import clock
from juluo.core.models import Member


def invitations_to(entrance: Entrance) -> QuerySet[Invitation]:
    """Every invitation to an entrance, the latest first, with who made it."""
    return Invitation.objects.filter(entrance=entrance).select_related("made_by").order_by("-id")


def invitations_of(member: Member) -> QuerySet[Invitation]:
    """What the member made, the latest first."""
    return Invitation.objects.filter(made_by=member).select_related("entrance").order_by("-id")


def open_invitations_of(member: Member) -> QuerySet[Invitation]:
    """Those of the member that still let somebody in."""
    return invitations_of(member).filter(used__lt=F("most"), ended_at=None, expires_at__gt=clock.now())


def may_invite(member: Member, entrance: Entrance) -> bool:
    return entrance.closed_at is None and may_rung_invite(member.rung, least=entrance.inviting_rung)


def entrances_to_invite_to(member: Member) -> QuerySet[Entrance]:
    """Open entrances to which the member may invite, the oldest first."""
    return Entrance.objects.filter(closed_at=None, inviting_rung__in=rungs_that_may(member.rung)).order_by("made_at")


def is_alive(invitation: Invitation) -> bool:
    """Whether the code lets somebody in now."""
    used_up = invitation.used >= invitation.most
    return not used_up and invitation.ended_at is None and invitation.expires_at > clock.now()
