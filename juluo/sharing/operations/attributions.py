"""Deciding whom an order is credited to, once, and replaying that decision."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from juluo.core.facts import record
from juluo.mall.models import Order
from juluo.sharing.facts import OrderAttributed
from juluo.sharing.models import Attribution, Commission, Consideration, Verdict
from juluo.sharing.queries.commissions import attribution_of_order
from juluo.sharing.queries.plans import plan_at, policies_until
from juluo.sharing.queries.touches import paused_among, touches_by
from juluo.sharing.rules.attribution import Considered, Decision, attribution_of


@dataclass(frozen=True, slots=True)
class Replay:
    """What was decided about an order, and what the facts say today; they ought to be the same."""

    attribution: Attribution
    decision: Decision
    same: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """An order's attribution with everyone considered, what it earned, and whether a replay says the same."""

    attribution: Attribution
    commissions: list[Commission]
    same: bool


@transaction.atomic
def attribute_order(order: Order) -> Attribution | None:
    """Decide whom the order is credited to, by the touches before it was placed. Deciding again changes nothing.

    Imported history and support are credited to nobody and get no row.
    """
    if order.historical or order.support:
        return None
    if done := Attribution.objects.filter(order=order).first():
        return done
    decision = _decide(order)
    attribution = Attribution(
        order=order,
        sharer_id=decision.sharer_id,
        link_id=decision.link_id,
        reason=decision.reason,
        plan=plan_at(order.placed_at),
        placed_at=order.placed_at,
    )
    try:
        with transaction.atomic():
            attribution.save(force_insert=True)
    except IntegrityError:
        return Attribution.objects.get(order=order)
    Consideration.objects.bulk_create(_considered(attribution, each) for each in decision.considered)
    record(OrderAttributed(order_id=order.id, sharer_id=decision.sharer_id, reason=decision.reason.value))
    return attribution


def replay_attribution(order: Order) -> Replay | None:
    """Decide again from the facts and compare with what was decided; None if the order has no attribution."""
    attribution = Attribution.objects.filter(order=order).first()
    if attribution is None:
        return None
    decision = _decide(order, stored=attribution)
    told = (decision.sharer_id, decision.link_id, decision.reason.value, _verdicts(decision))
    kept = (attribution.sharer_id, attribution.link_id, attribution.reason, _kept_verdicts(attribution))
    return Replay(attribution, decision, same=told == kept)


def explanation_of(ref: str) -> Explanation | None:
    """Explain to staff whom the order with this number is credited to; None if it has no attribution."""
    attribution = attribution_of_order(ref)
    if attribution is None:
        return None
    earned = Commission.objects.filter(attribution=attribution).select_related("payee", "line", "plan").order_by("id")
    replay = replay_attribution(attribution.order)
    return Explanation(attribution, list(earned), same=replay is not None and replay.same)


def _decide(order: Order, stored: Attribution | None = None) -> Decision:
    """Decide; a replay takes from the stored row who was paused, for a ban that was lifted leaves no trace."""
    touches = touches_by(order.buyer_id, order.placed_at)
    if stored is None:
        paused = paused_among(touches, order.placed_at)
    else:
        kept = stored.considerations.filter(verdict=Verdict.PAUSED)
        paused = frozenset(kept.values_list("sharer_id", flat=True))
    return attribution_of(
        touches,
        placed_at=order.placed_at,
        buyer_id=order.buyer_id,
        policies=policies_until(order.placed_at),
        paused=paused,
    )


def _considered(attribution: Attribution, each: Considered) -> Consideration:
    return Consideration(
        attribution=attribution,
        sharer_id=each.touch.sharer_id,
        link_id=each.touch.link_id,
        touched_at=each.touch.at,
        verdict=each.verdict,
    )


def _verdicts(decision: Decision) -> dict[object, object]:
    return {each.touch.sharer_id: (each.verdict.value, each.touch.at) for each in decision.considered}


def _kept_verdicts(attribution: Attribution) -> dict[object, object]:
    rows = attribution.considerations.values_list("sharer_id", "verdict", "touched_at")
    return {sharer_id: (verdict, touched_at) for sharer_id, verdict, touched_at in rows}
