"""What each line of an Online Retail file means. docs/how-to/import-orders.md shows these rules as a table.

The first rule that fits decides, so each line has exactly one kind. Kinds of `IMPORTED` become rows of the shop,
kinds of `REPORTED` stand in the report with the sentence given here.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from juluo.cli.importing.counts import Unused
from juluo.core.money import Money

POSTAGE = frozenset({"POST", "DOT", "C2"})
"""Postage, Dotcom postage, carriage: what the buyer paid for the parcel."""

BOOKKEEPING = {
    "AMAZONFEE": "fee",
    "BANK CHARGES": "fee",
    "CRUK": "fee",
    "D": "discount",
    "S": "sample",
    "B": "bad_debt",
}
"""Codes that are entries of the seller's books, not goods."""

MANUAL = "M"
"""Typed in by hand: something was sold, but no product says what."""

SALE, GIFT, SHIPPING, CANCELLATION, REFUND = "sale", "gift", "shipping", "cancellation", "refund"
IMPORTED = (SALE, GIFT, SHIPPING, REFUND)

REPORTED = {
    each.code: each
    for each in (
        Unused("bad_columns", "The row has more fields than the header."),
        Unused("bad_invoice", "The invoice number is not six digits, with C or A in front if it is no sale."),
        Unused("bad_stock_code", "The stock code is empty or longer than 20 characters."),
        Unused("bad_quantity", "The quantity is not a whole number between -1,000,000 and 1,000,000 other than 0."),
        Unused("bad_price", "The price is not a number between -1,000,000 and 1,000,000."),
        Unused("bad_date", "The date is not written like 2010-12-01 08:26:00 or 12/1/2010 8:26."),
        Unused("bad_customer", "The customer number is not a number of up to ten digits."),
        Unused("bad_debt", "An adjustment of bad debt concerns the books, not an order."),
        Unused("fee", "A fee that the seller paid (marketplace, bank, charity) is not an order."),
        Unused("discount", "A discount given afterwards does not name the order it belongs to."),
        Unused("sample", "Samples are bookkeeping between seller and maker, not an order."),
        Unused("stock_adjustment", "A negative quantity outside a cancellation corrects the stock; nobody bought it."),
        Unused("negative_price", "A negative price is an entry of the books, not an order."),
        Unused("positive_cancellation", "A cancellation with a positive quantity gives nothing back."),
        Unused("nothing_paid", "Nothing on this invoice was paid: it moves stock, it is not an order."),
        Unused("mixed_invoice", "The invoice names another customer on its first line; a line of theirs is not added."),
        Unused("unknown_buyer", "A cancellation without a customer cannot be told to be the same buyer's purchase."),
        Unused("unmatched", "No earlier purchase of this customer at this price has that many pieces left."),
        Unused("changed", "This invoice was imported before with other lines; paid orders are never changed."),
    )
}

_LIMIT = 1_000_000
_INVOICE = re.compile(r"[CA]?[0-9]{6,12}")
_CUSTOMER = re.compile(r"([0-9]{1,10})(?:\.0)?")
_SLASHES = "%m/%d/%Y %H:%M"
_LONGEST_CODE = 20
_YEARS = range(1970, 2100)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that could be read. `customer` is "" when the row names none; times are the shop's local time."""

    invoice: str
    code: str
    title: str
    quantity: int
    at: datetime
    minor: int
    customer: str
    country: str

    @property
    def total_minor(self) -> int:
        return self.quantity * self.minor


def read_line(fields: dict[str, str], currency: str) -> Line | Unused:
    """Read one row, or say which field is wrong.

    Stock codes are compared in capitals. A price finer than the smallest unit of the currency is rounded once,
    half-even, at the unit price.
    """
    values = {name: value.strip() for name, value in fields.items()}
    invoice, code = values["InvoiceNo"].upper(), values["StockCode"].upper()
    quantity, price = quantity_of(values["Quantity"]), price_of(values["UnitPrice"])
    at, customer = date_of(values["InvoiceDate"]), customer_of(values["CustomerID"])
    if not _INVOICE.fullmatch(invoice):
        return REPORTED["bad_invoice"]
    if not 0 < len(code) <= _LONGEST_CODE:
        return REPORTED["bad_stock_code"]
    if quantity is None or price is None:
        return REPORTED["bad_quantity" if quantity is None else "bad_price"]
    if at is None or customer is None:
        return REPORTED["bad_date" if at is None else "bad_customer"]
    minor = Money.of(price, currency).minor
    return Line(invoice, code, values["Description"][:160], quantity, at, minor, customer, values["Country"][:60])


def kind_of(line: Line) -> str:
    """Decide what a line is, looking at nothing but the line.

    1. Bookkeeping codes are reported under their own name, whatever their sign.
    2. On an invoice with C a negative quantity is a cancellation, to be matched; a positive one is reported.
    3. Elsewhere a negative quantity corrects the stock and a negative price the books: reported.
    4. A price of zero is a gift that goes with what was paid on the invoice.
    5. Postage is shipping of the order; everything else, goods typed in by hand included, is a sale.
    """
    if line.code in BOOKKEEPING:
        return BOOKKEEPING[line.code]
    if line.minor < 0:
        return "negative_price"
    if line.invoice.startswith("C"):
        return CANCELLATION if line.quantity < 0 else "positive_cancellation"
    if line.quantity < 0:
        return "stock_adjustment"
    if line.minor == 0:
        return GIFT
    return SHIPPING if line.code in POSTAGE else SALE


def quantity_of(text: str) -> int | None:
    if not re.fullmatch(r"-?[0-9]{1,7}", text):
        return None
    quantity = int(text)
    return quantity if 0 < abs(quantity) <= _LIMIT else None


def price_of(text: str) -> Decimal | None:
    if not re.fullmatch(r"-?[0-9]{1,7}(\.[0-9]{1,6})?", text):
        return None
    price = Decimal(text)
    return price if abs(price) <= _LIMIT else None


def date_of(text: str) -> datetime | None:
    """Local time written in ISO 8601, or with slashes as a spreadsheet of the United States does."""
    try:
        at = datetime.strptime(text, _SLASHES) if "/" in text else datetime.fromisoformat(text)  # noqa: DTZ007 - local time
    except ValueError:
        return None
    return at if at.tzinfo is None and at.year in _YEARS else None


def customer_of(text: str) -> str | None:
    """The customer number without the ".0" that spreadsheets add; "" if there is none; None if it is not a number."""
    if not text:
        return ""
    found = _CUSTOMER.fullmatch(text)
    return found[1] if found else None
