"""Products as lists and pages show them."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from juluo.core.examples import titled_as_example
from juluo.mall.models import Product, Variant
from juluo.mall.queries.pricing import left_of, price_for, with_offers_of
from juluo.mall.rules.prices import Price

_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant with this viewer's price and what is left of it."""

    variant: Variant
    price: Price
    left: int


def products_on_sale(rung: str | None) -> QuerySet[Product]:
    """What is on sale, newest first, with everything a card shows (one more query for any number)."""
    return with_offers(Product.objects.on_sale(), rung).order_by("-published_at", "-id")


def products_found(rung: str | None, words: str) -> QuerySet[Product]:
    """What is on sale and has every one of the words in its title or summary; no words find everything."""
    found = products_on_sale(rung)
    for word in words.split()[:_MOST_WORDS]:
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return found


def example_products() -> QuerySet[Product]:
    """Products still titled as examples that are not on sale, in the order they were made."""
    return Product.objects.filter(titled_as_example(), published_at=None, archived_at=None).order_by("id")


def with_offers(products: QuerySet[Product], rung: str | None) -> QuerySet[Product]:
    variants = Variant.objects.filter(archived_at=None).order_by("position")
    return products.select_related("picture").prefetch_related(
        Prefetch("variants", queryset=with_offers_of(variants, rung), to_attr="offered")
    )


def offers_of(product: Product, rung: str | None) -> list[Offer]:
    """The offers of a product loaded by `with_offers`."""
    variants: list[Variant] = product.offered  # type: ignore[attr-defined] # put there by the prefetch
    return [Offer(each, price_for(each, rung), left_of(each)) for each in variants]


def cheapest(offers: list[Offer]) -> Offer | None:
    """The offer a card shows: the cheapest that is left, else the cheapest."""
    ranked = sorted(offers, key=lambda offer: (offer.left == 0, offer.price.unit.minor))
    return ranked[0] if ranked else None
