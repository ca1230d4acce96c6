from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True)
class PreferencesChanged(Fact):
    """What a member wants to hear of: `changed` holds "kind:channel:on", "kind:channel:off" and "hours"."""

    member_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed what they are told of, and how")


@dataclass(frozen=True, kw_only=True)
class TrialMailSent(Fact):
    member_id: UUID

    sentence = _("Sent themselves a test mail")
