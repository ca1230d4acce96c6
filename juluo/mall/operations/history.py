"""Orders of the past enter the mall: the rules and ledger legs of a sale, with its own time.

History takes no stock, calls no reaction (no message, no points, no commission) and waits for nothing: the goods
were sent when the invoice was written, and the time to return them is over. Many at once, in a few statements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from juluo.core.facts import Fact, record_past
from juluo.core.publishing import renew_pages
from juluo.ledger.operations import Posting, post_past
from juluo.ledger.rules import PROVIDER, SALES, SHIPPING
from juluo.mall.facts import OrderDelivered, OrderPaid, OrderPlaced, OrderShipped, ProductChanged
from juluo.mall.models import Order, OrderLine, Product, Stock, Variant
from juluo.mall.queries.history import keys_by_ref, variants_by_sku
from juluo.mall.rules.history import PastOrder, check_past_order

IMPORTED = "import"
"""The reason of a historical price: the file said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastProduct:
    """Something that was sold: one variant at the price (minor units) of its first sale. Nothing is on hand."""

    sku: str
    title: str
    price_minor: int
    currency: str
    at: datetime


@transaction.atomic
def record_past_products(past: Sequence[PastProduct]) -> dict[str, UUID]:
    """Put products on the shelf, sold out, and return the variants' ids by SKU. A SKU that exists stays as it is."""
    known = variants_by_sku([each.sku for each in past])
    new = [each for each in past if each.sku not in known]
    products = _products(new)
    variants = [_variant(products[each.sku], each) for each in new]
    Product.objects.bulk_create(products.values())
    Variant.objects.bulk_create(variants)
    Stock.objects.bulk_create(Stock(variant=variant) for variant in variants)
    record_past([ProductChanged(product_id=products[each.sku].id, what="imported", at=each.at) for each in new])
    if new:
        renew_pages()
    return known | {variant.sku: variant.id for variant in variants}


@transaction.atomic
def record_past_orders(past: Sequence[PastOrder]) -> list[Order]:
    """Record paid and delivered orders; those whose `ref` exists stay as they are. Returns the new ones.

    Refused with `nothing_paid` or `bad_line`, recording none.
    """
    for each in past:
        check_past_order(each)
    known = keys_by_ref([each.ref for each in past])
    new = [_Recorded(each, _order(each)) for each in past if each.ref not in known]
    Order.objects.bulk_create(each.order for each in new)
    OrderLine.objects.bulk_create(line for each in new for line in _lines(each.order, each.past))
    record_past([fact for each in new for fact in _life(each)])
    post_past([_sale(each) for each in new])
    return [each.order for each in new]


class _Recorded:
    """An order of the past, its row, and the facts of placing and paying it, in this order."""

    def __init__(self, past: PastOrder, order: Order) -> None:
        self.past, self.order = past, order
        self.placed = OrderPlaced(order_id=order.id, buyer_id=order.buyer_id, visitor=None, at=past.at)
        self.paid = OrderPaid(order_id=order.id, buyer_id=order.buyer_id, at=past.at)


def _products(past: Sequence[PastProduct]) -> dict[str, Product]:
    """By SKU. An address that is taken gets a mark of the SKU, the same one each time."""
    wished = {each.sku: slugify(f"{each.title[:50]}-{each.sku}", allow_unicode=True)[:70] for each in past}
    taken = set(Product.objects.filter(slug__in=wished.values()).values_list("slug", flat=True))
    products = {}
    for each in past:
        slug = wished[each.sku]
        if slug in taken or not slug:
            slug = f"{slug}-{sha256(each.sku.encode()).hexdigest()[:8]}"
        taken.add(slug)
        products[each.sku] = Product(slug=slug, title=each.title, published_at=each.at, made_at=each.at)
    return products


def _variant(product: Product, past: PastProduct) -> Variant:
    return Variant(product=product, sku=past.sku, price_minor=past.price_minor, currency=past.currency)


def _order(past: PastOrder) -> Order:
    return Order(
        ref=past.ref,
        key=past.key,
        buyer_id=past.buyer_id,
        currency=past.currency,
        goods_minor=past.goods.minor,
        shipping_minor=past.shipping.minor,
        total_minor=past.total.minor,
        address={"name": "", "phone": "", "region": past.region, "city": "", "line": "", "postcode": ""},
        historical=True,
        placed_at=past.at,
        paid_at=past.at,
        shipped_at=past.at,
        delivered_at=past.at,
    )


def _lines(order: Order, past: PastOrder) -> Iterator[OrderLine]:
    for line in past.lines:
        yield OrderLine(
            order=order,
            variant_id=line.variant_id,
            title=line.title,
            quantity=line.quantity,
            list_minor=line.unit_minor,
            unit_minor=line.unit_minor,
            total_minor=line.unit_minor * line.quantity,
            price_reason=IMPORTED,
            return_days=0,
        )


def _life(recorded: _Recorded) -> list[Fact]:
    order, at = recorded.order, recorded.past.at
    sent, arrived = OrderShipped(order_id=order.id, at=at), OrderDelivered(order_id=order.id, at=at)
    return [recorded.placed, recorded.paid, sent, arrived]


def _sale(recorded: _Recorded) -> Posting:
    past, paid = recorded.past, recorded.paid
    legs = {PROVIDER: past.total, SALES: -past.goods, SHIPPING: -past.shipping}
    return Posting(reason=f"order-paid:{recorded.order.id}", legs=legs, at=past.at, fact_id=paid.fact_id)
