"""The search of the studio: orders, members, products, posts and pages, each for whoever may open it.

Every part asks for at most a handful of rows that an index finds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.community.queries.people import people_found
from juluo.core.navigation import studio_nav
from juluo.ip.queries.posts import posts_titled
from juluo.mall.queries.search import orders_matching, products_matching

MOST = 6
"""Rows of each kind; a list has the rest."""


@dataclass(frozen=True, slots=True)
class Found:
    label: str
    url: str
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Promise
    rows: Sequence[Found]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something to look for: who may, where it is listed, and how one of it is shown."""

    title: str | Promise
    permission: str
    matching: Callable[[str], QuerySet[Any]]
    shown: Callable[[Any], Found]


def found_for(words: str, permissions: frozenset[str]) -> list[Section]:
    """What answers to these words, kind by kind; pages of the studio first. Nothing for no words."""
    if not words:
        return []
    allowed = [kind for kind in KINDS if kind.permission in permissions]
    found = [Section(kind.title, [kind.shown(each) for each in kind.matching(words)[:MOST]]) for kind in allowed]
    return [each for each in (Section(_("Pages"), _pages(words, permissions)), *found) if each.rows]


def _pages(words: str, permissions: frozenset[str]) -> list[Found]:
    wanted = words.casefold()
    places = [each for each in studio_nav(permissions) if wanted in str(each["label"]).casefold()]
    return [Found(str(each["label"]), each["url"], each["icon"]) for each in places[:MOST]]


def _order(order: Any) -> Found:
    url = reverse("mall_studio:order", args=[order.ref])
    return Found(order.ref, url, "order", f"{order.buyer.name} · {order.state.label}")


def _member(member: Any) -> Found:
    url = reverse("community_studio:member", args=[member.pk])
    return Found(member.name, url, "person", member.get_rung_display())


def _product(product: Any) -> Found:
    return Found(product.title, reverse("mall_studio:product", args=[product.slug]), "box", product.summary)


def _post(post: Any) -> Found:
    return Found(post.title, reverse("ip_studio:post", args=[post.pk]), "post", post.author.name)


KINDS = (
    Kind(_("Orders"), "orders.read", orders_matching, _order),
    Kind(_("Members"), "members.read", people_found, _member),
    Kind(_("Products"), "products.write", products_matching, _product),
    Kind(_("Posts"), "content.write", posts_titled, _post),
)
