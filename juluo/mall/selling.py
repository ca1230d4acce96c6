"""The mall's side of the port by which what the IP makes is sold."""

from uuid import UUID

from django.urls import reverse

from juluo.core.models import Member
from juluo.ip.selling import Due, Shop, kind_of, open_shop
from juluo.mall.operations.rights import order_right
from juluo.mall.queries.rights import offers_of_rights


def selling_page(right: str) -> str:
    """Where staff put a right on sale; "" for one that no page sells."""
    kind, _colon, key = right.partition(":")
    view = {"post": "mall_studio:post_sale", "series": "mall_studio:series_sale"}.get(kind)
    if view is None and kind_of(right):
        return reverse("mall_studio:right_sale", args=[right])
    return reverse(view, args=[key]) if view else ""


def place(right: str, buyer: Member, visitor: UUID | None, pieces: int) -> Due:
    order = order_right(buyer, right, visitor=visitor, pieces=pieces)
    view = "mall:order" if order.paid_at else "mall:order_payment"
    return Due(ref=order.ref, total=order.total, url=reverse(view, args=[order.ref]))


open_shop(Shop(offers_of_rights, selling_page, place))
