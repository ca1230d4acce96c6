"""Reads of commission: what is due, what a sharer sees, what staff see."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from juluo.mall.models import OrderLine
from juluo.sharing.models import Attribution, Commission, Consideration


def lines_due(now: datetime, limit: int) -> list[OrderLine]:
    """Lines whose commission still waits though their return window has ended, oldest first."""
    waiting = Commission.objects.pending().filter(line=OuterRef("pk"))
    lines = OrderLine.objects.filter(Exists(waiting), window_ends_at__lte=now)
    return list(lines.order_by("window_ends_at", "id")[:limit])


def commissions_latest_first() -> QuerySet[Commission]:
    """Every commission with its order, line, payee and why they got it."""
    rows = Commission.objects.select_related("payee", "plan", "attribution", "line__order__buyer")
    return rows.order_by("-id")


def of_same_order(commission: Commission) -> QuerySet[Commission]:
    """Everything that the same order earns the same payee."""
    return Commission.objects.filter(attribution_id=commission.attribution_id, payee_id=commission.payee_id)


def attribution_of_order(ref: str) -> Attribution | None:
    """An order's attribution with everyone who was considered."""
    considered = Consideration.objects.select_related("sharer", "link").order_by("touched_at", "id")
    rows = Attribution.objects.filter(order__ref=ref).select_related("order__buyer", "sharer", "link", "plan")
    found: Attribution | None = rows.prefetch_related(Prefetch("considerations", queryset=considered)).first()
    return found
