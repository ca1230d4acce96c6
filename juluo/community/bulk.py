"""What staff do to many members at once. Each row is the verb of the member's own page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

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
