"""Reads about members for the studio."""

from datetime import datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Lower

from juluo.community.models import Admission
from juluo.core.models import Member
from juluo.core.search.finding import subjects_found
from juluo.core.search.terms import question_of

KIND, AUDIENCE = "person", "members.read"
"""What people are called in the index of search, and the permission without which nobody finds one."""
_MOST_FOUND = 50
_LAST = "\U0010ffff"
"""Sorts after every other character: what begins with a word comes before the word and this."""


def members_matching(words: str, rung: str, since: datetime | None = None) -> QuerySet[Member]:
    """Members latest first, by words in their name, by rung ("" for any), by joining; who left is left out."""
    found = Member.objects.filter(left_at=None).order_by("-joined_at", "-id")
    if words:
        found = found.filter(name__icontains=words)
    if since:
        found = found.filter(joined_at__gte=since)
    return found.filter(rung=rung) if rung else found


def people_ever(rung: str = "", name: str = "", *, banned: bool | None = None) -> QuerySet[Member]:
    """Everybody who is or was a member, the latest row first; those of one `rung`; `banned`, or not.

    With `name`, those whose name begins so, whatever the case, in the order of their names.
    """
    found = Member.objects.order_by("-id")
    if name:
        first, last = Lower(Value(name)), Concat(Lower(Value(name)), Value(_LAST))
        found = found.filter(name_folded__gte=first, name_folded__lt=last).order_by("name_folded", "id")
    if banned is not None:
        found = found.filter(banned_at__isnull=not banned)
    return found.filter(rung=rung) if rung else found


def people_found(words: str) -> QuerySet[Member]:
    """Everybody who is or was a member and has these words in their name, the latest row first; fifty at most."""
    found = subjects_found(question_of(words), kind=KIND, audiences=[AUDIENCE], most=_MOST_FOUND)
    return Member.objects.filter(id__in=found).order_by("-id")


def source_of(member: Member) -> Admission | None:
    """Through which entrance the member first came; None for imported customers who never joined themselves."""
    return Admission.objects.filter(member=member).select_related("entrance").first()


def members_present() -> int:
    """How many members the space has now."""
    return Member.objects.present().count()
