"""Telling people what happened: a row to read here, and one for each way out of the house that they want."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.core.models import Member
from juluo.reach.models import Delivery, Notification
from juluo.reach.news import Channel, kind_of
from juluo.reach.queries.notifications import made_among, notifications_of
from juluo.reach.queries.preferences import habits_of, quiet_of, staff_with, wishes_of
from juluo.reach.rules.quiet import due_at
from juluo.reach.rules.wishes import is_wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened: its kind, the values of its words (numbers, references and money; no names), and a `reason`.

    The same kind and reason reach a member once, however often they are told.
    """

    kind: str
    reason: str
    data: Mapping[str, Any] = field(default_factory=dict)


def tell_staff(news: News, *, but: UUID | None = None) -> int:
    """Tell the staff whose roles allow what the kind asks for, `but` whom it is about; how many were told now."""
    return tell([each for each in staff_with(kind_of(news.kind).permission) if each != but], news)


@transaction.atomic
def tell(member_ids: Iterable[UUID], news: News) -> int:
    """Tell members once, each as they want it; return how many were told now.

    Who has no login (an imported customer, a closed account) is not told. History that is replayed leaves rows that
    count as read, and sends nothing out.
    """
    kind, now = kind_of(news.kind), clock.now()
    ids = list(Member.objects.filter(pk__in=list(member_ids), user__isnull=False).values_list("pk", flat=True))
    wishes = wishes_of(ids)
    rows = [
        Notification(
            member_id=each,
            kind=kind.key,
            reason=news.reason,
            data=dict(news.data),
            in_app=is_wanted(kind, Channel.APP, wishes.get(each, {})),
            at=now,
            read_at=now if clock.is_replaying() else None,
        )
        for each in ids
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    made = made_among(rows)
    if not clock.is_replaying():
        wanting = [row for row in made if is_wanted(kind, Channel.MAIL, wishes.get(row.member_id, {}))]
        _send_out(wanting, now)
    return len(made)


@transaction.atomic
def mark_read(notification: Notification) -> Notification:
    """The member has seen it. Twice is once."""
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=clock.now())
    notification.refresh_from_db(fields=["read_at"])
    return notification


@transaction.atomic
def mark_all_read(member: Member, *, up_to: UUID, audience: str = "") -> int:
    """The member has seen everything up to the one named; what came after it stays unread. How many were new."""
    seen = notifications_of(member, audience).filter(id__lte=up_to, read_at=None)
    return seen.order_by().update(read_at=clock.now())


def _send_out(rows: list[Notification], now: datetime) -> None:
    habits = habits_of(row.member_id for row in rows) if rows else {}
    Delivery.objects.bulk_create(
        Delivery(notification=row, channel=Channel.MAIL, due_at=due_at(now, quiet_of(habits[row.member_id])))
        for row in rows
    )
