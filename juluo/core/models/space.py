from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from juluo.core.ids import uuid7


class Space(models.Model):
    """One IP's tenant: its community and its mall. The unit of isolation and of sharding."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3, default="CNY")
    language = models.CharField(max_length=10, default="zh-hans")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    pages_version = models.PositiveBigIntegerField(default=1)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("slug"), name="space_slug_once")]

    def __str__(self) -> str:
        return self.name
