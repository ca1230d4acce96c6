"""Reads of commission: what is due, what a sharer sees, what staff see."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from juluo.mall.models import OrderLine
from juluo.sharing.models import Commission


def lines_due(now: datetime, limit: int) -> list[OrderLine]:
    """Lines whose commission still waits though their return window has ended, oldest first."""
    waiting = Commission.objects.pending().filter(line=OuterRef("pk"))
    lines = OrderLine.objects.filter(Exists(waiting), window_ends_at__lte=now)
    return list(lines.order_by("window_ends_at", "id")[:limit])
