"""Products on sale as search finds them: by title, by the names of their variants, by what they tell."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.search.index import register_searchable
from juluo.core.search.registry import Document, Searchable
from juluo.mall.facts import ProductChanged
from juluo.mall.models import Product, Variant
from juluo.mall.queries.catalog import KIND


def product_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    products = list(Product.objects.on_sale().filter(id__in=subjects))
    variants = list(Variant.objects.filter(product__in=products, archived_at=None).order_by("position"))
    for product in products:
        tags = [each.title for each in variants if each.product_id == product.pk and each.title]
        yield Document(
            id=product.pk, title=product.title, text=f"{product.summary}\n{product.story}", tags=tags,
            page="mall:product", called=product.slug, note=product.summary, at=product.published_at or product.made_at,
        )  # fmt: skip


register_searchable(
    Searchable(kind=KIND, title=_("Products"), icon="box", subjects=Product.objects.all, documents=product_documents),
    changed_by=[ProductChanged],
)
