"""What is sold first: one product, its price, its stock and, for those closer, its prices by rung."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from juluo.core.examples import is_example
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.mall.models import Product, Variant
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, withdraw_product, write_product
from juluo.mall.operations.examples import new_sku


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOffer:
    """`price_minor` in minor units of the space's currency; `on_sale` puts it on the shelf, else it is a draft."""

    title: str
    summary: str
    price_minor: int
    on_hand: int
    on_sale: bool


def first_product() -> Product | None:
    """The product the space began with, as far as it still has it."""
    found: Product | None = Product.objects.filter(archived_at=None).order_by("id").first()
    return found


def first_variant(product: Product) -> Variant | None:
    """Its first form, with `stocks` and `rung_prices` loaded."""
    return next(iter(_variants(product)), None)


@transaction.atomic
def settle_offer(said: FirstOffer) -> Product:
    """Write the first product, out of the example if there is one. The same answer again changes nothing."""
    space = Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    product = first_product() or Product()
    drafts = [] if product._state.adding else [_draft_of(each) for each in _variants(product)]
    first = drafts[0] if drafts else VariantDraft(sku=new_sku(), price_minor=0, currency=space.currency)
    rungs = _prices_at(said.price_minor, first)
    wanted = replace(first, price_minor=said.price_minor, currency=space.currency, on_hand=said.on_hand,
                     rung_prices=rungs)  # fmt: skip
    if (product.title, product.summary, first) != (said.title, said.summary, wanted):
        product = _written(product, said, [wanted, *(replace(each, on_hand=None) for each in drafts[1:])])
    return publish_product(product) if said.on_sale else withdraw_product(product)


@transaction.atomic
def settle_rung_prices(prices: Mapping[str, int]) -> Product | None:
    """Give the first product its prices by rung, in minor units. Without a product, nothing happens."""
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    product = first_product()
    if product is None or first_variant(product) is None:
        return None
    first, *others = [_draft_of(each) for each in _variants(product)]
    if dict(first.rung_prices) == dict(prices):
        return product
    drafts = [replace(each, on_hand=None) for each in (replace(first, rung_prices=prices), *others)]
    return write_product(_text_of(product), drafts, product=product)


def _written(product: Product, said: FirstOffer, drafts: list[VariantDraft]) -> Product:
    """A new product, or the one there is; an example's address goes with its name."""
    text = replace(_text_of(product), title=said.title, summary=said.summary)
    if product._state.adding:
        return write_product(replace(text, slug=""), drafts)
    if is_example(product.title):
        product.slug, text = "", replace(text, slug="")
    return write_product(text, drafts, product=product)


def _prices_at(minor: int, before: VariantDraft) -> Mapping[str, int]:
    """The prices by rung in the proportion they had to the price before: a fan never pays more than everybody."""
    if not before.price_minor:
        return before.rung_prices
    return {rung: each * minor // before.price_minor for rung, each in before.rung_prices.items()}


def _text_of(product: Product) -> ProductText:
    names = ("title", "slug", "summary", "story", "option_names", "picture")
    return ProductText(**{name: getattr(product, name) for name in names})


def _variants(product: Product) -> list[Variant]:
    rows = product.variants.filter(archived_at=None).order_by("position")
    return list(rows.prefetch_related("stocks", "rung_prices"))


def _draft_of(variant: Variant) -> VariantDraft:
    return VariantDraft(
        id=variant.id,
        sku=variant.sku,
        title=variant.title,
        price_minor=variant.price_minor,
        currency=variant.currency,
        rung_prices={each.rung: each.minor for each in variant.rung_prices.all()},
        on_hand=sum(stock.on_hand for stock in variant.stocks.all()),
        limit_per_member=variant.limit_per_member,
        return_days=variant.return_days,
    )
