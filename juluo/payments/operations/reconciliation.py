"""Asking the provider about all that is unclear, so that nothing depends on a notification arriving."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from juluo.core import clock
from juluo.payments.models import Notice, Payment, ProviderRefund
from juluo.payments.operations.notices import apply_notice
from juluo.payments.operations.outcomes import ask_provider
from juluo.payments.operations.refunds import settle_refund
from juluo.payments.provider import ProviderUnavailable
from juluo.payments.rules import next_ask, next_turn

BATCH = 200
PATIENCE = 3
logger = logging.getLogger(__name__)


def reconcile() -> None:
    """Ask about what is due. Call it outside any transaction; two at once share the work."""
    _each(claim_payments(), ask_provider)
    _each(claim_refunds(), settle_refund)
    _each(claim_notices(), apply_notice)


@transaction.atomic
def claim_payments() -> list[Payment]:
    """Take the payments that are due and say when their next turn is, whatever comes of this one."""
    now = clock.now()
    due = list(Payment.objects.due(now).select_for_update(skip_locked=True)[:BATCH])
    for payment in due:
        payment.next_ask_at = next_ask(payment, now)
    Payment.objects.bulk_update(due, ["next_ask_at"])
    return due


@transaction.atomic
def claim_refunds() -> list[ProviderRefund]:
    """The same for refunds."""
    now = clock.now()
    due = list(ProviderRefund.objects.due(now).select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for refund in due:
        refund.next_ask_at = next_turn(refund.requested_at, now)
    ProviderRefund.objects.bulk_update(due, ["next_ask_at"])
    return due


@transaction.atomic
def claim_notices() -> list[Notice]:
    """The same for notices that could not be applied when they came."""
    now = clock.now()
    due = list(Notice.objects.due(now).select_for_update(skip_locked=True)[:BATCH])
    for notice in due:
        notice.next_try_at = next_turn(notice.received_at, now)
    Notice.objects.bulk_update(due, ["next_try_at"])
    return due


@contextmanager
def left_for_later() -> Iterator[None]:
    """A provider that does not answer is no failure of ours: the reconciler asks again within a minute."""
    try:
        yield
    except ProviderUnavailable as error:
        logger.warning("The payment provider does not answer: %s", error)


def _each[Row: (Payment, ProviderRefund, Notice)](rows: list[Row], ask: Callable[[Row], Row]) -> None:
    """Ask about each; one that breaks does not stop the others, but a provider that is down is left in peace."""
    unanswered = 0
    for row in rows:
        try:
            ask(row)
        except ProviderUnavailable as error:
            unanswered += 1
            logger.warning("The payment provider does not answer: %s", error)
        except Exception:
            logger.exception("%s %s could not be reconciled.", type(row).__name__, row.id)
        if unanswered >= PATIENCE:
            return
