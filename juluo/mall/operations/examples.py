"""A first product to look at and to rewrite: a draft that says of itself that it is an example."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.examples import example_title, laid_out_alone
from juluo.core.ids import uuid7
from juluo.core.models import Space
from juluo.core.money import exponent_of
from juluo.core.spaces import acting_space_id
from juluo.core.words import Rung
from juluo.mall.models import Product
from juluo.mall.operations.catalog import ProductText, VariantDraft, archive_product, write_product
from juluo.mall.queries.catalog import example_products

_PRICES = {"": 100, Rung.FAN.value: 95, Rung.ANGEL.value: 90, Rung.PARTNER.value: 85}
"""In major units, by rung."""


@transaction.atomic
def write_example_product() -> Product:
    """Write a product with a price for each rung, not on sale. While there is such a draft, nothing changes."""
    with laid_out_alone():
        known = example_products().first()
        if known:
            return known
        text = ProductText(title=example_title(_("First product")), summary=_("What it is, and who made it."))
        return write_product(text, [_variant()])


@transaction.atomic
def archive_example_products() -> int:
    """Put away the products still titled as examples and not on sale. Return how many."""
    going = list(example_products())
    for product in going:
        archive_product(product)
    return len(going)


def new_sku() -> str:
    """A SKU for a variant that nobody named yet."""
    return f"P-{uuid7().hex[-8:].upper()}"


def _variant() -> VariantDraft:
    currency = Space.objects.values_list("currency", flat=True).get(pk=acting_space_id())
    whole = 10 ** exponent_of(currency)
    prices = {rung: major * whole for rung, major in _PRICES.items()}
    listed = prices.pop("")
    return VariantDraft(sku=new_sku(), price_minor=listed, currency=currency, rung_prices=prices, on_hand=10)
