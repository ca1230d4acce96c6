"""Selling what opens something: a post, or all parts of a series."""

from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Router
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input, Line, Minor
from juluo.core.http import first_or_404
from juluo.core.money import Money
from juluo.ip.rules.audience import right_to_post, right_to_series
from juluo.ip.selling import name_of_right
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
    return _sold(request, right_to_post(post_id), said)


@router.put("/studio/series/{uuid:series_id}/sale", auth=_may_sell, response=ProductOut, summary="Sell a series")
def sell_series(request: ApiRequest, series_id: UUID, said: SaleIn) -> ProductOut:
    """Put all its parts on sale as one product. One that is sold already keeps its title and its price."""
    return _sold(request, right_to_series(series_id), said)


@router.put("/studio/rights/{right}/sale", auth=_may_sell, response=ProductOut, summary="Sell a right")
def sell_any(request: ApiRequest, right: str, said: SaleIn) -> ProductOut:
    """Put on sale whatever a right of the IP opens, like "question". One that is sold already keeps title and price."""
    return _sold(request, right, said)


def _sold(request: ApiRequest, right: str, said: SaleIn) -> ProductOut:
    title = name_of_right(right)
    if not title:
        raise Http404
    price = Money(said.price_minor, request.space.currency)
    product = sell_right(right, title=said.title or title, price=price)
    return ProductOut.of(first_or_404(products_named([product.slug], None)), None)
