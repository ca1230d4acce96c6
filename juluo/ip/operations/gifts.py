"""Reads given to friends: with a purchase, or paid for by themselves. Giving earns nothing."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.entitlements import grant, revoke, rights_among
from juluo.core.facts import record
from juluo.core.models import Entitlement, Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.taking_part import ensure_may_take_part
from juluo.ip.facts.giving import GiftEnded, GiftGiven, GiftTaken, GiftTermsChanged, GiftWithdrawn
from juluo.ip.models import Gift, GiftClaim, GiftTerms
from juluo.ip.queries.bundles import held_at
from juluo.ip.queries.gifts import gift_terms, purchase_of, rights_bought_for
from juluo.ip.rules.gifts import check_days, check_reads, check_takable, nothing_left, right_to_gift
from juluo.ip.selling import Bought, Due, name_of_right, order_right

_CODE_BYTES = 12
"""96 bits: nobody finds a gift by trying."""


@transaction.atomic
def set_gift_terms(*, reads: int, days: int) -> GiftTerms:
    """Say how many reads each purchase gives away (0: none) and for how many days each opens.

    Gifts that are made already keep theirs; the same again changes nothing. Refused: `bad_reads`, `bad_days`.
    """
    check_reads(reads, least=0)
    check_days(days)
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    terms = gift_terms()
    if not terms._state.adding and (terms.reads, terms.days) == (reads, days):
        return terms
    terms.reads, terms.days = reads, days
    terms.save()
    record(GiftTermsChanged(terms_id=terms.pk, reads=reads, days=days))
    return terms


@transaction.atomic
def give_reads(giver: Member, right: str) -> Gift:
    """Give the reads away that came with the giver's purchase of this right: once a purchase, then it is that gift.

    Who bought the series of a post gives the series.

    Refused: `not_bought`, `no_gifts`, and as `ensure_may_take_part` says.
    """
    ensure_may_take_part(giver)
    Member.objects.select_for_update(no_key=True).get(pk=giver.pk)  # one gift after the other
    purchase = purchase_of(giver, right)
    if purchase is None or not _stands(purchase):
        raise Refused(_("Who bought this may give reads of it to friends."), code="not_bought")
    if known := Gift.objects.filter(reason=purchase.reason).first():
        return known
    terms = gift_terms()
    if not terms.reads:
        raise Refused(_("Purchases give no reads away here."), code="no_gifts")
    gift = _new(giver, purchase.right, reads=terms.reads, days=terms.days)
    gift.reason, gift.given_at = purchase.reason, clock.now()
    gift.rights = rights_bought_for(purchase)
    gift.save(force_insert=True)
    record(GiftGiven(gift_id=gift.pk, right=gift.right, reads=gift.reads))
    return gift


@transaction.atomic
def buy_reads(giver: Member, right: str, *, reads: int, visitor: UUID | None = None) -> Due:
    """Order reads for friends; they can be taken once that is paid. An order that waits for payment is that one.

    Refused: `bad_reads`, `not_on_sale`, and as `ensure_may_take_part` says.
    """
    ensure_may_take_part(giver)
    check_reads(reads)
    Member.objects.select_for_update(no_key=True).get(pk=giver.pk)
    waiting = Gift.objects.filter(giver=giver, right=right, reads=reads, bought=True, given_at=None, revoked_at=None)
    gift = waiting.order_by("-id").first()
    if gift is None:
        gift = _new(giver, right, reads=reads, days=gift_terms().days)
        gift.bought = True
        gift.save(force_insert=True)
    return order_right(f"{right_to_gift(right)}:{gift.pk}", giver, visitor=visitor, pieces=reads)


@transaction.atomic
def take_read(gift: Gift, member: Member, *, named: bool) -> GiftClaim:
    """Take one read of the gift; taking it again changes nothing. `named` lets the giver know who it was.

    Refused: `own_gift`, `gift_over`, `reads_already`, `no_reads_left`, and as `ensure_may_take_part` says.
    """
    ensure_may_take_part(member)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # one of a member's requests after the other
    if known := GiftClaim.objects.filter(gift=gift, member=member).first():
        return known
    gift = Gift.objects.get(pk=gift.pk)
    check_takable(gift, member, reads_already=bool(rights_among(member, gift.rights)))
    open_ones = Gift.objects.filter(pk=gift.pk, given_at__isnull=False, withdrawn_at=None, revoked_at=None)
    if not open_ones.filter(claimed__lt=F("reads")).update(claimed=F("claimed") + 1):
        raise nothing_left()
    now = clock.now()
    claim = GiftClaim(gift=gift, member=member, named=named, at=now, until=now + timedelta(days=gift.days))
    claim.save(force_insert=True)
    for right in gift.rights:
        grant(member, right, reason=_reason(gift), until=claim.until)
    record(GiftTaken(gift_id=gift.pk, claim_id=claim.pk))
    return claim


@transaction.atomic
def withdraw_gift(gift: Gift) -> Gift:
    """Let nobody take a read any more; who took one keeps it. Twice is once."""
    gift = Gift.objects.select_for_update().get(pk=gift.pk)
    if gift.withdrawn_at is None:
        gift.withdrawn_at = clock.now()
        gift.save(update_fields=["withdrawn_at"])
        record(GiftWithdrawn(gift_id=gift.pk, reads=gift.reads - gift.claimed))
    return gift


def begin_bought_gift(bought: Bought) -> None:
    """Reads that were paid for by themselves may be taken from now on."""
    gift = Gift.objects.select_for_update().get(pk=UUID(bought.subject))
    contents = held_at(gift.right.partition(":")[2], bought.paid_at) if gift.right.startswith("bundle:") else []
    gift.rights = [gift.right, *(item.right for item in contents)]
    gift.reason, gift.given_at, gift.revoked_at = bought.reason, clock.now(), None
    gift.save(update_fields=["rights", "reason", "given_at", "revoked_at"])
    record(GiftGiven(gift_id=gift.pk, right=gift.right, reads=gift.reads))


def end_gifts(bought: Bought) -> None:
    """The money of a purchase went back: its reads end, those that were taken too."""
    for gift in Gift.objects.select_for_update().filter(reason=bought.reason, revoked_at=None):
        gift.revoked_at = clock.now()
        gift.save(update_fields=["revoked_at"])
        revoke(reason=_reason(gift))
        record(GiftEnded(gift_id=gift.pk))


def name_of_gift(right: str) -> str:
    """What reads of something are called when they are put on sale; "" if there is no such thing."""
    title = "" if right.startswith("gift:") else name_of_right(right)
    return _("“%(title)s”, a read for a friend") % {"title": title} if title else ""


def _new(giver: Member, right: str, *, reads: int, days: int) -> Gift:
    code = secrets.token_urlsafe(_CODE_BYTES)
    return Gift(giver=giver, right=right, code=code, reads=reads, days=days, made_at=clock.now())


def _stands(purchase: Entitlement) -> bool:
    """Whether its money was not given back; until this transaction is over, it is not."""
    rows = Entitlement.objects.select_for_update(no_key=True).filter(pk=purchase.pk, revoked_at=None)
    return rows.first() is not None


def _reason(gift: Gift) -> str:
    return f"gift:{gift.pk}"
