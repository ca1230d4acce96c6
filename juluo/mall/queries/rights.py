"""What is on sale that opens something."""

from collections.abc import Sequence

from django.urls import reverse

from juluo.core.models import Member
from juluo.ip.selling import Offer
from juluo.mall.models import Product
from juluo.mall.queries.pricing import price_for, variants_for_sale, with_rung_prices


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
