"""Invoices become members, products and orders, through the verbs of community and mall."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from juluo.cli.importing.counts import Counts
from juluo.cli.importing.known import Known
from juluo.cli.importing.online_retail.invoices import Invoice
from juluo.cli.importing.online_retail.rules import GIFT, MANUAL, SALE, SHIPPING, Line
from juluo.community.operations.history import PastMember, members_by_key, open_walk_in, record_past_members
from juluo.core.ids import uuid7
from juluo.mall.operations.history import PastProduct, record_past_orders, record_past_products
from juluo.mall.operations.past_refunds import record_past_refunds
from juluo.mall.operations.refunds import Giving
from juluo.mall.queries.history import keys_by_ref, variants_by_sku
from juluo.mall.rules.history import PastLine, PastOrder

WALK_IN = "walk-in"
"""Every purchase without a customer is this one member's: a member per invoice would invent people."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How the file is to be read: the money it is in, and where its clock hung."""

    currency: str
    zone: ZoneInfo

    def moment(self, line: Line) -> datetime:
        return line.at.replace(tzinfo=self.zone)


@dataclass(frozen=True)
class Verbs:
    """What writes. A rehearsal has verbs that write nothing."""

    admit: Callable[[list[PastMember]], Mapping[str, UUID]]
    shelve: Callable[[list[PastProduct]], Mapping[str, UUID]]
    sell: Callable[[list[PastOrder]], object]
    give_back: Callable[[Mapping[UUID, Giving], datetime], object]


def admit(people: Sequence[PastMember]) -> dict[str, UUID]:
    """Admit customers; the walk-in member is nobody, so admitted by no entrance."""
    ids = record_past_members([each for each in people if each.key != WALK_IN])
    for each in people:
        if each.key == WALK_IN:
            ids[WALK_IN] = open_walk_in(WALK_IN, name=each.name, at=each.at)
    return ids


WRITING = Verbs(admit, record_past_products, record_past_orders, lambda past, at: record_past_refunds(past, at=at))
REHEARSING = Verbs(
    admit=lambda people: {each.key: uuid7() for each in people},
    shelve=lambda products: {each.sku: uuid7() for each in products},
    sell=lambda _orders: None,
    give_back=lambda _past, _at: None,
)


class Shop:
    """What the file's customers and stock codes are in this space, and its orders."""

    def __init__(self, terms: Terms, verbs: Verbs, counts: Counts) -> None:
        self.terms, self.verbs, self.counts = terms, verbs, counts
        self.members = Known("members", counts, find=members_by_key, make=verbs.admit)
        self.variants = Known("products", counts, find=variants_by_sku, make=verbs.shelve)

    def sell(self, batch: Sequence[Invoice]) -> dict[str, str]:
        """Record a batch, whole or not at all. Says for each invoice number: created, skipped or changed."""
        with transaction.atomic():
            known = keys_by_ref([invoice.number for invoice in batch])
            became = {invoice.number: _became(invoice, known) for invoice in batch}
            same = [invoice for invoice in batch if became[invoice.number] != "changed"]
            self.members.ensure({key_of(each.first): self._person(each.first) for each in reversed(same)})
            goods = [line for invoice in same for line in invoice.of(SALE, GIFT) if line.code != MANUAL]
            self.variants.ensure(self._goods(goods))
            self.verbs.sell([self._order(each) for each in same if became[each.number] == "created"])
        for what in became.values():
            self.counts.objects_of("orders", what)
        return became

    def recognise(self, lines: Iterable[Line]) -> None:
        """Look up the customers of lines; nobody is admitted for cancelling something."""
        unknown = [key_of(line) for line in lines if key_of(line) not in self.members.ids]
        self.members.ids |= members_by_key(unknown) if unknown else {}

    def _person(self, line: Line) -> PastMember:
        name = f"Customer {line.customer}" if line.customer else "Walk-in customers"
        return PastMember(key=key_of(line), name=name, at=self.terms.moment(line))

    def _goods(self, lines: Sequence[Line]) -> dict[str, PastProduct]:
        """By stock code; the first line that names a price says what it is."""
        goods: dict[str, PastProduct] = {}
        for line in sorted(lines, key=lambda line: line.minor == 0):
            goods.setdefault(
                line.code,
                PastProduct(
                    sku=line.code,
                    title=line.title or line.code,
                    price_minor=line.minor,
                    currency=self.terms.currency,
                    at=self.terms.moment(line),
                ),
            )
        return goods

    def _order(self, invoice: Invoice) -> PastOrder:
        return PastOrder(
            ref=invoice.number,
            key=order_key(invoice),
            buyer_id=self.members.ids[key_of(invoice.first)],
            currency=self.terms.currency,
            lines=[self._line(line) for line in invoice.of(SALE, GIFT)],
            shipping_minor=sum(line.total_minor for line in invoice.of(SHIPPING)),
            at=self.terms.moment(invoice.first),
            region=invoice.first.country,
        )

    def _line(self, line: Line) -> PastLine:
        variant_id = None if line.code == MANUAL else self.variants.ids[line.code]
        return PastLine(
            variant_id=variant_id, title=line.title or line.code, quantity=line.quantity, unit_minor=line.minor
        )


def key_of(line: Line) -> str:
    return f"online-retail:{line.customer}" if line.customer else WALK_IN


def order_key(invoice: Invoice) -> str:
    return f"import:{invoice.number}:{invoice.fingerprint}"


def _became(invoice: Invoice, known: Mapping[str, str]) -> str:
    if invoice.number not in known:
        return "created"
    return "skipped" if known[invoice.number] == order_key(invoice) else "changed"
