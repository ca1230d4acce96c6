"""What staff do to many orders or products at once. Each row is the verb of its own page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from juluo.core.bulk import Deed, register_deed
from juluo.mall.models import Order, Product
from juluo.mall.operations.catalog import publish_product, withdraw_product
from juluo.mall.operations.orders import deliver_order, ship_order
from juluo.mall.rules.orders import check_shippable


def _order(ref: str) -> Order | None:
    found: Order | None = Order.objects.filter(ref=ref).first()
    return found


def _product(slug: str) -> Product | None:
    found: Product | None = Product.objects.filter(slug=slug).first()
    return found


def _ship(order: Order, told: Mapping[str, Any]) -> None:
    ship_order(order, carrier=told["carrier"], parcel_number=told["parcel_number"])


def _deliver(order: Order, _told: Mapping[str, Any]) -> None:
    deliver_order(order)


def _pack(order: Order, _told: Mapping[str, Any]) -> dict[str, Any]:
    """Write the packing slip: where the parcel goes and what is in it, without what was given back."""
    check_shippable(order)
    left = ((line.title, line.quantity - line.refunded_quantity) for line in order.all_lines)
    things = [{"title": title, "quantity": quantity} for title, quantity in left if quantity]
    return {"ref": order.ref, "address": order.address, "note": order.note, "things": things}


def _publish(product: Product, _told: Mapping[str, Any]) -> None:
    publish_product(product)


def _withdraw(product: Product, _told: Mapping[str, Any]) -> None:
    withdraw_product(product)


_ORDERS, _PRODUCTS = "mall_studio:orders", "mall_studio:products"
SHIP = register_deed(Deed("orders.ship", _("Ship orders"), "orders.ship", _ORDERS, _order, _ship))
DELIVER = register_deed(Deed("orders.deliver", _("Mark as delivered"), "orders.ship", _ORDERS, _order, _deliver))
PACK = register_deed(Deed("orders.pack", _("Print packing slips"), "orders.read", _ORDERS, _order, _pack))
PUBLISH = register_deed(Deed("products.publish", _("Put on sale"), "products.write", _PRODUCTS, _product, _publish))
WITHDRAW = register_deed(
    Deed("products.withdraw", _("Take off sale"), "products.write", _PRODUCTS, _product, _withdraw)
)
