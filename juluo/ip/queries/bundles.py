"""Bundles as readers and staff see them: what stands in them, and what of it this reader has already."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.core.entitlements import rights_among
from juluo.core.models import Member
from juluo.ip.models import Bundle, BundleItem, Post, Series
from juluo.ip.queries.reading import Step, buying
from juluo.ip.queries.series import opened_among, series_shown
from juluo.ip.rules.bundles import right_to_bundle
from juluo.ip.selling import offers_for

_OFFERED = 50
"""How many of the latest posts and series staff may choose from."""


@dataclass(frozen=True, slots=True)
class Content:
    """A published post or series in a bundle; `opened` if this reader reads it to its end."""

    right: str
    title: str
    url: str
    opened: bool

    @property
    def is_series(self) -> bool:
        return self.right.startswith("series:")


@dataclass(frozen=True, slots=True)
class BundleMet:
    """A bundle as one reader meets it. `step` is what opens it, None for whoever bought it."""

    bundle: Bundle
    contents: list[Content]
    step: Step | None


def bundles_shown() -> QuerySet[Bundle]:
    """Bundles in which something published stands, the latest made first."""
    return Bundle.objects.filter(Exists(_standing().filter(bundle=OuterRef("pk")))).order_by("-id")


def bundles_of_staff() -> QuerySet[Bundle]:
    """Every bundle with how many things stand in it, the latest made first."""
    return Bundle.objects.annotate(size=Count("items", filter=Q(items__left_at=None))).order_by("-id")


def held_at(bundle_id: str, at: datetime) -> list[BundleItem]:
    """What stood in the bundle at that time, in its order."""
    then = Q(left_at=None) | Q(left_at__gt=at)
    return list(BundleItem.objects.filter(then, bundle=UUID(bundle_id), put_at__lte=at).order_by("position", "id"))


def bundle_met_by(bundle: Bundle, reader: Member | None) -> BundleMet:
    items = list(_standing().filter(bundle=bundle).select_related("post", "series").order_by("position", "id"))
    opened = opened_among([item.post for item in items if item.post], reader)
    own = right_to_bundle(bundle.pk)
    held = rights_among(reader, [own, *(item.right for item in items)])
    contents = [
        Content(item.right, item.post.title, reverse("ip:post", args=[item.post_id]), item.post_id in opened)
        if item.post
        else Content(item.right, item.title, reverse("ip:series", args=[item.series_id]), item.right in held)
        for item in items
    ]
    return BundleMet(bundle, contents, None if own in held else _step(own, reader))


def choosable(bundle: Bundle) -> tuple[list[str], list[tuple[str, str]]]:
    """The rights that stand in the bundle, and what may be chosen with its titles: those first, then the latest."""
    items = list(bundle.items.filter(left_at=None).select_related("post", "series").order_by("position", "id"))
    now = {item.right: item.title for item in items}
    latest = _named("series", Series.objects.order_by("-id")) | _named("post", Post.objects.order_by("-id"))
    return list(now), list((now | latest).items())


def _named(kind: str, rows: QuerySet[Post] | QuerySet[Series]) -> dict[str, str]:
    return {f"{kind}:{key}": title for key, title in rows.values_list("pk", "title")[:_OFFERED]}


def _standing() -> QuerySet[BundleItem]:
    """What stands in bundles now and is published."""
    read = Q(post__published_at__isnull=False) | Exists(series_shown().filter(pk=OuterRef("series")))
    return BundleItem.objects.filter(read, left_at=None)


def _step(right: str, reader: Member | None) -> Step:
    offers = offers_for([right], reader)
    if offers:
        return buying(offers, _("All of it opens with “%(title)s”."))
    sentence = _("This is not on sale at the moment.")
    return Step(kind="wait", sentence=sentence, action=_("See what is on sale"), url=reverse("mall:shelf"))
