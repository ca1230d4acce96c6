from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class WordsReported(Fact):
    """A member told the staff that something is wrong with a thing said."""

    report_id: UUID
    about: str
    reason: str

    sentence = _("Reported what somebody said")


@dataclass(frozen=True, kw_only=True)
class ReportClosed(Fact):
    report_id: UUID

    sentence = _("Closed a report")


@dataclass(frozen=True, kw_only=True)
class WordsHidden(Fact):
    """Staff hid a thing said; its author is told why."""

    thing_id: UUID
    about: str
    reason: str
    words: str

    sentence = _("Hid what somebody said")


@dataclass(frozen=True, kw_only=True)
class WordsShown(Fact):
    """Everybody can read it again, or at last: `was_held` if it had waited for a person."""

    thing_id: UUID
    about: str
    was_held: bool = False

    sentence = _("Showed what was hidden")


@dataclass(frozen=True, kw_only=True)
class WordsHeld(Fact):
    """The space's own rules let it wait for a person; `cause` says which of them."""

    thing_id: UUID
    about: str
    cause: str

    sentence = _("Said something that waits for a person")
