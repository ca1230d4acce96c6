"""What the style guide shows: rows as a page would have them, of nobody real; nothing is read or stored."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.models import Space
from juluo.core.money import Money

TOKENS = [
    "brand", "brand-press", "brand-tint", "brand-ink", "brand-edge", "money", "ok", "warn", "bad", "info",
    "bg", "surface", "sunken", "ink-1", "ink-2", "ink-3", "line", "edge",
]  # fmt: skip
NAMES = [
    "林一", "Mei Wang", "شاي الجبل", "🌱", "一个名字很长很长很长很长很长很长的人", "长" * 200,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 5,
]  # fmt: skip
"""A name as everybody's, one from right to left, one without a letter, and three that no page was drawn for."""
VARIANTS = ["青 / 150 ml", "青 / 90 ml", "白 / 150 ml"]
TONES = ["", "ok", "warn", "bad", "info", "brand", "money"]


def specimens_of(space: Space) -> dict[str, Any]:
    """Return every parameter that the style guide's components are shown with."""
    now = clock.now()
    return {
        "now": now,
        "soon": now + timedelta(hours=2),
        "ago": now - timedelta(hours=3),
        "money": Money(16_800, space.currency),
        "was": Money(21_800, space.currency),
        "people": [{"name": name, "key": name} for name in NAMES],
        "tones": TONES,
        "tokens": TOKENS,
        "variants": VARIANTS,
        **_working(now),
    }


def _working(now: datetime) -> dict[str, Any]:
    closed = _("The entrance is closed. Its code lets nobody in now.")
    tabs = [{"label": _("All"), "url": "#", "count": 12, "current": True}, {"label": _("Sold out"), "url": "#"},
            {"label": NAMES[4], "url": "#"}]  # fmt: skip
    return {
        "tabs": tabs,
        "index": {"place": "specimen", "query": "q=1", "tabs": tabs, "standing": False, "kept": None},
        "actions": [
            {"value": "cart", "label": _("Put in cart"), "icon": "cart"},
            {"value": "close", "label": _("Close"), "icon": "lock"},
        ],
        "steps": [
            {"label": _("Paid"), "state": "done", "at": now},
            {"label": _("Waiting"), "state": "now"},
            {"label": _("Sold out"), "state": "bad"},
            {"label": _("Read on")},
        ],
        "timeline": [
            {"sentence": _("Joined today"), "at": now, "who": name, "reason": closed if name == NAMES[4] else ""}
            for name in NAMES
        ],
    }
