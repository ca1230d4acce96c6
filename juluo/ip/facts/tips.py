from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TipTermsChanged(Fact):
    terms_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed the terms of support")


@dataclass(frozen=True, kw_only=True)
class TipBegun(Fact):
    tip_id: UUID

    sentence = _("Wants to support without buying")


@dataclass(frozen=True, kw_only=True)
class TipGiven(Fact):
    """It was paid; `minor` in `currency`, which stands on an account of its own and is no sale."""

    tip_id: UUID
    minor: int
    currency: str

    sentence = _("Supported without buying")


@dataclass(frozen=True, kw_only=True)
class TipReturned(Fact):
    """All its money went back, whoever wanted it to; its words are read no longer."""

    tip_id: UUID

    sentence = _("The money of support went back")


@dataclass(frozen=True, kw_only=True)
class TipVoiceChanged(Fact):
    tip_id: UUID
    changed: tuple[str, ...]

    sentence = _("Chose who reads the words of their support")


@dataclass(frozen=True, kw_only=True)
class TipThanked(Fact):
    tip_id: UUID

    sentence = _("Thanked for support")
