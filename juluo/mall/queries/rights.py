"""What is on sale that opens something, and what was ordered of it."""

from collections.abc import Sequence

from django.db.models import F, Q
from django.urls import reverse

from juluo.core import clock
from juluo.core.entitlements import rights_of
from juluo.core.models import Entitlement, Member
from juluo.ip.selling import Offer, is_by_subject
from juluo.mall.models import Order, OrderLine, Product, Variant
from juluo.mall.queries.pricing import price_for, variants_for_sale, with_rung_prices
from juluo.mall.rules.orders import went_back


def product_of_right(right: str) -> Product | None:
    """The product that sells this right, on sale or not."""
    found: Product | None = Product.objects.filter(right=right, archived_at=None).first()
    return found


def offers_of_rights(rights: Sequence[str], reader: Member | None) -> list[Offer]:
    """What is on sale of these rights, at the reader's prices."""
    rung = reader.rung if reader else None
    variants = with_rung_prices(variants_for_sale().filter(product__right__in=rights), rung)
    return [
        Offer(each.product.right, each.product.title, price_for(each, rung).unit,
              reverse("mall:product", args=[each.product.slug]))
        for each in variants
    ]  # fmt: skip


def held_by(reader: Member | None, product: Product) -> Entitlement | None:
    """The right that the product sells, as the reader holds it now; None if they do not, or for goods.

    What is bought for one subject at a time is never held as a whole.
    """
    if reader is None or not product.right or is_by_subject(product.right):
        return None
    held = rights_of(reader).filter(right=product.right)
    return held.order_by(F("until").desc(nulls_first=True)).first()


def cheapest_of_right(right: str, rung: str | None) -> Variant | None:
    """The form in which somebody of this rung pays least for the right; None if it is not on sale."""
    variants = with_rung_prices(variants_for_sale().filter(product__right=right), rung)
    return min(variants, key=lambda each: (price_for(each, rung).unit.minor, each.position), default=None)


def order_standing_for(buyer: Member, right: str) -> Order | None:
    """The buyer's order for a right that can still be paid, or was paid and not given back."""
    payable = Q(order__held_until__gt=clock.now(), order__lapsed_at=None)
    standing = Q(order__paid_at__isnull=False) | payable
    lines = OrderLine.objects.filter(standing, right=right, order__buyer=buyer, order__cancelled_at=None)
    lines = lines.select_related("order").order_by("order__paid_at", "-id")  # what is paid comes first
    return next((line.order for line in lines if not went_back(line)), None)
