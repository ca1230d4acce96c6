"""Products as lists and pages show them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from juluo.core.examples import titled_as_example
from juluo.core.models import Reading
from juluo.core.search.finding import subjects_found
from juluo.core.search.registry import EVERYONE
from juluo.core.search.terms import question_of
from juluo.mall.models import Product, Variant
from juluo.mall.queries.pricing import left_of, price_for, with_offers_of
from juluo.mall.rules.prices import Price

KIND = "product"
"""What products are called in the index of search."""


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
    """What is on sale and answers to the words; no words find everything."""
    found = products_on_sale(rung)
    if not words.strip():
        return found
    return found.filter(id__in=subjects_found(question_of(words), kind=KIND, audiences=[EVERYONE]))


def example_products() -> QuerySet[Product]:
    """Products still titled as examples that are not on sale, in the order they were made."""
    return Product.objects.filter(titled_as_example(), published_at=None, archived_at=None).order_by("id")


def products_named(slugs: Sequence[str], rung: str | None) -> list[Product]:
    """Those of the named products that are on sale, loaded `with_offers`, in no order."""
    products, offered = _named(slugs), defaultdict[UUID, list[Variant]](list)
    for variant in _offered([each.id for each in products], rung or ""):
        offered[variant.product_id].append(variant)
    for product in products:
        product.offered = offered[product.id]  # type: ignore[attr-defined] # as `with_offers` puts it there
    return products


def with_offers(products: QuerySet[Product], rung: str | None) -> QuerySet[Product]:
    return products.select_related("picture").prefetch_related(
        Prefetch("variants", queryset=_variants(rung), to_attr="offered")
    )


def _variants(rung: str | None) -> QuerySet[Variant]:
    return with_offers_of(Variant.objects.filter(archived_at=None).order_by("position"), rung)


_named = Reading(lambda slugs: Product.objects.on_sale().filter(slug__in=slugs).select_related("picture"))
_offered = Reading(lambda ids, rung: _variants(rung).filter(product__in=ids))


def offers_of(product: Product, rung: str | None) -> list[Offer]:
    """The offers of a product loaded by `with_offers` or `products_named`."""
    variants: list[Variant] = product.offered  # type: ignore[attr-defined] # put there when it was loaded
    return [Offer(each, price_for(each, rung), left_of(each)) for each in variants]


def cheapest(offers: list[Offer]) -> Offer | None:
    """The offer a card shows: the cheapest that is left, else the cheapest."""
    ranked = sorted(offers, key=lambda offer: (offer.left == 0, offer.price.unit.minor))
    return ranked[0] if ranked else None


def goods_by_slug(slugs: Collection[str] | None) -> list[tuple[str, str]]:
    """How articles of the covenant call products, and their titles; of None, the twenty that were made last."""
    known = Product.objects.filter(archived_at=None).order_by("-id").values_list("slug", "title")
    return list(known[:20] if slugs is None else known.filter(slug__in=list(slugs)))
