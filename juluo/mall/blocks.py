"""Product cards inside texts: `::product[slug]`."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from juluo.core.blocks import Choice, register_block
from juluo.core.models import Member
from juluo.mall.models import Product
from juluo.mall.queries.catalog import cheapest, offers_of, products_named

_OFFERED = 12


def draw_products(slugs: Sequence[str], viewer: Member | None) -> dict[str, str]:
    """Draw the cards of these products at the viewer's prices; one off sale is left out."""
    rung = viewer.rung if viewer else None
    cards = ((product, cheapest(offers_of(product, rung))) for product in products_named(slugs, rung))
    return {
        product.slug: render_to_string("mall/card.html", {"product": product, "offer": offer})
        for product, offer in cards
    }


def choose_products(words: str) -> list[Choice]:
    """The latest products on sale by words in their names."""
    found = Product.objects.on_sale().order_by("-published_at", "-id")
    named = found.filter(title__icontains=words) if words else found
    return [Choice("product", slug, title) for slug, title in named.values_list("slug", "title")[:_OFFERED]]


register_block("product", draw_products, choose_products)
