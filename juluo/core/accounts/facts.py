from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MemberErased(Fact):
    member_id: UUID

    sentence = _("Closed the account; the person was erased")


@dataclass(frozen=True, kw_only=True)
class LoginMerged(Fact):
    member_id: UUID

    sentence = _("Signs in with another login of the same person")
