from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Right
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.core.money import Money
from juluo.mall.models.catalog import Variant


class OrderState(models.TextChoices):
    """Where an order stands, derived from its times."""

    PLACED = "placed", pgettext_lazy("order", "Waiting for payment")
    LAPSED = "lapsed", pgettext_lazy("order", "Not paid in time")
    PAID = "paid", pgettext_lazy("order", "To be shipped")
    SHIPPED = "shipped", pgettext_lazy("order", "On its way")
    DELIVERED = "delivered", pgettext_lazy("order", "Delivered")
    REFUNDED = "refunded", pgettext_lazy("order", "Refunded")
    CANCELLED = "cancelled", pgettext_lazy("order", "Cancelled")


class Order(SpaceModel):
    """What one member owes for one checkout. Its lines never change once placed.

    `support` bought nothing and is no sale: no commission, no points, no buyer in any measure.
    """

    ref = models.CharField(max_length=24)
    key = models.CharField(max_length=255)
    buyer = SpaceForeignKey(Member, models.PROTECT, related_name="orders", db_index=False)
    visitor = models.UUIDField(null=True)
    currency = models.CharField(max_length=3)
    goods_minor = models.PositiveBigIntegerField()
    shipping_minor = models.PositiveBigIntegerField(default=0)
    total_minor = models.PositiveBigIntegerField()
    refunded_minor = models.PositiveBigIntegerField(default=0)
    address = models.JSONField(default=dict)
    phone_tail = models.GeneratedField(
        expression=Right(
            Func(
                KeyTextTransform("phone", "address"), Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace"
            ),
            4,
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    """The last four digits of the phone number on the parcel: what a buyer says at the counter."""
    note = models.CharField(max_length=300, blank=True)
    historical = models.BooleanField(default=False)
    support = models.BooleanField(default=False)
    payment_id = models.UUIDField(null=True)
    placed_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    carrier = models.CharField(max_length=60, blank=True)
    parcel_number = models.CharField(max_length=60, blank=True)
    delivered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "ref"], name="order_ref_once_per_space"),
            models.UniqueConstraint(fields=["space", "buyer", "key"], name="order_once_per_key"),
            models.CheckConstraint(condition=Q(paid_at=None) | Q(cancelled_at=None), name="order_ends_one_way"),
            models.CheckConstraint(
                condition=Q(total_minor=F("goods_minor") + F("shipping_minor")), name="order_adds_up"
            ),
            models.CheckConstraint(condition=Q(refunded_minor__lte=F("total_minor")), name="order_refund_within_total"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="order_by_newest"),
            models.Index(fields=["space", "buyer", "-id"], name="order_by_buyer"),
            models.Index(fields=["space", "phone_tail", "-id"], name="order_by_phone_tail"),
            models.Index(
                fields=["space", "visitor", "placed_at"], condition=Q(visitor__isnull=False), name="order_by_visitor"
            ),
            models.Index(
                fields=["space", "paid_at"],
                condition=Q(paid_at__isnull=False, shipped_at=None, historical=False),
                name="order_to_ship",
            ),
            models.Index(
                fields=["space", "held_until"],
                condition=Q(paid_at=None, cancelled_at=None, lapsed_at=None),
                name="order_holding_stock",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @cached_property
    def all_lines(self) -> list["OrderLine"]:
        """The lines, read once for this object."""
        return list(self.lines.all())

    @property
    def travels(self) -> bool:
        """Whether anything of it is sent somewhere; what only opens something has nothing to ship."""
        return bool(self.address) or (not self.support and any(not line.right for line in self.all_lines))

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def goods(self) -> Money:
        return Money(self.goods_minor, self.currency)

    @property
    def shipping(self) -> Money:
        return Money(self.shipping_minor, self.currency)

    @property
    def refunded(self) -> Money:
        return Money(self.refunded_minor, self.currency)

    @property
    def state(self) -> OrderState:
        ended = (
            (self.cancelled_at, OrderState.CANCELLED),
            (self.total_minor and self.refunded_minor == self.total_minor, OrderState.REFUNDED),
            (self.delivered_at, OrderState.DELIVERED),
            (self.shipped_at, OrderState.SHIPPED),
            (self.paid_at, OrderState.PAID),
            (self.lapsed_at, OrderState.LAPSED),
        )
        return next((state for holds, state in ended if holds), OrderState.PLACED)


class OrderLine(SpaceModel):
    """So many of one thing at the price of that day, and why that price."""

    order = SpaceForeignKey(Order, models.PROTECT, related_name="lines")
    variant = SpaceForeignKey(Variant, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300)
    right = models.CharField(max_length=120, blank=True)
    """What its buyer holds once it is paid, "" for goods."""
    quantity = models.PositiveIntegerField()
    list_minor = models.PositiveBigIntegerField()
    unit_minor = models.PositiveBigIntegerField()
    total_minor = models.PositiveBigIntegerField()
    price_reason = models.CharField(max_length=40)
    return_days = models.PositiveSmallIntegerField()
    window_ends_at = models.DateTimeField(null=True)
    refunded_minor = models.PositiveBigIntegerField(default=0)
    refunded_quantity = models.PositiveIntegerField(default=0)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(total_minor=F("unit_minor") * F("quantity")), name="line_adds_up"),
            models.CheckConstraint(
                condition=Q(refunded_minor__lte=F("total_minor"), refunded_quantity__lte=F("quantity")),
                name="line_refund_within_total",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_has_quantity"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["space", "window_ends_at"],
                condition=Q(window_ends_at__isnull=False),
                name="line_by_window_end",
            ),
            models.Index(fields=["space", "right"], condition=~Q(right=""), name="line_by_right"),
        ]

    def __str__(self) -> str:
        return f"{self.title} × {self.quantity}"

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.order.currency)

    @property
    def unit(self) -> Money:
        return Money(self.unit_minor, self.order.currency)


class Refund(SpaceModel):
    """Money given back on an order: parts of lines and of shipping. Never more than was paid."""

    order = SpaceForeignKey(Order, models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=255)
    goods_minor = models.PositiveBigIntegerField()
    shipping_minor = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "order", "key"], name="refund_once_per_key")]
        indexes: ClassVar = [
            models.Index(fields=["space", "failed_at"], condition=Q(failed_at__isnull=False), name="refund_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.goods_minor}"

    @property
    def total_minor(self) -> int:
        return self.goods_minor + self.shipping_minor

    @property
    def amount(self) -> Money:
        return Money(self.total_minor, self.order.currency)


class RefundLine(SpaceModel):
    """What a refund gives back of one order line, and how many pieces come back into stock."""

    refund = SpaceForeignKey(Refund, models.PROTECT, related_name="lines")
    line = SpaceForeignKey(OrderLine, models.PROTECT, related_name="refund_lines")
    minor = models.PositiveBigIntegerField()
    quantity = models.PositiveIntegerField(default=0)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "refund", "line"], name="refund_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.minor}"
