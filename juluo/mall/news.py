"""What the mall tells people."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, Law, register_kinds

_SAMPLE = {"ref": "26A7KQ2M", "total": {"minor": 16800, "currency": "CNY"}}
CONFIRMATION = Law(
    "Directive 2011/83/EU, article 8(7): confirmation of the contract on a durable medium",
    _("Consumer law of the European Union asks for a confirmation of what you bought that you can keep, so this mail "
      "is always sent."),
)  # fmt: skip

ORDER_TO_SHIP = "mall.order_to_ship"
ORDER_CONFIRMED = "mall.order_confirmed"
ORDER_SHIPPED = "mall.order_shipped"
ORDER_REFUNDED = "mall.order_refunded"

register_kinds(
    Kind(
        key=ORDER_CONFIRMED,
        audience=Audience.MEMBER,
        label=_("An order of mine is paid"),
        title=_("Your order %(ref)s is paid"),
        text=_(
            "We received %(total)s. What you bought, at which price, and how to reach us stands on the order's page."
        ),
        action=_("Look at the order"),
        view="mall:order",
        view_args=["ref"],
        icon="order",
        laws={Channel.MAIL: CONFIRMATION},
        sample=_SAMPLE,
    ),
    Kind(
        key=ORDER_SHIPPED,
        audience=Audience.MEMBER,
        label=_("An order of mine is on its way"),
        title=_("Your order %(ref)s is on its way"),
        text=_("The parcel has left. Its number and every step stand on the page of the order."),
        action=_("Follow the parcel"),
        view="mall:order",
        view_args=["ref"],
        icon="truck",
        sample=_SAMPLE,
    ),
    Kind(
        key=ORDER_REFUNDED,
        audience=Audience.MEMBER,
        label=_("Money goes back on an order of mine"),
        title=_("%(total)s goes back to you for order %(ref)s"),
        text=_("It takes the way you paid by. When it has arrived is shown on the page of the order."),
        action=_("Look at the refund"),
        view="mall:order",
        view_args=["ref"],
        icon="undo",
        sample=_SAMPLE,
    ),
    Kind(
        key=ORDER_TO_SHIP,
        audience=Audience.STAFF,
        permission="orders.read",
        label=_("An order is paid and waits to be shipped"),
        title=_("Order %(ref)s is paid"),
        text=_("%(total)s came in. The goods wait to be shipped."),
        action=_("Ship it"),
        view="mall_studio:order",
        view_args=["ref"],
        icon="order",
        sample=_SAMPLE,
    ),
)
