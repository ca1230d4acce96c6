"""Whom an order is credited to: a pure replay of touches. When a task ran never matters.

A touch binds the buyer to its sharer for a lifetime. While the binding is protected no other touch replaces it;
afterwards the next one does. Staff may bind by hand at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from juluo.sharing.models import Verdict


@dataclass(frozen=True, slots=True)
class Policy:
    """How long a binding is protected, how long it lives, and whether own links earn on own orders."""

    protected: timedelta = timedelta(days=30)
    lifetime: timedelta = timedelta(days=365)
    self_purchase: bool = False


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies of a space, oldest first; before the first one the defaults hold."""

    dated: tuple[tuple[datetime, Policy], ...] = ()

    def at(self, moment: datetime) -> Policy:
        begun = [policy for since, policy in self.dated if since <= moment]
        return begun[-1] if begun else Policy()


@dataclass(frozen=True, slots=True)
class Touched:
    """A link of `sharer_id` was opened (or staff decided), and from `known_at` on we knew by whom."""

    at: datetime
    sharer_id: UUID
    link_id: UUID | None = None
    known_at: datetime | None = None
    cyclic: bool = False
    by_staff: bool = False

    @property
    def effective_at(self) -> datetime:
        return max(self.at, self.known_at or self.at)


@dataclass(frozen=True, slots=True)
class Bound:
    """A time during which the buyer is bound to the sharer of `touch`."""

    touch: Touched
    policy: Policy
    protected_until: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Considered:
    """The touch that stood for one sharer, and why they were chosen or not."""

    touch: Touched
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """Whom an order is credited to (nobody: None), why, and what was considered, in the order of touches."""

    sharer_id: UUID | None
    link_id: UUID | None
    reason: Verdict
    considered: tuple[Considered, ...]


def attribution_of(
    touches: Iterable[Touched], *, placed_at: datetime, buyer_id: UUID, policies: Policies, paused: frozenset[UUID]
) -> Decision:
    """Decide who is credited with an order placed at `placed_at` by `buyer_id`.

    `paused` are sharers who may not earn at that time. Touches after `placed_at` do not count, whoever sends them.
    """
    seen = sorted((touch for touch in touches if touch.at <= placed_at), key=lambda touch: touch.at)
    bonds = bonds_of(seen, buyer_id=buyer_id, policies=policies)
    winner = bonds[-1].touch if bonds and placed_at < bonds[-1].expires_at else None
    if winner is None and policies.at(placed_at).self_purchase:
        winner = _own(seen, buyer_id, placed_at - policies.at(placed_at).lifetime)
    judged = _judged(seen, winner, bonds, buyer_id)
    if winner is None:
        reason = judged[-1].verdict if judged else Verdict.UNTOUCHED
        return Decision(None, None, reason, judged)
    if winner.sharer_id in paused:
        judged = tuple(replace(each, verdict=Verdict.PAUSED) if each.touch is winner else each for each in judged)
        return Decision(None, None, Verdict.PAUSED, judged)
    return Decision(winner.sharer_id, winner.link_id, Verdict.CREDITED, judged)


def bonds_of(touches: Sequence[Touched], *, buyer_id: UUID, policies: Policies) -> list[Bound]:
    """Replay touches (oldest first) into the bindings they made; the last one holds until it expires."""
    bonds: list[Bound] = []
    for touch in touches:
        if touch.sharer_id == buyer_id or touch.cyclic:
            continue
        if bonds and touch.at < bonds[-1].protected_until and not touch.by_staff:
            continue
        policy = policies.at(touch.at)
        bonds.append(Bound(touch, policy, touch.at + policy.protected, touch.at + policy.lifetime))
    return bonds


def _own(seen: Sequence[Touched], buyer_id: UUID, since: datetime) -> Touched | None:
    own = [touch for touch in seen if touch.sharer_id == buyer_id and touch.at > since]
    return own[-1] if own else None


def _judged(
    seen: Sequence[Touched], winner: Touched | None, bonds: Sequence[Bound], buyer_id: UUID
) -> tuple[Considered, ...]:
    """Judge each sharer once, by the touch that won or bound, else by their latest."""
    bound = {bond.touch.sharer_id: bond.touch for bond in bonds}
    standing = {touch.sharer_id: touch for touch in seen} | bound
    if winner:
        standing[winner.sharer_id] = winner
    judged = [Considered(touch, _verdict(touch, winner, bonds, buyer_id)) for touch in standing.values()]
    return tuple(sorted(judged, key=lambda each: each.touch.at))


def _verdict(touch: Touched, winner: Touched | None, bonds: Sequence[Bound], buyer_id: UUID) -> Verdict:
    if touch is winner:
        return Verdict.CREDITED
    if touch.sharer_id == buyer_id:
        return Verdict.OWN
    if touch.cyclic:
        return Verdict.CYCLE
    if bonds and touch is bonds[-1].touch:
        return Verdict.EXPIRED
    return Verdict.REPLACED if any(bond.touch is touch for bond in bonds) else Verdict.PROTECTED
