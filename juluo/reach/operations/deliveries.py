"""Sending what is due. The outside is called between two transactions: claim, send, note what came of it."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from juluo.core import clock
from juluo.reach.channels import ChannelUnavailable
from juluo.reach.channels.mail import AddressRefused, send_mail_about
from juluo.reach.models import Delivery, Notification
from juluo.reach.news import Channel, kind_of, kinds
from juluo.reach.queries.notifications import due_deliveries
from juluo.reach.queries.preferences import habits_of, quiet_of, wishes_of
from juluo.reach.rules.quiet import due_at
from juluo.reach.rules.wishes import is_wanted

TRIES = 12
QUEUED_AGAIN = timedelta(minutes=15)
_CLAIMED = timedelta(minutes=10)
_BATCH = 1000

logger = logging.getLogger(__name__)


def queue_due() -> list[UUID]:
    """Mark what is due as queued, and return its ids to be queued in the same transaction."""
    now = clock.now()
    due = due_deliveries(now, now - QUEUED_AGAIN).select_for_update(skip_locked=True)
    ids = [row.pk for row in due[:_BATCH]]
    Delivery.objects.filter(pk__in=ids).update(queued_at=now)
    return ids


def deliver(delivery: Delivery) -> None:
    """Send it, once: a worker that dies while sending leaves its claim for ten minutes, then another one tries.

    What is not wanted any more is dropped, what falls into quiet hours waits. Raises ChannelUnavailable if the mail
    server does not take it now; the twelfth time it is dropped.
    """
    claimed = _claim(delivery)
    if claimed is None:
        return
    try:
        send_mail_about(claimed.notification, key=str(claimed.pk))
    except AddressRefused:
        _drop(claimed, "refused")
    except ChannelUnavailable:
        _let_go(claimed)
        raise
    else:
        _note_sent(claimed)


@transaction.atomic
def _claim(delivery: Delivery) -> Delivery | None:
    now = clock.now()
    row: Delivery | None = Delivery.objects.select_for_update().filter(pk=delivery.pk).first()
    if row is None or row.sent_at or row.dropped_at or (row.claimed_at and row.claimed_at > now - _CLAIMED):
        return None
    news = Notification.objects.select_related("member__user").get(pk=row.notification_id)
    row.notification = news
    if unwanted := _unwanted(news):
        _drop(row, unwanted)
        return None
    later = due_at(now, quiet_of(habits_of([news.member_id])[news.member_id]))
    if later > now:
        Delivery.objects.filter(pk=row.pk).update(due_at=later, queued_at=None)
        return None
    Delivery.objects.filter(pk=row.pk).update(claimed_at=now, tries=F("tries") + 1)
    row.tries += 1
    return row


def _unwanted(news: Notification) -> str:
    """Why it is not to be sent after all; "" if it is."""
    if news.kind not in {kind.key for kind in kinds()}:
        return "unknown"
    if news.member.user is None or not news.member.user.is_active:
        return "no_login"
    said = wishes_of([news.member_id]).get(news.member_id, {})
    return "" if is_wanted(kind_of(news.kind), Channel.MAIL, said) else "unwanted"


def _note_sent(delivery: Delivery) -> None:
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(sent_at=clock.now(), claimed_at=None)


def _let_go(delivery: Delivery) -> None:
    if delivery.tries >= TRIES:
        logger.error("mail given up", extra={"delivery": str(delivery.pk)})
        _drop(delivery, "unreachable")
        return
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(claimed_at=None)


def _drop(delivery: Delivery, because: str) -> None:
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(dropped_at=clock.now(), dropped_because=because, claimed_at=None)
