"""Cancellations become refunds of the purchases they match."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from juluo.cli.importing.online_retail.invoices import Invoice
from juluo.cli.importing.online_retail.matching import Open, Purchases
from juluo.cli.importing.online_retail.rules import MANUAL, POSTAGE, REFUND, Line
from juluo.cli.importing.online_retail.shop import Shop
from juluo.mall.models import Refund
from juluo.mall.operations.refunds import Giving
from juluo.mall.queries.history import past_refunds
from juluo.mall.rules.orders import Part

REASON = "Cancelled by invoice {number}"


class Desk:
    """Where cancelled goods are handed back."""

    def __init__(self, shop: Shop, purchases: Purchases) -> None:
        self.shop, self.purchases = shop, purchases

    def cancel(self, batch: Sequence[Invoice]) -> Iterable[tuple[Invoice, list[str]]]:
        """Give back what each invoice of the batch cancels. Yields it with what became of its lines, in order."""
        people = {invoice.first.customer: invoice.first for invoice in batch if invoice.first.customer}
        self.shop.recognise(people.values())
        done: defaultdict[str, list[Refund]] = defaultdict(list)
        for refund in past_refunds([refund_key(invoice) for invoice in batch]):
            done[refund.key].append(refund)
        for invoice in batch:
            refunds = done[refund_key(invoice)]
            yield invoice, self._recount(invoice, refunds) if refunds else self._give_back(invoice)

    def _give_back(self, invoice: Invoice) -> list[str]:
        became, parts, shipping = [], defaultdict[UUID, dict[UUID, Part]](dict), Counter[UUID]()
        for _row, line, kind in invoice.used:
            found = self.purchases.match(line) if line.customer and kind != "mixed_invoice" else None
            became.append(_without(line, kind) if found is None else REFUND)
            if found and found.line_id is None:
                shipping[found.order_id] -= line.total_minor
            elif found:
                _take(parts[found.order_id], found, line)
        if parts or shipping:
            self._record(invoice, parts, shipping)
        return became

    def _record(self, invoice: Invoice, parts: dict[UUID, dict[UUID, Part]], shipping: Counter[UUID]) -> None:
        givings = {
            order_id: Giving(
                parts=parts.get(order_id, {}),
                shipping_minor=shipping[order_id],
                reason=REASON.format(number=invoice.number),
                key=refund_key(invoice),
            )
            for order_id in {*parts, *shipping}
        }
        at: datetime = self.shop.terms.moment(invoice.first)
        self.shop.verbs.give_back(givings, at)
        self.purchases.settle()
        self.shop.counts.objects_of("refunds", "created", len(givings))

    def _recount(self, invoice: Invoice, refunds: Sequence[Refund]) -> list[str]:
        """The invoice was cancelled by an earlier run: tell from its refunds which of its lines were given back."""
        self.shop.counts.objects_of("refunds", "skipped", len(refunds))
        given: Counter[tuple[str, int]] = Counter()
        for refund in refunds:
            given["POST", 0] += refund.shipping_minor
            for each in refund.lines.all():
                code = each.line.variant.sku if each.line.variant else MANUAL
                given[code, each.line.unit_minor] += each.quantity
        return [_recounted(line, kind, given) for _row, line, kind in invoice.used]


def refund_key(invoice: Invoice) -> str:
    return f"import:{invoice.number}"


def _take(parts: dict[UUID, Part], found: Open, line: Line) -> None:
    """Two cancelled lines may give back pieces of one purchase."""
    line_id = found.line_id or found.order_id
    before = parts.get(line_id, Part(0, 0))
    parts[line_id] = Part(before.quantity - line.quantity, before.minor - line.total_minor)


def _without(line: Line, kind: str) -> str:
    if kind == "mixed_invoice":
        return kind
    return "unmatched" if line.customer else "unknown_buyer"


def _recounted(line: Line, kind: str, given: Counter[tuple[str, int]]) -> str:
    key, much = ((line.code, line.minor), -line.quantity)
    if line.code in POSTAGE:
        key, much = ("POST", 0), -line.total_minor
    if not line.customer or kind == "mixed_invoice" or given[key] < much:
        return _without(line, kind)
    given[key] -= much
    return REFUND
