"""The import of an Online Retail file: look through it, then its orders, then its cancellations.

Each pass reads the file anew and keeps few invoices in memory. Cancellations come last, so that what they match does
not depend on where an earlier run was interrupted: what is left to give back only ever shrinks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched

from juluo.cli.importing.counts import Counts, Report
from juluo.cli.importing.files import Row, Table
from juluo.cli.importing.online_retail.cancelling import Desk
from juluo.cli.importing.online_retail.invoices import (
    OF_CANCELLATIONS,
    OF_ORDERS,
    Invoice,
    Reading,
    Survey,
    invoices,
    readings,
    survey,
)
from juluo.cli.importing.online_retail.matching import Purchases, RehearsedPurchases
from juluo.cli.importing.online_retail.rules import REFUND, REPORTED, SALE, SHIPPING, Line
from juluo.cli.importing.online_retail.shop import REHEARSING, WRITING, Shop, Terms
from juluo.cli.importing.progress import Progress

BATCH = 100
"""Invoices a transaction: about two thousand lines."""


@dataclass(frozen=True)
class Loading:
    """One run over one file. A rehearsal writes nothing."""

    table: Table
    terms: Terms
    report: Report
    limit: int | None = None
    rehearsal: bool = False
    counts: Counts = field(default_factory=Counts)

    def run(self) -> Counts:
        """Import the file into the acting space and count every line once."""
        seen = survey(readings(self.table, self.terms.currency, self.limit))
        shop = Shop(self.terms, REHEARSING if self.rehearsal else WRITING, self.counts)
        purchases = RehearsedPurchases(shop, seen.cancelled) if self.rehearsal else Purchases(shop)
        with Progress(seen.rows, "Orders") as progress:
            self._sell(self._told(progress), seen, shop, purchases)
        with Progress(seen.rows, "Cancellations") as progress:
            self._cancel(self._again(progress), seen, Desk(shop, purchases))
        return self.counts

    def _sell(self, found: Iterable[Reading], seen: Survey, shop: Shop, purchases: Purchases) -> None:
        for batch in batched(self._paid(invoices(found, OF_ORDERS, seen.ends)), BATCH):
            became = shop.sell(batch)
            for invoice in batch:
                if became[invoice.number] == "created":
                    purchases.remember(invoice)
                for row, line, kind in invoice.used:
                    self._tell(row, line, "changed" if became[invoice.number] == "changed" else kind)

    def _paid(self, found: Iterable[Invoice]) -> Iterator[Invoice]:
        """Leave out invoices on which nothing was paid."""
        for invoice in found:
            if invoice.of(SALE, SHIPPING):
                yield invoice
            else:
                for row, line, _kind in invoice.used:
                    self._tell(row, line, "nothing_paid")

    def _cancel(self, found: Iterable[Reading], seen: Survey, desk: Desk) -> None:
        for batch in batched(invoices(found, OF_CANCELLATIONS, seen.ends), BATCH):
            for invoice, became in desk.cancel(batch):
                for (row, line, _kind), kind in zip(invoice.used, became, strict=True):
                    self._tell(row, line, kind)

    def _told(self, progress: Progress) -> Iterator[Reading]:
        """Every reading, those that become neither order nor refund told at once."""
        for reading in self._again(progress):
            if reading.kind in REPORTED:
                self._tell(reading.row, reading.line, reading.kind)
            yield reading

    def _again(self, progress: Progress) -> Iterator[Reading]:
        for reading in readings(self.table, self.terms.currency, self.limit):
            progress.step()
            yield reading

    def _tell(self, row: Row, line: Line | None, kind: str) -> None:
        minor = line.total_minor if line else 0
        self.counts.line(kind, -minor if kind == REFUND else minor)
        if kind in REPORTED:
            self.report.add(row, REPORTED[kind])
