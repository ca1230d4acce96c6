from juluo.core.facts import on
from juluo.payments import tasks
from juluo.payments.facts import NoticeReceived, RefundRequested


@on(NoticeReceived)
def apply_what_came(fact: NoticeReceived) -> None:
    tasks.apply_notice.defer(notice_id=fact.notice_id)


@on(RefundRequested)
def send_the_refund(fact: RefundRequested) -> None:
    tasks.settle_refund.defer(refund_id=fact.refund_id)
