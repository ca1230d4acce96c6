"""The cart as its page shows it."""

from dataclasses import dataclass
from uuid import UUID

from juluo.core.money import Money
from juluo.mall.models import CartLine, Variant
from juluo.mall.queries.pricing import Priced, left_of, price_for, with_offers_of


@dataclass(frozen=True, slots=True)
class CartRow:
    """A line of the cart: what it costs now, what was seen when it was added, and whether it can be bought."""

    priced: Priced
    seen: Money
    problem: str
    left: int

    @property
    def changed(self) -> bool:
        return not self.problem and self.seen != self.priced.price.unit


@dataclass(frozen=True, slots=True)
class Cart:
    rows: list[CartRow]
    currency: str

    @property
    def buyable(self) -> list[CartRow]:
        return [row for row in self.rows if not row.problem]

    @property
    def unbuyable(self) -> list[CartRow]:
        return [row for row in self.rows if row.problem]

    @property
    def goods(self) -> Money:
        return sum((row.priced.total for row in self.buyable), Money.zero(self.currency))

    @property
    def parcel(self) -> Money | None:
        """What the goods cost that are sent somewhere; None if nothing that is ordered travels."""
        ordered = self.buyable or self.rows
        if ordered and not any(row.priced.travels for row in ordered):
            return None
        return sum((row.priced.total for row in self.buyable if row.priced.travels), Money.zero(self.currency))

    @property
    def pieces(self) -> dict[UUID, int]:
        """What is ordered: all that can be bought; if nothing can, everything, so that the verb says why."""
        return {row.priced.variant.id: row.priced.quantity for row in self.buyable or self.rows}


def cart_of(holders: list[UUID], *, rung: str | None, currency: str) -> Cart:
    """Load the cart of these holders, lines of one variant added up, in the order they were put in."""
    quantities: dict[UUID, int] = {}
    seen: dict[UUID, int] = {}
    for line in CartLine.objects.filter(holder__in=holders).order_by("added_at", "id"):
        quantities[line.variant_id] = quantities.get(line.variant_id, 0) + line.quantity
        seen[line.variant_id] = line.seen_minor
    variants = Variant.objects.filter(id__in=quantities).select_related("product__picture")
    found = {each.id: each for each in with_offers_of(variants, rung)}
    rows = [_row(found[each], quantities[each], seen[each], rung) for each in quantities]
    return Cart(rows, currency)


def _row(variant: Variant, quantity: int, seen: int, rung: str | None) -> CartRow:
    product = variant.product
    left = left_of(variant)
    off_sale = variant.archived_at or product.archived_at or not product.published_at
    problem = "off_sale" if off_sale else "sold_out" if left == 0 else "too_many" if left < quantity else ""
    priced = Priced(variant, quantity, price_for(variant, rung))
    return CartRow(priced, Money(seen, variant.currency), problem, left)
