from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Fact):
    case_id: UUID
    about: str
    cause: str

    sentence = _("Opened a case")


@dataclass(frozen=True, kw_only=True)
class CaseTaken(Fact):
    case_id: UUID

    sentence = _("Took a case")


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Fact):
    """`outcome` names what was done, "" for nothing."""

    case_id: UUID
    about: str
    outcome: str

    sentence = _("Decided a case")


@dataclass(frozen=True, kw_only=True)
class MemberSanctioned(Fact):
    """Staff decided something about a member; the member is told what, why and until when."""

    member_id: UUID
    sanction_id: UUID
    kind: str
    article: int
    reason: str

    sentence = _("Was sanctioned")


@dataclass(frozen=True, kw_only=True)
class SanctionUndone(Fact):
    member_id: UUID
    sanction_id: UUID
    kind: str
    reason: str

    sentence = _("A sanction was undone")


@dataclass(frozen=True, kw_only=True)
class SanctionAppealed(Fact):
    member_id: UUID
    sanction_id: UUID
    appeal_id: UUID

    sentence = _("Appealed against a sanction")


@dataclass(frozen=True, kw_only=True)
class AppealDecided(Fact):
    member_id: UUID
    sanction_id: UUID
    appeal_id: UUID
    outcome: str

    sentence = _("An appeal was decided")


@dataclass(frozen=True, kw_only=True)
class PhraseKept(Fact):
    phrase_id: UUID
    title: str

    sentence = _("Kept words for decisions: “%(title)s”")


@dataclass(frozen=True, kw_only=True)
class PhraseRemoved(Fact):
    phrase_id: UUID
    title: str

    sentence = _("Removed words for decisions: “%(title)s”")


@dataclass(frozen=True, kw_only=True)
class ScreeningChanged(Fact):
    """Staff changed what waits for a person."""

    screening_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed what waits for a person")


@dataclass(frozen=True, kw_only=True)
class WordListChanged(Fact):
    list_id: UUID
    name: str
    words: int

    sentence = _("Changed the word list “%(name)s”")


@dataclass(frozen=True, kw_only=True)
class WordListRemoved(Fact):
    list_id: UUID
    name: str

    sentence = _("Removed the word list “%(name)s”")
