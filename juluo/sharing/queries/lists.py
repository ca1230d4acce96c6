"""What the lists of sharing in the studio are searched by: codes, numbers, and the beginnings of names."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from juluo.community.queries.people import people_ever
from juluo.core.models import Member
from juluo.sharing.models import Binding, Commission, CommissionState, ShareLink, Touch
from juluo.sharing.queries.bindings import bindings_latest_first
from juluo.sharing.queries.commissions import commissions_latest_first
from juluo.sharing.queries.links import links_latest_first
from juluo.sharing.queries.touches import touches_latest_first

_LAST = "\U0010ffff"
"""Sorts after every other character: what begins with a word comes before the word and this."""
LINK_STATES, BINDING_STATES = ("working", "ended"), ("current", "replaced")


def links_matching(words: str, state: str = "") -> QuerySet[ShareLink]:
    """Links latest first, by their code or the beginning of the sharer's name; `state` "working" or "ended"."""
    found = links_latest_first()
    if words:
        found = found.filter(Q(code=words.lower()) | Q(sharer__in=_called(words)))
    return found.filter(revoked_at__isnull=state == "working") if state else found


def touches_matching(words: str, since: datetime | None = None) -> QuerySet[Touch]:
    """Openings latest first, by the code of the link or the beginning of the name of its sharer; and since then."""
    found = touches_latest_first()
    if words:
        links = ShareLink.objects.filter(Q(code=words.lower()) | Q(sharer__in=_called(words)))
        found = found.filter(link__in=links.values("pk"))
    return found.filter(at__gte=since) if since else found


def bindings_matching(words: str, state: str = "") -> QuerySet[Binding]:
    """Bindings latest first, by how the member's or the sharer's name begins; `state` "current" or "replaced"."""
    found = bindings_latest_first()
    if words:
        found = found.filter(Q(member__in=_called(words)) | Q(sharer__in=_called(words)))
    return found.filter(replaced_at__isnull=state == "current") if state else found


def commissions_matching(words: str, state: str = "") -> QuerySet[Commission]:
    """Commissions latest first, by how the order's number or the payee's name begins; of one state ("" for any)."""
    found = commissions_latest_first()
    if words:
        number = words.upper()
        of_order = Q(line__order__ref__gte=number, line__order__ref__lt=number + _LAST)
        found = found.filter(of_order | Q(payee__in=_called(words)))
    return found.standing_as(CommissionState(state)) if state else found  # type: ignore[attr-defined] # its queryset


def _called(words: str) -> QuerySet[Member, Any]:
    return people_ever(name=words).order_by().values("pk")
