from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class LedgerChecked(Fact):
    check_id: UUID
    found: int

    sentence = _("Checked the ledger, findings: %(found)s")
