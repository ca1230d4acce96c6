"""What staff do to many members at once. Each row is the verb of the member's own page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.community.models import Application
from juluo.community.operations.admitting import admit_applicant, decline_applicant
from juluo.community.operations.members import set_rung
from juluo.core.bulk import Deed, register_deed
from juluo.core.models import Member


def _member(member_id: str) -> Member | None:
    try:
        found: Member | None = Member.objects.filter(pk=UUID(member_id)).first()
    except ValueError:
        return None
    return found


def _set_rung(member: Member, told: Mapping[str, Any]) -> None:
    set_rung(member, told["rung"], reason=told["reason"])


SET_RUNG = register_deed(
    Deed("members.rung", _("Change the rung"), "members.write", "community_studio:members", _member, _set_rung)
)


def _application(application_id: str) -> Application | None:
    try:
        found: Application | None = Application.objects.filter(pk=UUID(application_id)).first()
    except ValueError:
        return None
    return found


def _admit(application: Application, _told: Mapping[str, Any]) -> None:
    admit_applicant(application)


def _decline(application: Application, told: Mapping[str, Any]) -> None:
    decline_applicant(application, told["reason"])


_PLACE = "community_studio:applications"
ADMIT = register_deed(Deed("applications.admit", _("Admit"), "members.write", _PLACE, _application, _admit))
DECLINE = register_deed(Deed("applications.decline", _("Decline"), "members.write", _PLACE, _application, _decline))
