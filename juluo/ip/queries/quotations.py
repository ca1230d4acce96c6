"""Words of members in articles that were recomposed from talk."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from juluo.core.models import Member
from juluo.ip.models import Comment, Post, Quotation

MOST_QUOTED, MOST_OFFERED = 50, 200


def quotable(post: Post) -> list[Comment]:
    """What was said about the post and still stands, in the order it was said."""
    said = Comment.objects.said().filter(post=post).select_related("author").order_by("id")
    return list(said[:MOST_OFFERED])


def quotations_named(ids: Collection[UUID]) -> QuerySet[Quotation]:
    return Quotation.objects.filter(pk__in=ids).select_related("comment", "member")


def quotations_beside(ids: Collection[UUID]) -> QuerySet[Quotation]:
    """All quotations of the articles in which these stand, in their order."""
    articles = Quotation.objects.filter(pk__in=ids).values("post")
    return Quotation.objects.filter(post__in=articles).select_related("comment", "member").order_by("id")


def quotations_of(member: Member) -> QuerySet[Quotation]:
    """Where the member is quoted, the latest first."""
    return Quotation.objects.filter(member=member).select_related("comment", "post").order_by("-id")
