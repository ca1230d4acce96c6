"""Rights that are bought: put on sale, held by who paid, and ended with the money that went back."""

from django.db import transaction

from juluo.core.entitlements import grant, revoke
from juluo.core.facts import record
from juluo.core.models import Entitlement, Space
from juluo.core.money import Money
from juluo.core.spaces import acting_space_id
from juluo.mall.facts import AccessEnded, AccessGiven
from juluo.mall.models import Order, OrderLine, Product
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product
from juluo.mall.queries.rights import product_of_right
from juluo.mall.rules.orders import went_back


@transaction.atomic
def sell_right(right: str, *, title: str, price: Money) -> Product:
    """Put a right on sale as a product of its own. One that is sold already keeps its title and its price."""
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())  # one is put on sale after the other
    known = product_of_right(right)
    if known is None:
        kind, _colon, key = right.partition(":")
        draft = VariantDraft(sku=f"{kind}-{key}"[:60], price_minor=price.minor, currency=price.currency)
        known = write_product(ProductText(title=title, right=right), [draft])
    return publish_product(known)


@transaction.atomic
def settle_rights(order: Order) -> None:
    """Bring the rights that the order's lines give to where the order stands: held once paid, ended once given back."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.paid_at is None:
        return
    for line in order.lines.select_related("variant__product").order_by("id"):
        if line.variant and line.variant.product.right:
            _settle(order, line, line.variant.product.right)


def _settle(order: Order, line: OrderLine, right: str) -> None:
    reason = f"order-line:{line.pk}"
    held = Entitlement.objects.filter(reason=reason, revoked_at=None).exists()
    if went_back(line):
        if revoke(reason=reason):
            record(AccessEnded(order_id=order.pk, line_id=line.pk, right=right))
    elif not held:
        grant(order.buyer, right, reason=reason)
        record(AccessGiven(order_id=order.pk, line_id=line.pk, right=right))
