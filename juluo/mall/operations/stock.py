"""Stock: one conditional statement takes it or takes nothing."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juluo.core.facts import record
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.mall.facts import StockCorrected
from juluo.mall.models import Order, Stock, Variant

_RESERVE = """
UPDATE mall_stock SET reserved = reserved + %(pieces)s
WHERE space_id = %(space)s AND variant_id = %(variant)s AND on_hand >= reserved + %(pieces)s
"""


def reserve(wanted: Mapping[UUID, int]) -> None:
    """Reserve so many pieces of each variant (id → pieces), in id order; refused with `sold_out` taking nothing."""
    space_id = acting_space_id()
    with connection.cursor() as cursor:
        for variant_id in sorted(wanted):
            cursor.execute(_RESERVE, {"space": space_id, "variant": variant_id, "pieces": wanted[variant_id]})
            if not cursor.rowcount:
                _refuse_sold_out(variant_id)


def release(order: Order) -> None:
    """Give back what an unpaid order held."""
    for variant_id, pieces in sorted(pieces_of(order).items()):
        Stock.objects.filter(variant_id=variant_id).update(reserved=F("reserved") - pieces)


def take(order: Order, *, reserved: bool) -> bool:
    """Take an order's goods off the shelf: those it holds, or (its hold lapsed) others if there are any.

    Returns False, having taken nothing, if there are none.
    """
    wanted = pieces_of(order)
    if not reserved:
        try:
            with transaction.atomic():
                reserve(wanted)
        except Refused:
            return False
    for variant_id, pieces in sorted(wanted.items()):
        Stock.objects.filter(variant_id=variant_id).update(
            on_hand=F("on_hand") - pieces,
            reserved=F("reserved") - pieces,
        )
    return True


def bring_back(pieces: Mapping[UUID, int]) -> None:
    """Put returned pieces on the shelf again."""
    for variant_id in sorted(pieces):
        goods = Stock.objects.filter(variant_id=variant_id, variant__product__right="")
        goods.update(on_hand=F("on_hand") + pieces[variant_id])


@transaction.atomic
def correct_stock(variant: Variant, *, on_hand: int, reason: str) -> Stock:
    """Set what is on hand after counting. Refused below what unpaid orders hold."""
    Stock.objects.get_or_create(variant=variant)
    stock = Stock.objects.select_for_update().get(variant=variant)
    if stock.on_hand == on_hand:
        return stock
    if on_hand < stock.reserved:
        message = ngettext(
            "%(reserved)d piece is reserved by an unpaid order; enter at least that many.",
            "%(reserved)d pieces are reserved by unpaid orders; enter at least that many.",
            stock.reserved,
        )
        raise Refused(message % {"reserved": stock.reserved}, code="below_reserved", field="on_hand")
    before, stock.on_hand = stock.on_hand, on_hand
    stock.save(update_fields=["on_hand"])
    record(StockCorrected(variant_id=variant.id, before=before, after=on_hand, reason=reason))
    return stock


def pieces_of(order: Order) -> dict[UUID, int]:
    """Variant id → goods of an order, lines of the same variant added up. What opens a right has no stock."""
    pieces: dict[UUID, int] = {}
    for variant_id, quantity in order.lines.filter(variant__product__right="").values_list("variant_id", "quantity"):
        pieces[variant_id] = pieces.get(variant_id, 0) + quantity
    return pieces


def _refuse_sold_out(variant_id: UUID) -> None:
    variant = Variant.objects.select_related("product").get(pk=variant_id)
    stock = Stock.objects.filter(variant=variant).first()
    left = stock.available if stock else 0
    names = {"title": variant.product.title, "left": left}
    message = _("“%(title)s” is sold out.") if not left else _("Only %(left)d of “%(title)s” are left.")
    raise Refused(message % names, code="sold_out")
