"""What a new space still lacks, as far as the asker may do something about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.community.models import Entrance
from juluo.community.rules import STANDING
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Post
from juluo.mall.models import Product


@dataclass(frozen=True, slots=True)
class Step:
    label: str | Promise
    note: str | Promise
    icon: str
    url: str


def next_steps(permissions: frozenset[str]) -> list[Step]:
    """The steps not taken yet that these permissions allow, in one query; none once all are taken."""
    open_to_asker = {name: step for name, step in _STEPS.items() if step[0] in permissions}
    if not open_to_asker:
        return []
    rows: dict[str, QuerySet[Any]] = {
        "post": Post.objects.published(),
        "product": Product.objects.on_sale(),
        "entrance": Entrance.objects.exclude(kind__in=STANDING),
    }
    asked = [Exists(rows[name]) for name in open_to_asker]
    answers: tuple[Any, ...] = Space.objects.filter(pk=acting_space_id()).values_list(*asked).get()
    taken = dict(zip(open_to_asker, answers, strict=True))
    return [
        Step(label, note, icon, reverse(url_name))
        for name, (_permission, label, note, icon, url_name) in open_to_asker.items()
        if not taken[name]
    ]


_STEPS = {
    "post": (
        "content.write",
        _("Publish the first post"),
        _("Guests read it before they join."),
        "pen",
        "ip_studio:posts",
    ),
    "product": (
        "products.write",
        _("Put the first product on sale"),
        _("With its price for each rung."),
        "shop",
        "mall_studio:products",
    ),
    "entrance": (
        "members.write",
        _("Open an entrance"),
        _("A code to print or send: it tells where people came from."),
        "door",
        "community_studio:entrances",
    ),
}
