from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from juluo.core.ids import uuid7
from juluo.core.words import Mood


class Space(models.Model):
    """One IP's tenant: its community and its mall. The unit of isolation and of sharding."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3, default="CNY")
    language = models.CharField(max_length=10, default="zh-hans")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    brand = models.CharField(max_length=7, blank=True)
    mood = models.CharField(max_length=10, choices=Mood.choices, default=Mood.PLAIN)
    logo_id = models.UUIDField(null=True, blank=True)
    """A picture of this space. No reference: on a cluster spaces stand on every machine, pictures on one."""
    pages_version = models.PositiveBigIntegerField(default=1)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("slug"), name="space_slug_once"),
            models.CheckConstraint(
                condition=models.Q(brand="") | models.Q(brand__regex=r"^#[0-9a-f]{6}$"), name="space_brand_is_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_url(self) -> str:
        """Where a page finds the logo, up to 480 px wide; "" without one."""
        return reverse("media", args=[self.logo_id, "small"]) if self.logo_id else ""
