"""Reads of share links."""

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from juluo.core.models import Member
from juluo.sharing.models import Consideration, ShareLink, Touch


def links_of(member: Member) -> QuerySet[ShareLink]:
    """The member's links, latest first, each with how often it was opened and how many orders it touched."""
    return _counted(ShareLink.objects.of(member))


def links_latest_first() -> QuerySet[ShareLink]:
    return _counted(ShareLink.objects.select_related("sharer", "parent__sharer"))


def parent_for(sharer: Member, visitor: UUID, target: str) -> ShareLink | None:
    """The link through which the sharer themselves came to `target` last, by which a chain keeps its parents."""
    by_sharer = Q(member=sharer) | Q(member=None, visitor=visitor)
    touches = Touch.objects.filter(by_sharer, link__target=target).exclude(link__sharer=sharer)
    last = touches.select_related("link").order_by("-at", "-id").first()
    return last.link if last else None


def member_named(word: str) -> Member | None:
    """The present member with this e-mail address, or whose share link has this code."""
    present = Member.objects.present()
    by_word = Q(user__email__iexact=word) if "@" in word else Q(share_links__code=word.lower())
    found: Member | None = present.filter(by_word).first()
    return found


def _counted(links: QuerySet[ShareLink]) -> QuerySet[ShareLink]:
    counted = links.annotate(opened=_count_of(Touch.objects.all()), orders=_count_of(Consideration.objects.all()))
    return counted.order_by("-id")


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of `rows` belong to a link, counted by itself: two counts in one join would multiply."""
    of_link = rows.filter(link=OuterRef("pk")).order_by().values("link").annotate(count=Count("pk"))
    return Coalesce(Subquery(of_link.values("count")), 0)
