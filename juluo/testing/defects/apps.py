import time
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.apps import AppConfig


class CarelessStock(AppConfig):
    """Stock is read, looked at, and written a moment later: what every shop did wrong once."""

    name = "juluo.testing.defects"

    def ready(self) -> None:
        from juluo.mall.models import Stock
        from juluo.mall.operations import stock

        def reserve(wanted: Mapping[UUID, int]) -> None:
            for variant_id, pieces in wanted.items():
                row = Stock.objects.get(variant_id=variant_id)
                if row.available < pieces:
                    stock._refuse_sold_out(variant_id)
                time.sleep(0.01)
                Stock.objects.filter(pk=row.pk).update(reserved=row.reserved + pieces)

        stock.reserve = reserve


class ForgetfulKeys(AppConfig):
    """The key of a checkout is thrown away, so that a request sent again is another order."""

    name = "juluo.testing.defects"

    def ready(self) -> None:
        from juluo.mall.operations.orders import place_order
        from juluo.mall.views import checkout as view

        def forget(buyer: Any, checkout: Any) -> Any:
            return place_order(buyer, replace(checkout, key=uuid.uuid4().hex))

        view.place_order = forget  # type: ignore[attr-defined] # a defect is planted


class TriesOfOneProcess(AppConfig):
    """Each process counts tries by itself."""

    name = "juluo.testing.defects"

    def ready(self) -> None:
        from django.core.cache import caches

        caches.settings["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
