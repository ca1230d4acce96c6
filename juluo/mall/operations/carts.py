"""The cart of a member or of a guest's device."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.core.models import Member
from juluo.mall.models import CartLine, Variant
from juluo.mall.queries.pricing import check_subjects, priced_lines
from juluo.mall.rules.orders import MOST_OF_ONE, check_quantity


@transaction.atomic
def put_in_cart(holder: UUID, variant: Variant, *, quantity: int, rung: str | None) -> CartLine:
    """Add so many pieces to the holder's cart, remembering the price they saw.

    Refused with `not_on_sale` or `needs_subject`.
    """
    check_quantity(quantity)
    priced = priced_lines({variant.id: quantity}, rung=rung)[0]
    check_subjects([priced], {})
    new = CartLine(holder=holder, variant=variant, quantity=0, seen_minor=0, added_at=clock.now())
    CartLine.objects.bulk_create([new], ignore_conflicts=True)
    line = CartLine.objects.select_for_update().get(holder=holder, variant=variant)
    line.quantity = min(line.quantity + quantity, MOST_OF_ONE)
    line.seen_minor = priced.price.unit.minor
    line.save(update_fields=["quantity", "seen_minor"])
    return line


@transaction.atomic
def change_cart(holders: list[UUID], variant_id: UUID, *, quantity: int) -> None:
    """Set how many pieces of a variant are in the cart; zero takes it out."""
    lines = CartLine.objects.filter(holder__in=holders, variant_id=variant_id)
    if quantity == 0:
        lines.delete()
        return
    check_quantity(quantity)
    first = lines.order_by("added_at").first()
    if first is None:
        return
    lines.exclude(pk=first.pk).delete()
    lines.filter(pk=first.pk).update(quantity=quantity)


def holders_of(member: Member | None, visitor: UUID) -> list[UUID]:
    """Whose cart this asker sees: the member's and, beside it, that of the device they used as a guest."""
    return [member.id, visitor] if member else [visitor]


def empty_cart(holders: Sequence[UUID], variants: Sequence[UUID]) -> None:
    """Take out what was ordered."""
    if holders:
        CartLine.objects.filter(holder__in=holders, variant_id__in=variants).delete()
