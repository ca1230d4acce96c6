from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from juluo.core.models import Media, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.money import Money
from juluo.core.words import Rung


class ProductQuerySet(SpaceQuerySet["Product"]):
    def on_sale(self) -> "ProductQuerySet":
        return self.filter(published_at__isnull=False, archived_at=None)


class Product(SpaceModel):
    """Something the mall sells, in one variant or more.

    Most are goods. One with a `right` (like "series:ID") opens something instead: its buyer holds the right, nothing is
    shipped and nothing runs out. A product keeps its right as long as it is sold.
    """

    slug = models.SlugField(max_length=80, allow_unicode=True)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=240, blank=True)
    story = models.TextField(blank=True)
    picture = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    option_names = models.CharField(max_length=120, blank=True)
    right = models.CharField(max_length=120, blank=True)
    asks_covenant = models.BooleanField(default=False)
    """Only who accepted the covenant in force buys it."""
    published_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    objects: ClassVar = SpaceManager.from_queryset(ProductQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "slug"], name="product_slug_once"),
            models.UniqueConstraint(
                fields=["space", "right"], condition=~Q(right="") & Q(archived_at=None), name="right_sold_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="product_by_newest"),
            models.Index(
                fields=["space", "-published_at", "-id"],
                condition=Q(published_at__isnull=False, archived_at=None),
                name="product_on_sale",
            ),
            models.Index(
                fields=["space", "id"], condition=Q(published_at=None, archived_at=None), name="product_draft"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Variant(SpaceModel):
    """One form of a product that is priced, stocked and put in a cart."""

    product = SpaceForeignKey(Product, models.PROTECT, related_name="variants", db_index=False)
    sku = models.CharField(max_length=60)
    title = models.CharField(max_length=120, blank=True)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    limit_per_member = models.PositiveIntegerField(null=True, blank=True)
    return_days = models.PositiveSmallIntegerField(default=7)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "sku"], name="variant_sku_once")]
        indexes: ClassVar = [models.Index(fields=["space", "product", "position"], name="variant_by_position")]

    def __str__(self) -> str:
        return self.title or self.sku

    @property
    def list_price(self) -> Money:
        return Money(self.price_minor, self.currency)


class RungPrice(SpaceModel):
    """The price of a variant for members of a rung."""

    variant = SpaceForeignKey(Variant, models.PROTECT, related_name="rung_prices", db_index=False)
    rung = models.CharField(max_length=12, choices=Rung.choices)
    minor = models.PositiveBigIntegerField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "variant", "rung"], name="rung_price_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rung} {self.minor}"


class Stock(SpaceModel):
    """What is on hand of a variant, and how much of it unpaid orders hold. Available = on hand − reserved."""

    variant = SpaceForeignKey(Variant, models.PROTECT, related_name="stocks", db_index=False)
    on_hand = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "variant"], name="stock_once_per_variant"),
            models.CheckConstraint(condition=Q(reserved__lte=F("on_hand")), name="stock_never_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.on_hand} - {self.reserved}"

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class ShippingZone(SpaceModel):
    """Where parcels go and what that costs. A zone without regions is everywhere else."""

    name = models.CharField(max_length=60)
    regions = models.JSONField(default=list)
    fee_minor = models.PositiveBigIntegerField(default=0)
    free_from_minor = models.PositiveBigIntegerField(null=True, blank=True)
    closed = models.BooleanField(default=False)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "name"], name="shipping_zone_once")]

    def __str__(self) -> str:
        return self.name
