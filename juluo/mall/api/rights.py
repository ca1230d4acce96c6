"""Selling what opens something: a post, or all parts of a series."""

from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input, Line, Minor
from juluo.core.http import first_or_404, get_or_404
from juluo.core.money import Money
from juluo.ip.models import Post, Series
from juluo.ip.rules.audience import right_to_post, right_to_series
from juluo.mall.api.schemas import ProductOut
from juluo.mall.operations.rights import sell_right
from juluo.mall.queries.catalog import products_named

router = Router(tags=["studio"])
_may_sell = permission("products.write")


class SaleIn(Input):
    """At which price, in minor units of the space's currency, and under which title; "" is the title it has."""

    price_minor: Minor
    title: Annotated[Line, Field(max_length=160)] | None = None


@router.put("/studio/posts/{uuid:post_id}/sale", auth=_may_sell, response=ProductOut, summary="Sell a post")
def sell_post(request: ApiRequest, post_id: UUID, said: SaleIn) -> ProductOut:
    """Put it on sale as a product. One that is sold already keeps its title and its price."""
    found = get_or_404(Post.objects.all(), id=post_id)
    return _sold(request, right_to_post(found.pk), found.title, said)


@router.put("/studio/series/{uuid:series_id}/sale", auth=_may_sell, response=ProductOut, summary="Sell a series")
def sell_series(request: ApiRequest, series_id: UUID, said: SaleIn) -> ProductOut:
    """Put all its parts on sale as one product. One that is sold already keeps its title and its price."""
    found = get_or_404(Series.objects.all(), id=series_id)
    return _sold(request, right_to_series(found.pk), found.title, said)


def _sold(request: ApiRequest, right: str, title: str, said: SaleIn) -> ProductOut:
    price = Money(said.price_minor, request.space.currency)
    product = sell_right(right, title=said.title or title, price=price)
    return ProductOut.of(first_or_404(products_named([product.slug], None)), None)
