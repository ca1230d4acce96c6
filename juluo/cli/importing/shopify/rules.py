"""What the rows of a Shopify product export mean. docs/how-to/import-products.md shows these rules.

Shopify has two generations of headings; both are read. Rows with one handle are one product, each a variant of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from juluo.cli.importing.counts import Unused
from juluo.cli.importing.files import BadFile, Row
from juluo.core.money import Money

NEWER = {
    "URL handle": "Handle",
    "Description": "Body (HTML)",
    "Published on online store": "Published",
    "SKU": "Variant SKU",
    "Price": "Variant Price",
    "Inventory quantity": "Variant Inventory Qty",
    "Product image URL": "Image Src",
    **{f"Option{number} {word.lower()}": f"Option{number} {word}" for number in "123" for word in ("Name", "Value")},
}
NEEDED = ("Handle", "Title", "Variant Price")

VARIANT = "variant"
REPORTED = {
    each.code: each
    for each in (
        Unused("bad_columns", "The row has more fields than the header."),
        Unused("bad_handle", "The handle is not made of up to 80 letters, digits and hyphens."),
        Unused("bad_title", "The product has no title on its first row, or one longer than 160 characters."),
        Unused("bad_price", "The price is not a number between 0 and 10,000,000."),
        Unused("bad_quantity", "The quantity on hand is not a whole number up to 10,000,000."),
        Unused("bad_sku", "The SKU is longer than 60 characters."),
        Unused("sku_taken", "Another product has this SKU already."),
        Unused("torn", "Rows of this product stand further up, with another product between: put them together."),
        Unused("sku_twice", "Another row of this product has this SKU already."),
        Unused("picture", "The row names a further picture; pictures are not fetched from other servers: upload them."),
        Unused("refused", "The mall refused the product: check its words and its stock."),
    )
}

_HANDLE = re.compile(r"[-\w]{1,80}")
_PRICE = re.compile(r"[0-9]{1,8}(\.[0-9]{1,6})?")
_QUANTITY = re.compile(r"-?[0-9]{1,8}")
_MOST = 10_000_000
_YES = {"true", "yes", "1", ""}
_NO_OPTION = ("Title", "Default Title")


@dataclass(frozen=True, slots=True)
class Form:
    """One variant as the file has it. `on_hand` None: the file does not count it; below zero is none."""

    row: Row
    sku: str
    title: str
    minor: int
    on_hand: int | None


@dataclass(slots=True)
class Draft:
    """One product as the file has it: the first row with its handle says what it is."""

    handle: str
    title: str
    body: str
    options: str
    published: bool
    forms: list[Form] = field(default_factory=list)


def headings_of(columns: tuple[str, ...]) -> dict[str, str]:
    """Our name for each heading of the file; BadFile if one that is needed is missing in both generations."""
    names = {column: NEWER.get(column, column) for column in columns}
    older = {new: old for old, new in NEWER.items()}
    if missing := [
        f"{each} (or {older[each]})" if each in older else each for each in NEEDED if each not in names.values()
    ]:
        raise BadFile(f"The table lacks the columns {', '.join(missing)}.")
    return names


def is_picture(fields: Mapping[str, str]) -> bool:
    """A row for a further picture has neither price nor SKU nor option."""
    return not any(fields.get(name) for name in ("Variant Price", "Variant SKU", "Option1 Value", "Title"))


def draft_of(row: Row, fields: Mapping[str, str]) -> Draft | Unused:
    """The product that begins with this row."""
    handle, title = fields["Handle"], fields["Title"]
    if row.extra:
        return REPORTED["bad_columns"]
    if not _HANDLE.fullmatch(handle):
        return REPORTED["bad_handle"]
    if not 0 < len(title) <= 160:  # noqa: PLR2004 - the length of a title
        return REPORTED["bad_title"]
    shown = fields.get("Published", "").lower() in _YES and fields.get("Status", "active").lower() in {"active", ""}
    options = [fields.get(f"Option{number} Name", "") for number in "123"]
    named = " / ".join(each for each in options if each and each != _NO_OPTION[0])
    return Draft(handle, title, fields.get("Body (HTML)", ""), named[:120], shown)


def form_of(row: Row, fields: Mapping[str, str], currency: str) -> Form | Unused:
    """The variant that this row is. A variant without an SKU gets one from the handle and its options."""
    price, quantity, sku = (
        fields["Variant Price"],
        fields.get("Variant Inventory Qty", ""),
        fields.get("Variant SKU", ""),
    )
    if row.extra:
        return REPORTED["bad_columns"]
    if not _PRICE.fullmatch(price) or Decimal(price) > _MOST:
        return REPORTED["bad_price"]
    if quantity and not (_QUANTITY.fullmatch(quantity) and int(quantity) <= _MOST):
        return REPORTED["bad_quantity"]
    values = [value for number in "123" if (value := fields.get(f"Option{number} Value", ""))]
    title = " / ".join(value for value in values if value != _NO_OPTION[1])
    sku = sku or "-".join([fields["Handle"], *title.lower().replace(" / ", " ").split()])
    if len(sku) > 60:  # noqa: PLR2004 - the length of a SKU
        return REPORTED["bad_sku"]
    on_hand = max(int(quantity), 0) if quantity else None
    return Form(row, sku, title[:120], Money.of(Decimal(price), currency).minor, on_hand)
