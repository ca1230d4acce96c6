"""Orders and products as staff look for them: by what is on a parcel or a shelf."""

import re
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from juluo.mall.models import Order, Product, Variant
from juluo.mall.queries.orders import orders_in

TAIL = 4
"""Digits of a phone number by which buyers name their parcel."""
_LAST = "\U0010ffff"


def orders_matching(
    words: str, state: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Order]:
    """Orders latest first: by state, by when they were placed, by the beginning of the number or a phone's end."""
    found = orders_in(state)
    if since:
        found = found.filter(placed_at__gte=since)
    if until:
        found = found.filter(placed_at__lt=until)
    return found.filter(_named(words)) if words else found


def products_matching(words: str, state: str = "") -> QuerySet[Product]:
    """Products latest first by words in the title or the beginning of a SKU; `state` is "on_sale" or "draft"."""
    found = Product.objects.filter(archived_at=None).order_by("-id")
    if state in {"on_sale", "draft"}:
        found = found.filter(published_at__isnull=state == "draft")
    if not words:
        return found
    known = Variant.objects.filter(product=OuterRef("pk"), archived_at=None, sku__gte=words, sku__lt=words + _LAST)
    return found.filter(Q(title__icontains=words) | Exists(known))


def _named(words: str) -> Q:
    """Four digits and more may be a phone's end; everything may be the beginning of a number."""
    word = words.strip().upper()
    called = Q(ref__gte=word, ref__lt=word + _LAST)
    digits = re.sub(r"[ +()-]", "", words)
    return called | Q(phone_tail=digits[-TAIL:]) if digits.isdecimal() and len(digits) >= TAIL else called
