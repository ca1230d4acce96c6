"""Commission: one verb brings what a line earns to where the facts say it must stand, and posts the difference.

Payment, refund and the end of the return window may be heard of in any order and any number of times.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.money import Money
from juluo.ip.queries.questions import credit_for
from juluo.ledger.operations import credit_legs, debit_legs, post
from juluo.ledger.rules import COMMISSION, COMMISSION_COST, COMMISSION_PENDING, Place
from juluo.mall.models import Order, OrderLine
from juluo.sharing.facts import (
    CommissionAvailable,
    CommissionPending,
    CommissionReduced,
    CommissionVoided,
)
from juluo.sharing.models import Attribution, Commission
from juluo.sharing.operations.attributions import attribute_order
from juluo.sharing.queries.commissions import lines_due
from juluo.sharing.rules.commission import Share, Standing, shares_of, split, standing_of
from juluo.sharing.rules.compliance import rule_in_force

type Moved = CommissionPending | CommissionAvailable | CommissionReduced | CommissionVoided

logger = logging.getLogger(__name__)


def settle_order(order: Order) -> list[Commission]:
    """Settle every line of the order; see `settle_line`."""
    return [made for line in order.lines.order_by("id") for made in settle_line(line)]


@transaction.atomic
def settle_line(line: OrderLine) -> list[Commission]:
    """Bring the line's commission to where it must stand now, and post the difference. Again changes nothing.

    Waits until the line's own return window has ended, then becomes available; shrinks with refunds; an available
    sum that was spent already is owed. Unpaid and imported orders earn nothing, nor does
    support.
    """
    attribution = attribute_order(Order.objects.get(pk=line.order_id))
    if attribution is None:
        return []
    attribution = Attribution.objects.select_for_update().get(pk=attribution.pk)
    line = OrderLine.objects.select_related("order").get(pk=line.pk)
    if line.order.paid_at is None:
        return []
    commissions = _granted(line, attribution)
    for commission in commissions:
        _bring_up_to_date(commission, line)
    return commissions


def settle_due(most: int = 10_000) -> int:
    """Settle up to `most` lines whose return window ended since, each in its own transaction; how many went well.

    A line that cannot be settled is logged and stops nobody else's money.
    """
    settled = 0
    for line in lines_due(clock.now(), most):
        try:
            settle_line(line)
            settled += 1
        except Exception:
            logger.exception("line not settled", extra={"line": str(line.pk)})
    return settled


def _granted(line: OrderLine, attribution: Attribution) -> list[Commission]:
    """The commissions of the line, granted now if this is the first time."""
    made = list(Commission.objects.filter(line=line).order_by("slot"))
    if made:
        return made
    shares = _shares(line, attribution)
    parts = split(line.total_minor, [each.rate_bp for each in shares], cap_bp=_cap_of(attribution))
    made = [_grant(line, attribution, share, minor) for share, minor in zip(shares, parts, strict=True) if minor]
    for commission in made:
        commission.save(force_insert=True)
    return made


def _shares(line: OrderLine, attribution: Attribution) -> list[Share]:
    """Whoever shared, by the plan; and who asked the question whose answer this line opens."""
    plan, sharer, order = attribution.plan, None, line.order
    if plan is not None and attribution.sharer_id is not None:
        sharer = (attribution.sharer_id, plan.rate_bp)
    credit = credit_for(line.right, order.buyer_id, order.placed_at)
    return shares_of(sharer, (credit.member_id, credit.share_bp) if credit else None)


def _cap_of(attribution: Attribution) -> int:
    """All payees of a line together get no more; without a plan, no more than the law allows any plan."""
    if attribution.plan:
        return attribution.plan.cap_bp
    return rule_in_force("most_cap_bp", attribution.placed_at.date()).value


def _grant(line: OrderLine, attribution: Attribution, share: Share, minor: int) -> Commission:
    return Commission(
        attribution=attribution,
        line=line,
        payee_id=share.payee_id,
        slot=share.slot,
        plan=attribution.plan,
        base_minor=line.total_minor,
        rate_bp=share.rate_bp,
        minor=minor,
        currency=line.order.currency,
        made_at=clock.now(),
    )


def _bring_up_to_date(commission: Commission, line: OrderLine) -> None:
    now = clock.now()
    before = Standing(commission.pending_minor, commission.available_minor)
    after = standing_of(line, commission.minor, now=now, released=commission.available_at is not None)
    if after == before and (after.total or commission.voided_at):
        return
    _stamp(commission, after, now)
    fact = record(_fact(commission, before, after))
    _post(commission, before, after, fact.fact_id)


def _stamp(commission: Commission, after: Standing, now: datetime) -> None:
    commission.pending_minor, commission.available_minor = after.pending, after.available
    commission.steps += 1
    if not after.total:
        commission.voided_at = now
    elif after.available and commission.available_at is None:
        commission.available_at = now
    commission.save(
        update_fields=["pending_minor", "available_minor", "steps", "voided_at", "available_at"],
    )


def _fact(commission: Commission, before: Standing, after: Standing) -> Moved:
    if not after.total:
        kind: type[Moved] = CommissionVoided
    elif after.available > before.available:
        kind = CommissionAvailable
    else:
        kind = CommissionReduced if after.total < before.total else CommissionPending
    return kind(
        commission_id=commission.id,
        line_id=commission.line_id,
        payee_id=commission.payee_id,
        pending_minor=after.pending,
        available_minor=after.available,
    )


def _post(commission: Commission, before: Standing, after: Standing, fact_id: UUID) -> None:
    """Move the difference: cost against what waits and what is the payee's."""
    payee, currency = commission.payee_id, commission.currency
    claim = COMMISSION.of(payee)
    more = Money(after.available - before.available, currency)
    legs: dict[Place, Money] = credit_legs(claim, more) if more.minor >= 0 else debit_legs(claim, -more)
    legs[COMMISSION_PENDING.of(payee)] = Money(before.pending - after.pending, currency)
    legs[COMMISSION_COST] = Money(after.total - before.total, currency)
    if any(legs.values()):
        post(f"commission:{commission.id}:{commission.steps}", legs, fact_id=fact_id)
