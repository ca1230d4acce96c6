"""What sharers read: what they have earned, and order by order why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.money import Money
from juluo.ledger.queries import balances_of_member
from juluo.ledger.rules import COMMISSION, COMMISSION_PENDING, OWED
from juluo.mall.models import Order
from juluo.sharing.models import Commission, CommissionState, Consideration, Verdict
from juluo.sharing.models.commission import SLOT_OF_ASKER, SLOT_OF_SHARER
from juluo.sharing.rules.links import masked
from juluo.sharing.wording import FOR_THE_SHARER

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Earnings:
    """A sharer's money in one currency, as the ledger has it."""

    available: Money
    pending: Money
    paid: Money
    owed: Money


@dataclass(frozen=True, slots=True)
class Told:
    """One order that a sharer's link touched, as they may read it."""

    consideration: Consideration
    order: Order
    commissions: list[Commission]

    @property
    def buyer(self) -> str:
        return masked(self.order.buyer.name)

    @property
    def why(self) -> str | Promise:
        return FOR_THE_SHARER[self.consideration.verdict]

    @property
    def nothing_because(self) -> str | None:
        """Why the order earned nothing so far, in a word; None if it earned something."""
        if self.commissions:
            return None
        if self.consideration.verdict != Verdict.CREDITED:
            return _("Not credited")
        if self.order.cancelled_at or self.order.lapsed_at:
            return _("The order was not paid.")
        if self.order.paid_at is None:
            return _("Waiting for payment")
        return _("Being worked out") if self.consideration.attribution.plan_id else _("Earns nothing")

    @property
    def granted(self) -> Money:
        return sum((each.granted for each in self.commissions), Money.zero(self.order.currency))

    @property
    def standing(self) -> Money:
        return sum((each.standing for each in self.commissions), Money.zero(self.order.currency))

    @property
    def state(self) -> CommissionState | None:
        """The state of what is least settled; None if nothing was earned."""
        states = {each.state for each in self.commissions}
        return next((state for state in CommissionState if state in states), None)

    @property
    def matures_at(self) -> datetime | None:
        """When the last waiting line becomes available, if its return window runs already."""
        waiting = [each.line.window_ends_at for each in self.commissions if each.state == CommissionState.PENDING]
        known = [at for at in waiting if at is not None]
        return max(known) if known and len(known) == len(waiting) else None


def earnings_of(member: Member, currency: str) -> Earnings:
    """Available, pending, paid out and owed, in minor units of `currency`."""
    balances = {
        account.kind: account.balance_minor or 0
        for account in balances_of_member(member.id)
        if account.currency == currency
    }
    paid = Commission.objects.filter(payee=member, paid_at__isnull=False, currency=currency)
    return Earnings(
        available=Money(balances.get(COMMISSION.kind, 0), currency),
        pending=Money(balances.get(COMMISSION_PENDING.kind, 0), currency),
        paid=Money(paid.aggregate(sum=Sum("minor"))["sum"] or 0, currency),
        owed=Money(balances.get(OWED.kind, 0), currency),
    )


def considered_for(member: Member) -> QuerySet[Consideration]:
    """Orders that a link of the member touched, latest first, with what they earned (two queries for any number)."""
    own = Commission.objects.filter(payee=member, slot=SLOT_OF_SHARER).select_related("line", "plan").order_by("id")
    orders = Consideration.objects.filter(sharer=member).select_related("attribution__order__buyer", "link")
    return orders.prefetch_related(Prefetch("attribution__commissions", queryset=own)).order_by("-id")


def earned_by_asking(member: Member) -> list[Commission]:
    """What the member earned lately because others paid to read the answer to a question of theirs."""
    rows = Commission.objects.filter(payee=member, slot=SLOT_OF_ASKER).select_related("line")
    return list(rows.order_by("-id")[:_SHOWN])


def told(consideration: Consideration) -> Told:
    """Read a row loaded by `considered_for`."""
    attribution = consideration.attribution
    return Told(consideration, attribution.order, list(attribution.commissions.all()))


def told_about(member: Member, order_id: UUID) -> Told | None:
    found = considered_for(member).filter(attribution__order_id=order_id).first()
    return told(found) if found else None
