"""The mall's side of the port by which what the IP makes is sold."""

from django.urls import reverse

from juluo.ip.selling import Shop, open_shop
from juluo.mall.queries.rights import offers_of_rights


def selling_page(right: str) -> str:
    """Where staff put a right on sale; "" for one that no page sells."""
    kind, _colon, key = right.partition(":")
    view = {"post": "mall_studio:post_sale", "series": "mall_studio:series_sale"}.get(kind)
    return reverse(view, args=[key]) if view else ""


open_shop(Shop(offers_of_rights, selling_page))
