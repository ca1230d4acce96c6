from uuid import UUID

from juluo.core.tasks import errand, even_when_closed, every, nightly
from juluo.payments.models import Notice, ProviderRefund
from juluo.payments.operations import accounts, notices, reconciliation, refunds


@errand
def apply_notice(notice_id: UUID) -> None:
    with reconciliation.left_for_later():
        notices.apply_notice(Notice.objects.get(pk=notice_id))


@errand
def settle_refund(refund_id: UUID) -> None:
    with reconciliation.left_for_later():
        refunds.settle_refund(ProviderRefund.objects.get(pk=refund_id))


@even_when_closed
@every("* * * * *")
def reconcile() -> None:
    reconciliation.reconcile()


@even_when_closed
@nightly
def seal_accounts_anew() -> None:
    accounts.seal_accounts_anew()
