"""Which earlier purchase a cancellation gives back: of the same customer, of the same code, at the same price."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from juluo.cli.importing.online_retail.invoices import Invoice, wanted_by
from juluo.cli.importing.online_retail.rules import MANUAL, POSTAGE, SALE, SHIPPING, Line
from juluo.cli.importing.online_retail.shop import Shop, key_of
from juluo.core.ids import uuid7
from juluo.mall.models import OrderLine
from juluo.mall.queries.history import past_orders, past_purchases

type Wanted = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Open:
    """What was not given back yet of a line, or of an order's shipping (`line_id` None)."""

    order_id: UUID
    line_id: UUID | None
    at: datetime
    pieces: int
    minor: int


class Purchases:
    """The historical purchases of the space, and what this invoice has taken from them already."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._taken: defaultdict[tuple[UUID, UUID | None], list[int]] = defaultdict(lambda: [0, 0])

    def match(self, line: Line) -> Open | None:
        """The latest earlier purchase that has enough left for the whole cancelled line, and take it from there."""
        pieces, minor = -line.quantity, -line.total_minor
        for each in self.candidates(line):
            taken = self._taken[each.order_id, each.line_id]
            enough = each.line_id is None or each.pieces - taken[0] >= pieces
            if enough and each.minor - taken[1] >= minor:
                taken[0] += pieces
                taken[1] += minor
                return each
        return None

    def remember(self, invoice: Invoice) -> None:
        """A new purchase: the database remembers it."""

    def settle(self) -> None:
        """What was taken is recorded now."""
        self._taken.clear()

    def candidates(self, line: Line) -> Iterable[Open]:
        buyer_id, terms = self.shop.members.ids.get(key_of(line)), self.shop.terms
        if buyer_id is None:
            return []
        moment = terms.moment(line)
        if line.code in POSTAGE:
            return _shipping(buyer_id, moment, terms.currency)
        return _goods(buyer_id, moment, terms.currency, line)


class RehearsedPurchases(Purchases):
    """The same, and the purchases that the rehearsed file would have brought; kept as far as something cancels them."""

    def __init__(self, shop: Shop, wanted: Iterable[Wanted]) -> None:
        super().__init__(shop)
        self._wanted = set(wanted)
        self._parcels = {customer for customer, code, _minor in self._wanted if code in POSTAGE}
        self._sold: defaultdict[Wanted, list[Open]] = defaultdict(list)

    def remember(self, invoice: Invoice) -> None:
        order_id, at = uuid7(), self.shop.terms.moment(invoice.first)
        for line in invoice.of(SALE):
            if wanted_by(line) in self._wanted:
                self._sold[wanted_by(line)].append(Open(order_id, uuid7(), at, line.quantity, line.total_minor))
        shipping = sum(line.total_minor for line in invoice.of(SHIPPING))
        if shipping and invoice.first.customer in self._parcels:
            self._sold[_parcel(invoice.first)].append(Open(order_id, None, at, 0, shipping))

    def settle(self) -> None:
        """Nothing is recorded, so what was taken stays taken here."""

    def candidates(self, line: Line) -> Iterable[Open]:
        wanted, moment = _parcel(line) if line.code in POSTAGE else wanted_by(line), self.shop.terms.moment(line)
        earlier = [each for each in self._sold[wanted] if each.at <= moment]
        return sorted([*earlier[::-1], *super().candidates(line)], key=lambda each: each.at, reverse=True)


def _parcel(line: Line) -> Wanted:
    return line.customer, "POST", 0


def _goods(buyer_id: UUID, before: datetime, currency: str, line: Line) -> Iterable[Open]:
    lines = past_purchases(buyer_id, before=before, currency=currency).filter(unit_minor=line.minor)
    lines = lines.filter(variant=None) if line.code == MANUAL else lines.filter(variant__sku=line.code)
    for each in lines:
        yield _open(each)


def _open(line: OrderLine) -> Open:
    pieces, minor = line.quantity - line.refunded_quantity, line.total_minor - line.refunded_minor
    return Open(line.order_id, line.id, line.order.placed_at, pieces, minor)


def _shipping(buyer_id: UUID, before: datetime, currency: str) -> Iterable[Open]:
    for order in past_orders(buyer_id, before=before, currency=currency):
        back = sum(refund.shipping_minor for refund in order.refunds.all())
        yield Open(order.id, None, order.placed_at, 0, order.shipping_minor - back)
