"""What the mall offers: staff write, price, publish and archive products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.ip.selling import is_by_subject
from juluo.mall.facts import ProductChanged
from juluo.mall.models import Product, RungPrice, Stock, Variant
from juluo.mall.operations.stock import correct_stock


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductText:
    """What a product says of itself. `right` is what it opens if it is no goods; "" leaves it as it is.

    So does None of `asks_covenant`: whether only who accepted the covenant in force buys it.
    """

    title: str
    slug: str = ""
    summary: str = ""
    story: str = ""
    option_names: str = ""
    picture: Media | None = None
    right: str = ""
    asks_covenant: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantDraft:
    """A variant as staff write it; money in minor units. `id` None makes a new one. `on_hand` None leaves stock."""

    id: UUID | None = None
    sku: str
    title: str = ""
    price_minor: int
    currency: str
    rung_prices: Mapping[str, int] = field(default_factory=dict)
    on_hand: int | None = None
    limit_per_member: int | None = None
    return_days: int = 7


@transaction.atomic
def write_product(text: ProductText, variants: Sequence[VariantDraft], *, product: Product | None = None) -> Product:
    """Write a product with its variants, prices and stock. Variants left out are archived.

    Refused: `no_variant`, `slug_taken`, `sku_taken`, `below_reserved`.
    """
    if not variants:
        raise Refused(_("A product needs at least one variant with a price."), code="no_variant")
    product = Product(made_at=clock.now()) if product is None else product
    what = "written" if product._state.adding else "changed"
    product.title, product.summary, product.story = text.title, text.summary, text.story
    product.option_names, product.picture = text.option_names, text.picture
    product.right = text.right or product.right
    if text.asks_covenant is not None:
        product.asks_covenant = text.asks_covenant
    product.slug = text.slug or product.slug or _free_slug(text.title)
    _save(product, _("Another product has this address already."), code="slug_taken", name="slug")
    kept = [_write_variant(product, draft, position) for position, draft in enumerate(variants)]
    left_out = product.variants.filter(archived_at=None).exclude(id__in=[each.id for each in kept])
    left_out.update(archived_at=clock.now())
    record(ProductChanged(product_id=product.id, what=what))
    renew_pages()
    return product


@transaction.atomic
def publish_product(product: Product) -> Product:
    """Put a product on sale. Publishing again changes nothing."""
    return _set_state(product, "published", published_at=product.published_at or clock.now(), archived_at=None)


@transaction.atomic
def withdraw_product(product: Product) -> Product:
    """Take a product off sale; orders keep what they hold."""
    return _set_state(product, "withdrawn", published_at=None)


@transaction.atomic
def archive_product(product: Product) -> Product:
    """Put a product away: it is in no list any more; orders keep what they hold. Twice changes nothing."""
    return _set_state(product, "archived", published_at=None, archived_at=product.archived_at or clock.now())


def _set_state(product: Product, what: str, **state: object) -> Product:
    if all(getattr(product, name) == value for name, value in state.items()):
        return product
    for name, value in state.items():
        setattr(product, name, value)
    product.save(update_fields=list(state))
    record(ProductChanged(product_id=product.id, what=what))
    renew_pages()
    return product


def _write_variant(product: Product, draft: VariantDraft, position: int) -> Variant:
    variant = product.variants.filter(id=draft.id).first() if draft.id else None
    variant = variant or Variant(product=product)
    variant.sku, variant.title, variant.position = draft.sku, draft.title, position
    variant.price_minor, variant.currency = draft.price_minor, draft.currency
    variant.limit_per_member, variant.return_days = draft.limit_per_member, draft.return_days
    if product.right:  # a right is held or not: nobody buys it twice, and reading cannot be sent back
        variant.limit_per_member, variant.return_days = None if is_by_subject(product.right) else 1, 0
    variant.archived_at = None
    _save(variant, _("Another variant has this SKU already."), code="sku_taken", name="sku")
    variant.rung_prices.exclude(rung__in=draft.rung_prices).delete()
    for rung, minor in draft.rung_prices.items():
        RungPrice.objects.update_or_create(variant=variant, rung=rung, defaults={"minor": minor})
    Stock.objects.get_or_create(variant=variant)
    if draft.on_hand is not None:
        correct_stock(variant, on_hand=draft.on_hand, reason="product")
    return variant


def _save(row: Product | Variant, sentence: str, *, code: str, name: str) -> None:
    """Save, turning a broken unique constraint into a refusal beside the field."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(sentence, code=code, field=name) from error


def _free_slug(title: str) -> str:
    """A short address from the title that no product has yet."""
    stem = slugify(title, allow_unicode=True)[:60] or "product"
    taken = set(Product.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
