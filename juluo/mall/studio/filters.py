"""What the lists of orders and of products are asked for."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core import days
from juluo.core.indexes import Index, register_index
from juluo.mall.forms.studio import OrderFilterForm, ProductFilterForm
from juluo.mall.models import Order, OrderState, Product
from juluo.mall.queries.search import orders_matching, products_matching

_TABS = (OrderState.PAID, OrderState.PLACED, OrderState.SHIPPED, OrderState.DELIVERED, OrderState.REFUNDED,
         OrderState.CANCELLED, OrderState.LAPSED)  # fmt: skip
ORDERS = register_index(
    Index(
        "mall_studio:orders", "orders.read", ("q", "state", "since", "until"),
        ((_("All"), ""), *((each.label, f"state={each.value}") for each in _TABS)),
    )
)  # fmt: skip
PRODUCTS = register_index(
    Index(
        "mall_studio:products", "products.write", ("q", "state"),
        (
            (_("All"), ""),
            (_("On sale"), "state=on_sale"),
            (pgettext_lazy("tab", "Drafts"), "state=draft"),
        ),
    )
)  # fmt: skip


def orders_asked(given: QueryDict) -> tuple[QuerySet[Order], OrderFilterForm]:
    """The orders that these filters show, and the filters as they are understood: what is no filter is left out."""
    form = OrderFilterForm(given)
    asked = _understood(form)
    since, until = asked.get("since"), asked.get("until")
    found = orders_matching(
        asked.get("q", ""), asked.get("state", ""),
        days.began(since) if since else None, days.ended(until) if until else None,
    )  # fmt: skip
    return found, form


def products_asked(given: QueryDict) -> tuple[QuerySet[Product], ProductFilterForm]:
    form = ProductFilterForm(given)
    asked = _understood(form)
    return products_matching(asked.get("q", ""), asked.get("state", "")), form


def _understood(form: Any) -> dict[str, Any]:
    form.is_valid()
    return dict(form.cleaned_data)
