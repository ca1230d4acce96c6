from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.payments.facts import NoticeReceived, NoticeRejected
from juluo.payments.models import Notice, Payment, PaymentState, ProviderRefund, RefundState, Verdict
from juluo.payments.operations.outcomes import ask_provider
from juluo.payments.operations.refunds import settle_refund
from juluo.payments.provider import Notification, refuse_in_transaction
from juluo.payments.rules import FIRST_ASK, uuid_or_nil, verdict_on

CLAIMED = {"payment.paid": PaymentState.CONFIRMED, "refund.done": RefundState.DONE, "refund.failed": RefundState.FAILED}


@transaction.atomic
def receive_notice(provider: str, notification: Notification) -> None:
    """Store a verified notification, once: a second copy of the same event changes nothing."""
    now = clock.now()
    notice = Notice(
        provider=provider,
        event_id=notification.event_id,
        event=notification.event,
        ref=notification.ref,
        provider_ref=notification.provider_ref,
        amount_minor=notification.amount_minor,
        currency=notification.currency,
        received_at=now,
        next_try_at=now + FIRST_ASK,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    if Notice.objects.filter(pk=notice.pk).exists():
        record(NoticeReceived(notice_id=notice.id))


def apply_notice(notice: Notice) -> Notice:
    """Let the notice take effect, once: check its claim, ask the provider for the truth, record the truth.

    Raises ProviderUnavailable; the notice then waits for the reconciler. Call it outside any transaction.
    """
    refuse_in_transaction()
    return notice if notice.applied_at else close_notice(notice, verdict=_judge(notice))


@transaction.atomic
def close_notice(notice: Notice, *, verdict: Verdict) -> Notice:
    """Write down what became of the notice; staff are told of a claim that was not so."""
    closed: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if closed.applied_at:
        return closed
    closed.applied_at, closed.next_try_at, closed.verdict = clock.now(), None, verdict
    closed.save(update_fields=["applied_at", "next_try_at", "verdict"])
    if verdict not in {Verdict.APPLIED, Verdict.IGNORED}:
        record(NoticeRejected(notice_id=closed.id, verdict=verdict))
    return closed


def _judge(notice: Notice) -> Verdict:
    subject = _payment(notice) if notice.event.startswith("payment.") else _refund(notice)
    wrong = verdict_on(notice, subject)
    if wrong or subject is None:
        return wrong or Verdict.UNKNOWN
    truth = ask_provider(subject) if isinstance(subject, Payment) else settle_refund(subject)
    return Verdict.APPLIED if CLAIMED.get(notice.event, truth.state) == truth.state else Verdict.CONTRADICTED


def _payment(notice: Notice) -> Payment | None:
    return Payment.objects.filter(pk=uuid_or_nil(notice.ref)).first()


def _refund(notice: Notice) -> ProviderRefund | None:
    return ProviderRefund.objects.select_related("payment").filter(pk=uuid_or_nil(notice.ref)).first()
