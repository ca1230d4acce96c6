"""Support without buying: what may be given, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.wording import worded
from juluo.ip.models import Post, Tip, TipState, TipTerms, Workpiece

RIGHT_TO_TIP = "tip"
MOST_SIZES = 4
LARGEST_MINOR = 10**9
"""The most that a space may take at once: a figure that is a slip of the keyboard anywhere."""
SAME_WITHIN = timedelta(hours=1)
MOST_BEGUN = 10
"""So many tips may be begun and left unpaid within `SAME_WITHIN`."""
KEPT_UNPAID = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What is supported: a post, a workpiece, or (neither) the IP itself."""

    post: Post | None = None
    workpiece: Workpiece | None = None

    @property
    def title(self) -> str:
        """What it is called; "" for the IP itself."""
        return str(self.post or self.workpiece or "")

    @property
    def url(self) -> str:
        """The page on which it is supported, and the words about it are read."""
        if self.post:
            return reverse("ip:post_support", args=[self.post.pk])
        return reverse("ip:workpiece_support", args=[self.workpiece.pk]) if self.workpiece else reverse("ip:support")


def cause_of(tip: Tip) -> Cause:
    """What a tip is for, as everybody may know of it: what was taken back since is named no longer."""
    shown = tip.post if tip.post and tip.post.published_at else None
    return Cause(post=shown, workpiece=tip.workpiece if tip.workpiece and tip.workpiece.shown_at else None)


def right_to_tip(tip_id: UUID) -> str:
    """What is paid for: nothing but to have given it."""
    return f"{RIGHT_TO_TIP}:{tip_id}"


def check_takes(terms: TipTerms) -> None:
    if not terms.is_on:
        raise Refused(_("No support is taken here at the moment."), code="not_taken")


def check_amount(minor: int, terms: TipTerms) -> None:
    """`minor` in minor units of the currency of the terms."""
    if not terms.least_minor <= minor <= terms.most_minor:
        said = {"least": worded(terms.least), "most": worded(terms.most)}
        message = _("Choose an amount from %(least)s to %(most)s.") % said
        raise Refused(message, code="bad_amount", field="amount", status=422)


def check_not_own(giver: Member, cause: Cause) -> None:
    if cause.post and cause.post.author_id == giver.pk:
        raise Refused(_("You wrote this yourself."), code="own_work", status=HTTPStatus.FORBIDDEN)


def check_begun(begun: int) -> None:
    """`begun` counts what the giver began within an hour and did not pay."""
    if begun >= MOST_BEGUN:
        message = _("You began a lot without paying. Pay one of them, or come back in an hour.")
        raise Refused(message, code="too_many", status=HTTPStatus.TOO_MANY_REQUESTS)


def check_unpaid(tip: Tip) -> None:
    if tip.state != TipState.BEGUN:
        raise Refused(_("This is paid already."), code="paid_already")


def check_given(tip: Tip) -> None:
    """Only money that came and is still here is thanked for."""
    if tip.state == TipState.BEGUN:
        raise Refused(_("This is not paid yet."), code="not_paid")
    if tip.state == TipState.RETURNED:
        raise Refused(_("This money was given back."), code="given_back")


def check_sizes(sizes: Sequence[int], *, least: int, most: int) -> list[int]:
    """The suggested amounts, the smallest first, each once."""
    found = sorted(set(sizes))
    if len(found) > MOST_SIZES or any(not least <= each <= most for each in found):
        message = _("Suggest at most %(count)d amounts, each between the least and the most.") % {"count": MOST_SIZES}
        raise Refused(message, code="bad_sizes", field="sizes", status=422)
    return found


def check_bounds(least: int, most: int) -> None:
    """From `least` to `most` (minor units) there must be something to choose."""
    if not 1 <= least <= LARGEST_MINOR:
        raise Refused(_("Choose a least amount above zero."), code="out_of_range", field="least_minor", status=422)
    if not least <= most <= LARGEST_MINOR:
        message = _("The most cannot be below the least, nor above any sense.")
        raise Refused(message, code="out_of_range", field="most_minor", status=422)


@dataclass(frozen=True, slots=True)
class Sum:
    """What came as support within some days, and what of it went back within them, in one currency."""

    came: Money
    went: Money

    @property
    def kept(self) -> Money:
        return self.came - self.went
