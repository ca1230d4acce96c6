"""Reads about members for the studio."""

from datetime import datetime

from django.db.models import QuerySet

from juluo.community.models import Admission
from juluo.core.models import Member


def members_matching(words: str, rung: str, since: datetime | None = None) -> QuerySet[Member]:
    """Members latest first, by words in their name, by rung ("" for any), by joining; who left is left out."""
    found = Member.objects.filter(left_at=None).order_by("-joined_at", "-id")
    if words:
        found = found.filter(name__icontains=words)
    if since:
        found = found.filter(joined_at__gte=since)
    return found.filter(rung=rung) if rung else found


def source_of(member: Member) -> Admission | None:
    """Through which entrance the member first came; None for imported customers who never joined themselves."""
    return Admission.objects.filter(member=member).select_related("entrance").first()


def members_present() -> int:
    """How many members the space has now."""
    return Member.objects.present().count()
