"""What search engines are told to read: pages that any guest reads, in pieces of a thousand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from juluo.core.addresses import address_of, root_of
from juluo.core.models import Space
from juluo.core.pages import marks_of, page_of
from juluo.ip.models import Bundle, Consultation, Post, Question, Room, Series
from juluo.ip.queries.bundles import bundles_shown
from juluo.ip.queries.here import pages_here
from juluo.ip.queries.series import series_shown
from juluo.mall.models import Product

SIZE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, and when it last changed if that is known."""

    address: str
    changed_at: datetime | None = None


def sitemaps(space: Space) -> Iterator[str]:
    """The addresses of all pieces: pages, then posts and all other kinds, as many as they fill."""
    yield address_of(space, "front:sitemap", "pages")
    for kind, rows in _lists().items():
        first = address_of(space, "front:sitemap", kind)
        yield from (f"{first}?after={mark}" if mark else first for mark in marks_of(rows, SIZE))


def entries(space: Space, kind: str, after: str) -> list[Entry]:
    """One piece. Refused with `bad_cursor` if `after` is not the end of another."""
    if kind == "pages":
        views = ["ip:about", "mall:shelf", "mall:shipping", "community:covenant", *pages_here(space)]
        return [Entry(f"{root_of(space)}/"), *(Entry(address_of(space, view)) for view in views)]
    rows = page_of(_lists()[kind], after, SIZE, largest=SIZE).rows
    return [_entry(space, row) for row in rows]


def _lists() -> dict[str, QuerySet[Any]]:
    return {
        "posts": Post.objects.published().order_by("-published_at", "-id"),
        "series": series_shown(),
        "rooms": Room.objects.shown().order_by("-id"),
        "consultations": Consultation.objects.filter(opened_at__isnull=False).order_by("-id"),
        "questions": Question.objects.published().order_by("-published_at", "-id"),
        "bundles": bundles_shown(),
        "products": Product.objects.on_sale().order_by("-published_at", "-id"),
    }


def _entry(space: Space, row: Post | Series | Bundle | Room | Consultation | Question | Product) -> Entry:
    if isinstance(row, Series | Bundle | Room | Consultation):
        return Entry(address_of(space, f"ip:{row._meta.model_name}", row.pk))
    if isinstance(row, Question):
        return Entry(address_of(space, "ip:question", row.pk), row.published_at)
    if isinstance(row, Post):
        return Entry(address_of(space, "ip:post", row.id), row.updated_at)
    return Entry(address_of(space, "mall:product", row.slug), row.published_at)
