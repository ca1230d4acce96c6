from juluo.mall.models.cart import CartLine
from juluo.mall.models.catalog import Product, ProductQuerySet, RungPrice, ShippingZone, Stock, Variant
from juluo.mall.models.order import Order, OrderLine, OrderState, Refund, RefundLine
from juluo.mall.models.returned import ReturnedPayment

__all__ = [
    "CartLine",
    "Order",
    "OrderLine",
    "OrderState",
    "Product",
    "ProductQuerySet",
    "Refund",
    "RefundLine",
    "ReturnedPayment",
    "RungPrice",
    "ShippingZone",
    "Stock",
    "Variant",
]
