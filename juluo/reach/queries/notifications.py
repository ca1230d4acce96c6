from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from juluo.core.models import Member
from juluo.core.spaces import acting_space_id
from juluo.reach.models import Delivery, Notification
from juluo.reach.news import kinds

MOST_COUNTED = 100
_UNREAD = """
SELECT count(*) FROM (
    SELECT FROM reach_notification
    WHERE space_id = %s AND member_id = %s AND in_app AND read_at IS NULL AND kind = ANY(%s) LIMIT %s
) AS unread
"""  # every page asks: worded here, for Django takes longer to word it than the database to answer


def notifications_of(member: Member, audience: str = "") -> QuerySet[Notification]:
    """What the member can read here, the latest first; all of it or what is for one audience."""
    return _shown(member, audience).order_by("-id")


def unread_count(member: Member, audience: str = "") -> int:
    """How many wait to be read, up to a hundred: a bell shows no more than 99+."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [acting_space_id(), member.id, _known(audience), MOST_COUNTED])
        counted: int = cursor.fetchone()[0]
    return counted


def due_deliveries(now: datetime, queued_before: datetime) -> QuerySet[Delivery]:
    """What is to go out and was not queued lately, the longest due first."""
    waiting = Delivery.objects.filter(sent_at=None, dropped_at=None, due_at__lte=now)
    return waiting.exclude(queued_at__gt=queued_before).order_by("due_at", "id")


def made_among(rows: Sequence[Notification]) -> list[Notification]:
    """Those of `rows` that were really written, not told before."""
    written: set[UUID] = set(Notification.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.pk in written]


def _shown(member: Member, audience: str) -> QuerySet[Notification]:
    return Notification.objects.filter(member=member, in_app=True, kind__in=_known(audience))


def _known(audience: str) -> list[str]:
    return [kind.key for kind in kinds(audience)]
