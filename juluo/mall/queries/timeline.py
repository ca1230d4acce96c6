"""The story of an order in steps, for its page."""

from typing import Any

from django.utils.translation import gettext as _

from juluo.mall.models import Order, OrderState


def steps_of(order: Order) -> list[dict[str, Any]]:
    """Steps for `components.html#steps`: what happened, and what comes next."""
    happened = [(_("Ordered"), order.placed_at), (_("Paid"), order.paid_at)]
    if order.travels:
        happened += [(_("Shipped"), order.shipped_at), (_("Delivered"), order.delivered_at)]
    elif not order.support:
        happened += [(_("Opened to you"), order.delivered_at)]
    ended = {
        OrderState.CANCELLED: (_("Cancelled"), order.cancelled_at),
        OrderState.LAPSED: (_("Not paid in time"), order.lapsed_at),
    }.get(order.state)
    steps = [{"label": label, "at": at, "state": "done"} for label, at in happened if at]
    if ended:
        return [*steps, {"label": ended[0], "at": ended[1], "state": "bad", "note": order.cancel_reason}]
    if order.state == OrderState.REFUNDED:
        return [*steps, {"label": _("Refunded"), "at": None, "state": "done"}]
    to_come = [{"label": label, "at": None, "state": ""} for label, at in happened if not at]
    if to_come:
        to_come[0]["state"] = "now"
    return [*steps, *to_come]
