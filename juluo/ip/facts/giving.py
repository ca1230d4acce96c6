"""Facts about what is bought together, and what is given to friends."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class BundleMade(Fact):
    bundle_id: UUID

    sentence = _("Made a bundle")


@dataclass(frozen=True, kw_only=True)
class BundleChanged(Fact):
    bundle_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a bundle")


@dataclass(frozen=True, kw_only=True)
class BundleFilled(Fact):
    """What stands in a bundle, in its order."""

    bundle_id: UUID
    rights: tuple[str, ...]

    sentence = _("Chose what a bundle holds")


@dataclass(frozen=True, kw_only=True)
class GiftTermsChanged(Fact):
    """How many reads a purchase gives away, and for how many days."""

    terms_id: UUID
    reads: int
    days: int

    sentence = _("Set what purchases give away")


@dataclass(frozen=True, kw_only=True)
class GiftGiven(Fact):
    """So many reads of what `right` opens may be taken."""

    gift_id: UUID
    right: str
    reads: int

    sentence = _("Gave reads to friends")


@dataclass(frozen=True, kw_only=True)
class GiftTaken(Fact):
    gift_id: UUID
    claim_id: UUID

    sentence = _("Took a read that a friend gave")


@dataclass(frozen=True, kw_only=True)
class GiftWithdrawn(Fact):
    """`reads` were left."""

    gift_id: UUID
    reads: int

    sentence = _("Took back the reads that were left of a gift")


@dataclass(frozen=True, kw_only=True)
class GiftEnded(Fact):
    """The money of the purchase went back."""

    gift_id: UUID

    sentence = _("A gift ended with its purchase")
