"""A small shop for tests: two teas, a plan of 10 %, and verbs in words."""

from datetime import timedelta
from uuid import UUID

from juluo.community.models import Entrance
from juluo.community.operations.members import join_space
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.models import Member, User
from juluo.core.money import Money
from juluo.ledger.operations import post
from juluo.ledger.queries import balance_of
from juluo.ledger.rules import COMMISSION, COMMISSION_PENDING, OWED, PROVIDER
from juluo.mall.models import Order, Product, Stock, Variant
from juluo.mall.operations.orders import Address, Checkout, deliver_order, pay_order, place_order, ship_order
from juluo.mall.operations.refunds import Giving, refund_order
from juluo.mall.rules.orders import part_for
from juluo.sharing.models import ShareLink
from juluo.sharing.operations.links import make_link, touch

HOME = Address("林", "13800000000", "福建", "武夷山", "星村镇 1 号")
AFTER_THE_WINDOW = timedelta(days=9)


def make_tea(slug: str, minor: int = 10_000) -> Variant:
    now = clock.now()
    product = Product.objects.create(slug=slug, title=f"茶 {slug}", made_at=now, published_at=now)
    variant: Variant = Variant.objects.create(product=product, sku=slug, price_minor=minor, currency="CNY")
    Stock.objects.create(variant=variant, on_hand=1000)
    return variant


def join(name: str, visitor: UUID | None = None) -> Member:
    user = User.objects.create_user(f"{name.lower()}@example.com", name=name)
    entrance = standing_entrance(Entrance.Kind.DIRECT)
    return join_space(user, entrance=entrance, visitor=visitor, name=name, covenant=current_covenant())


def share(sharer: Member, target: str = "/", parent: ShareLink | None = None) -> ShareLink:
    return make_link(sharer, target, parent=parent)


def opens(who: Member | UUID, link: ShareLink) -> None:
    """A member, or a guest (a visitor's id), opens a link."""
    member = who if isinstance(who, Member) else None
    visitor = uuid7() if isinstance(who, Member) else who
    touch(link, visitor=visitor, member=member)


def order(buyer: Member, *teas: Variant, quantity: int = 1, visitor: UUID | None = None) -> Order:
    checkout = Checkout(pieces={tea.id: quantity for tea in teas}, address=HOME, key=str(uuid7()), visitor=visitor)
    return place_order(buyer, checkout)


def pay(placed: Order) -> Order:
    assert pay_order(placed, payment_id=uuid7(), amount=placed.total)
    return Order.objects.get(pk=placed.pk)


def deliver(paid: Order) -> Order:
    return deliver_order(ship_order(paid, carrier="SF", parcel_number="1"))


def refund(paid: Order, quantity: int = 1, lines: int = 1) -> None:
    """Give back `quantity` pieces of each of the first `lines` lines."""
    parts = {line.id: part_for(line, quantity) for line in paid.lines.order_by("id")[:lines]}
    refund_order(paid, Giving(parts=parts, reason="returned", key=str(uuid7())))


def money_of(member: Member) -> tuple[int, int, int]:
    """What waits, what is available and what is owed, in minor units."""
    places = (COMMISSION_PENDING, COMMISSION, OWED)
    pending, available, owed = (balance_of(place.of(member.id), "CNY") for place in places)
    return pending.minor, available.minor, owed.minor


def spend(member: Member, minor: int) -> None:
    """Take available commission away, as a payout will."""
    amount = Money(minor, "CNY")
    post(f"test-spent:{uuid7()}", {COMMISSION.of(member.id): amount, PROVIDER: -amount})
