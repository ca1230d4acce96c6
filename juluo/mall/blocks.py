"""Product cards inside texts: `::product[slug]`."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from juluo.core.blocks import register_block
from juluo.core.models import Member
from juluo.mall.queries.catalog import cheapest, offers_of, products_named


def draw_products(slugs: Sequence[str], viewer: Member | None) -> dict[str, str]:
    """Draw the cards of these products at the viewer's prices; one off sale is left out."""
    rung = viewer.rung if viewer else None
    cards = ((product, cheapest(offers_of(product, rung))) for product in products_named(slugs, rung))
    return {
        product.slug: render_to_string("mall/card.html", {"product": product, "offer": offer})
        for product, offer in cards
    }


register_block("product", draw_products)
