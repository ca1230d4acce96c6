"""Where lower pillars find what insight knows of their things: measures, and a page about each, by kind.

Insight registers its pages at start-up. Without insight there is no page, and nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from juluo.core.models import Measure

type PageAbout = Callable[[str], str]

_pages: dict[str, PageAbout] = {}


def register_page_about(kind: str, page: PageAbout) -> None:
    """Let `page` answer the address of the page about a thing of this kind, by its code or id."""
    _pages[kind] = page


def page_about(kind: str, key: str) -> str:
    """Where staff read the figures of this thing; "" where nobody measures."""
    page = _pages.get(kind)
    return page(key) if page else ""


@dataclass(frozen=True, slots=True)
class Card:
    """The latest self-propagation index of a thing; `value` is None when it has not travelled."""

    url: str
    value: float | None = None
    day: date | None = None


def spread_card(subject: str, permissions: frozenset[str]) -> Card | None:
    """What the studio shows beside a post or a product to whoever may read figures; None for others."""
    url = page_about("spread", subject)
    if not url or "insight.read" not in permissions:
        return None
    row = Measure.objects.filter(subject=subject, name="spread.index").order_by("-day").first()
    return Card(url, row.value, row.day) if row else Card(url)
