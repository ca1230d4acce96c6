"""Products, orders and addresses for tests, made by the mall's own verbs."""

from uuid import UUID, uuid4

from juluo.core.models import Member
from juluo.core.money import Money
from juluo.mall.models import Order, Product, Variant
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product
from juluo.mall.operations.orders import Address, Checkout, pay_order, place_order

HOME = Address(name="林一", phone="13800000000", region="云南省", city="昆明市五华区", line="翠湖南路 1 号")


def make_variant(
    *, title: str = "生普饼", price_minor: int = 9900, on_hand: int = 10, rungs: dict[str, int] | None = None
) -> Variant:
    """A published product of one variant."""
    draft = VariantDraft(
        sku=f"SKU-{uuid4().hex[:8]}",
        price_minor=price_minor,
        currency="CNY",
        rung_prices=rungs or {},
        on_hand=on_hand,
    )
    product: Product = publish_product(write_product(ProductText(title=title), [draft]))
    variant: Variant = product.variants.get()
    return variant


def checkout_of(*variants: Variant, quantity: int = 1, key: str = "", visitor: UUID | None = None) -> Checkout:
    pieces = {variant.id: quantity for variant in variants}
    return Checkout(pieces=pieces, address=HOME, key=key or uuid4().hex, visitor=visitor)


def placed_order(buyer: Member, *variants: Variant, quantity: int = 1) -> Order:
    return place_order(buyer, checkout_of(*(variants or (make_variant(),)), quantity=quantity))


def paid_order(buyer: Member, *variants: Variant, quantity: int = 1) -> Order:
    """An order settled as if by a payment that the provider confirmed."""
    order = placed_order(buyer, *variants, quantity=quantity)
    assert pay_order(order, payment_id=uuid4(), amount=Money(order.total_minor, order.currency))
    return Order.objects.get(pk=order.pk)
