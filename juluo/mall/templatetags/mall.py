"""What the mall's pages say of prices and orders."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from juluo.core.chronicle import reason_of
from juluo.core.money import Money
from juluo.core.words import Rung
from juluo.ip.rules.markdown import told as told_safely
from juluo.ip.selling import is_by_subject, page_of_right
from juluo.mall.models import Order, OrderLine, OrderState, Product, Refund
from juluo.mall.operations.support import CHOSEN
from juluo.mall.queries.carts import CartRow
from juluo.mall.queries.catalog import Offer
from juluo.mall.rules.orders import MOST_OF_ONE
from juluo.mall.rules.prices import LIST, Price

register = template.Library()
_LITTLE = 10

_TONES = {
    OrderState.PLACED: "warn", OrderState.PAID: "info", OrderState.SHIPPED: "info", OrderState.DELIVERED: "ok",
    OrderState.LAPSED: "bad", OrderState.CANCELLED: "bad", OrderState.REFUNDED: "bad",
}  # fmt: skip


_SUPPORT = {
    OrderState.LAPSED: gettext_lazy("It was not paid in time. Nothing was charged."),
    OrderState.DELIVERED: gettext_lazy("Thank you for your support."),
}


@register.filter
def was(price: Price | None) -> Money | None:
    """The list price to strike through, when this buyer pays less. It is a true price: anybody may pay it."""
    return price.listed if price and price.unit != price.listed else None


@register.filter
def price_reason(price: Price | None) -> str:
    """Say why this price applies; nothing for the list price."""
    return reason_in_words(price.reason) if price and price.reason != LIST else ""


def reason_in_words(reason: str) -> str:
    if reason == CHOSEN:
        return _("The amount its giver chose")
    kind, _colon, rung = reason.partition(":")
    if kind == "rung" and rung in Rung.values:
        return _("%(rung)s price") % {"rung": Rung(rung).label}
    return _("List price")


@register.filter
def opens(line: OrderLine) -> str:
    """Where what the line gave a right to is read; "" for goods."""
    return page_of_right(line.right) if line.order.paid_at else ""


@register.filter
def page_of(product: Product) -> str:
    """Where what a product opens is read; "" for goods."""
    return page_of_right(product.right)


@register.filter
def chosen_elsewhere(product: Product) -> bool:
    """Whether it is bought on the page of what it opens, where its buyer says what it is for."""
    return is_by_subject(product.right)


@register.filter
def why(refund: Refund) -> str:
    """Why money went back, in words."""
    return reason_of({"reason": refund.reason})


@register.filter
def sold_out(offer: Offer | None) -> bool:
    return offer is None or offer.left == 0


@register.filter
def most_of(offer: Offer) -> int:
    """How many pieces of it somebody may choose now."""
    return min(offer.left, offer.variant.limit_per_member or MOST_OF_ONE, MOST_OF_ONE)


@register.filter
def stock_note(offer: Offer) -> str:
    """Say what is left when it is little, and how many one may buy when that is limited; else nothing."""
    if not offer.left:
        return _("Sold out")
    if offer.left < _LITTLE:
        return _("Only %(left)d left") % {"left": offer.left}
    if limit := offer.variant.limit_per_member:
        return _("%(limit)d for each buyer") % {"limit": limit}
    return ""


@register.filter
def problem_of(row: CartRow) -> str:
    sentences = {
        "off_sale": _("No longer on sale"),
        "sold_out": _("Sold out"),
        "too_many": _("Only %(left)d left") % {"left": row.left},
    }
    return sentences.get(row.problem, "")


@register.filter
def state_tone(order: Order) -> str:
    return _TONES[order.state]


_OPENS = {
    OrderState.LAPSED: gettext_lazy("It was not paid in time, so nothing was bought."),
    OrderState.DELIVERED: gettext_lazy("Paid. What you bought is open to you: follow its title."),
}
"""Of orders that have nothing to ship."""


@register.filter
def state_label(order: Order) -> str:
    """Where the order stands, in a word; support is paid, and never delivered; what opens something is open."""
    if order.state != OrderState.DELIVERED or order.travels:
        return str(order.state.label)
    return pgettext("order", "Support, paid") if order.support else pgettext("order", "Opened")


@register.filter
def headline(order: Order) -> str:
    """One sentence: where the order stands and what comes next."""
    if order.support and order.state in _SUPPORT:
        return str(_SUPPORT[order.state])
    if not order.travels and order.state in _OPENS:
        return str(_OPENS[order.state])
    return {
        OrderState.PLACED: _("Waiting for your payment. This page notices it by itself."),
        OrderState.LAPSED: _("It was not paid in time, so the goods went back on the shelf."),
        OrderState.PAID: _("Paid. It will be shipped soon."),
        OrderState.SHIPPED: _("It is on its way to you."),
        OrderState.DELIVERED: _("It has arrived. Enjoy it."),
        OrderState.REFUNDED: _("The money was given back."),
        OrderState.CANCELLED: _("This order was cancelled."),
    }[order.state]


@register.filter
def line_note(line: OrderLine) -> str:
    """The reason of the price, and what was given back."""
    reason = reason_in_words(line.price_reason) if line.price_reason != LIST else ""
    if not line.refunded_minor:
        return reason
    back = _("%(amount)s given back") % {"amount": Money(line.refunded_minor, line.order.currency).amount}
    return f"{reason} · {back}".strip(" ·")


@register.filter
def told(text: str) -> SafeString:
    """Show a product's story: Markdown made safe."""
    return told_safely(text)


@register.filter
def refund_amount(refund: Refund, currency: str) -> Money:
    return Money(refund.total_minor, currency)
