"""Rights that are bought: put on sale, ordered, held by who paid, and ended with the money that went back."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.entitlements import grant, revoke
from juluo.core.facts import record
from juluo.core.models import Entitlement, Member, Space
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.ip.selling import Bought, chosen_for, kind_of, product_right
from juluo.mall.facts import AccessEnded, AccessGiven
from juluo.mall.models import Order, OrderLine, Product
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product
from juluo.mall.operations.orders import Checkout, place_order
from juluo.mall.operations.refunds import Giving, refund_order
from juluo.mall.operations.support import place_support
from juluo.mall.queries.rights import cheapest_of_right, order_standing_for, product_of_right
from juluo.mall.rules.orders import went_back, whole_rest


@transaction.atomic
def sell_right(right: str, *, title: str, price: Money) -> Product:
    """Put a right on sale as a product of its own. One that is sold already keeps its title and its price."""
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())  # one is put on sale after the other
    known = product_of_right(right)
    if known is None:
        kind, _colon, key = right.partition(":")
        sku = f"{kind}-{key}" if key else kind
        draft = VariantDraft(sku=sku[:60], price_minor=price.minor, currency=price.currency)
        known = write_product(ProductText(title=title, right=right), [draft])
    return publish_product(known)


@transaction.atomic
def order_right(buyer: Member, right: str, *, visitor: UUID | None = None, pieces: int = 1) -> Order:
    """Order one right by itself. While an order of the buyer's for it can be paid or is paid, it is that one.

    Refused with `not_on_sale`, and with what `place_order` refuses.
    """
    Member.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # one order after the other
    if standing := order_standing_for(buyer, right):
        return standing
    if chosen := chosen_for(right):
        return place_support(buyer, right, chosen, visitor=visitor)
    variant = cheapest_of_right(product_right(right), buyer.rung)
    if variant is None:
        raise Refused(_("This is not on sale at the moment."), code="not_on_sale")
    asked = Checkout(pieces={variant.pk: pieces}, rights={variant.pk: right}, key=uuid4().hex, visitor=visitor)
    return place_order(buyer, asked)


@transaction.atomic
def settle_rights(order: Order) -> None:
    """Bring the rights that the order's lines give to where the order stands: held once paid, ended once given back."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.paid_at:
        for line in order.lines.exclude(right="").order_by("id"):
            _settle(
                line,
                Bought(
                    right=line.right,
                    reason=f"order-line:{line.pk}",
                    member=order.buyer,
                    price=Money(line.total_minor, order.currency),
                    paid_at=order.paid_at,
                ),
            )


@transaction.atomic
def give_line_back(line: OrderLine, *, reason: str) -> None:
    """Give back everything of a paid line that has not been given back, once; its right ends with it."""
    order = Order.objects.select_for_update().get(pk=line.order_id)
    line = OrderLine.objects.select_for_update().get(pk=line.pk)
    rest = whole_rest(line)
    if rest.minor:
        refund_order(order, Giving(parts={line.pk: rest}, reason=reason, key=f"line:{line.pk}"))
    elif rest.quantity and order.paid_at:  # it was for nothing: the right ends without any money
        line.refunded_quantity = line.quantity
        line.save(update_fields=["refunded_quantity"])
        settle_rights(order)


def _settle(line: OrderLine, bought: Bought) -> None:
    kind = kind_of(line.right)
    if went_back(line):
        if revoke(reason=bought.reason):
            record(AccessEnded(order_id=line.order_id, line_id=line.pk, right=line.right))
            if kind:
                kind.ended(bought)
    elif not Entitlement.objects.filter(reason=bought.reason, revoked_at=None).exists():
        grant(bought.member, line.right, reason=bought.reason)
        record(AccessGiven(order_id=line.order_id, line_id=line.pk, right=line.right))
        if kind:
            kind.given(bought)
