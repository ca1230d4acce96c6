"""Lines of one invoice, together again: the file may tear an invoice apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from juluo.cli.importing.counts import Unused
from juluo.cli.importing.files import Row, Table
from juluo.cli.importing.online_retail.rules import (
    CANCELLATION,
    GIFT,
    REPORTED,
    SALE,
    SHIPPING,
    Line,
    kind_of,
    read_line,
)

COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
OF_ORDERS = frozenset({SALE, GIFT, SHIPPING})
OF_CANCELLATIONS = frozenset({CANCELLATION})


@dataclass(frozen=True, slots=True)
class Reading:
    """A row, the line that could be read of it, and its kind (a code of REPORTED if it is not used)."""

    row: Row
    line: Line | None
    kind: str


@dataclass(slots=True)
class Invoice:
    """What was bought, or cancelled, together. Date, customer and country are those of its first line."""

    first: Line
    used: list[tuple[Row, Line, str]] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.first.invoice

    def of(self, *kinds: str) -> list[Line]:
        return [line for _row, line, kind in self.used if kind in kinds]

    @property
    def fingerprint(self) -> str:
        """Tells whether an invoice imported before has changed."""
        parts = [f"{line.code}|{line.quantity}|{line.minor}|{line.customer}" for _row, line, _kind in self.used]
        return sha256("\n".join(parts).encode()).hexdigest()[:24]


def readings(table: Table, currency: str, limit: int | None) -> Iterator[Reading]:
    """Every row of the table, up to `limit`, read and told its kind."""
    for number, row in enumerate(table.rows()):
        if limit is not None and number >= limit:
            return
        yield _reading(row, currency)


def _reading(row: Row, currency: str) -> Reading:
    line = REPORTED["bad_columns"] if row.extra else read_line(row.fields, currency)
    if isinstance(line, Unused):
        return Reading(row, None, line.code)
    return Reading(row, line, kind_of(line))


@dataclass
class Survey:
    """What a first look through the file finds: how many rows, where each invoice ends, what is cancelled."""

    rows: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    cancelled: set[tuple[str, str, int]] = field(default_factory=set)


def survey(found: Iterable[Reading]) -> Survey:
    seen = Survey()
    for reading in found:
        seen.rows += 1
        if reading.line and reading.kind in OF_ORDERS | OF_CANCELLATIONS:
            seen.ends[reading.line.invoice] = reading.row.number
        if reading.line and reading.kind == CANCELLATION:
            seen.cancelled.add(wanted_by(reading.line))
    return seen


def wanted_by(line: Line) -> tuple[str, str, int]:
    """What has to be the same in a purchase and its cancellation: customer, stock code, price."""
    return line.customer, line.code, line.minor


def invoices(found: Iterable[Reading], kinds: frozenset[str], ends: Mapping[str, int]) -> Iterator[Invoice]:
    """The invoices made of `kinds`, each as soon as its last line is read, so few are in memory at a time."""
    begun: dict[str, Invoice] = {}
    for reading in found:
        if reading.line is None or reading.kind not in kinds:
            continue
        line = reading.line
        invoice = begun.setdefault(line.invoice, Invoice(line))
        kind = reading.kind if line.customer == invoice.first.customer else "mixed_invoice"
        invoice.used.append((reading.row, line, kind))
        if ends[line.invoice] == reading.row.number:
            yield begun.pop(line.invoice)
