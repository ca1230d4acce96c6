"""What stands about members: sanctions, appeals, and whom they keep from what."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from juluo.community.models import Appeal, Article, Circle, Sanction
from juluo.community.queries.doors import current_covenant
from juluo.community.rules.articles import names_paused
from juluo.core import clock
from juluo.core.models import Member, Staff
from juluo.core.people import permissions_of
from juluo.core.taking_part import Deed, goods_named

MODERATES = "talk.moderate"
_NAMED = ("buying-", "circle-")
_WITH = ("circle", "member", "article__covenant", "by", "undone_by", "case")


def articles_in_force() -> QuerySet[Article]:
    """The articles of the version in force, in their order."""
    return Article.objects.filter(covenant=current_covenant()).select_related("covenant").order_by("number")


def sanctions_latest_first() -> QuerySet[Sanction]:
    return Sanction.objects.select_related(*_WITH).order_by("-id")


def sanctions_of(member: Member) -> QuerySet[Sanction]:
    return sanctions_latest_first().filter(member=member)


def hiding_of(about: str) -> Sanction | None:
    """The decision by which the thing said is hidden; None if it is not, or only waits for a person."""
    found = Sanction.objects.filter(about=about, kind=Sanction.Kind.HIDE, undone_at=None).order_by("-id")
    row: Sanction | None = found.first()
    return row


def standing(now: datetime) -> Q:
    """What holds at that time: begun, not ended by the clock, not undone."""
    return Q(at__lte=now) & (Q(until=None) | Q(until__gt=now)) & (Q(undone_at=None) | Q(undone_at__gt=now))


def keeping_from(member: Member, deed: Deed, goods: Collection[str]) -> list[Sanction]:
    """The standing sanctions that forbid the deed, or slow it down."""
    named = Q(pauses__overlap=sorted(names_paused(deed, goods)))
    if deed == Deed.WRITING:
        named |= Q(kind=Sanction.Kind.SLOW)
    return list(Sanction.objects.filter(standing(clock.now()), named, member=member).order_by("id"))


def paused_at(deed: Deed, member_ids: Collection[UUID], at: datetime) -> frozenset[UUID]:
    """Those of the members to whom the deed was forbidden at that time."""
    if not member_ids:
        return frozenset()
    found = Sanction.objects.filter(standing(at), member__in=list(member_ids), pauses__contains=[deed.value])
    return frozenset(found.order_by().values_list("member_id", flat=True))


def named_in(pauses: Collection[str]) -> dict[str, str]:
    """What the products and circles are called that are paused, by the word or the id that names them."""
    by_kind = {kind: [each.partition("-")[2] for each in pauses if each.startswith(kind)] for kind in _NAMED}
    circles = Circle.objects.filter(pk__in=by_kind["circle-"]).values_list("pk", "name") if by_kind["circle-"] else []
    return goods_named(by_kind["buying-"]) | {str(key): name for key, name in circles}


def appeals_waiting() -> QuerySet[Appeal]:
    """The longest waiting first."""
    return _appeals().filter(decided_at=None).order_by("id")


def appeals_latest_first() -> QuerySet[Appeal]:
    return _appeals().order_by("-id")


def moderators() -> list[UUID]:
    """Members whose roles let them look after the talk, in the order in which they got a role."""
    people = dict.fromkeys(Staff.objects.order_by("id").values_list("member_id", flat=True))
    return [each for each in people if MODERATES in permissions_of(each)]


def _appeals() -> QuerySet[Appeal]:
    return Appeal.objects.select_related(
        "sanction__member", "sanction__article__covenant", "sanction__by", "sanction__case", "decided_by"
    )
