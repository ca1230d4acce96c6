from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import TRADE_RECORDS, Holding, hold
from juluo.mall.models import CartLine, Order, OrderLine, Refund

_ORDER = [
    "ref", "address", "note", "currency", "goods_minor", "shipping_minor", "total_minor", "refunded_minor", "placed_at",
    "paid_at", "shipped_at", "carrier", "parcel_number", "delivered_at", "cancelled_at", "cancel_reason",
]  # fmt: skip

hold(
    Holding(
        model=Order,
        title=_("Orders"),
        member="buyer",
        shown=_ORDER,
        erased={"address": {}, "note": "", "visitor": None, "parcel_number": ""},
        since="placed_at",
        kept=TRADE_RECORDS,
        why=_("Orders and their addresses are kept three years (E-commerce Law, article 31); then the address goes."),
    ),
    Holding(
        model=OrderLine,
        title=_("Order lines"),
        member="order__buyer",
        shown=["order__ref", "title", "quantity", "unit_minor", "total_minor", "refunded_minor"],
    ),
    Holding(
        model=Refund,
        title=_("Refunds"),
        member="order__buyer",
        shown=["order__ref", "goods_minor", "shipping_minor", "reason", "made_at", "settled_at"],
    ),
    Holding(
        model=CartLine,
        title=_("Cart"),
        member="holder",
        shown=["variant__product__title", "quantity", "added_at"],
        deleted=True,
    ),
)
