from datetime import timedelta
from uuid import UUID

from juluo.core import clock
from juluo.core.tasks import even_when_closed, every, nightly, task
from juluo.mall.models import Order, OrderLine, Refund
from juluo.mall.operations import news, rights
from juluo.mall.operations.orders import deliver_order, lapse_order
from juluo.mall.operations.payment import note_refund_outcome, receive_payment, send_refund
from juluo.mall.queries.orders import overdue_holds, overdue_parcels
from juluo.payments.models import Payment, ProviderRefund

_BATCH = 500
_ARRIVES_WITHIN = timedelta(days=14)


@task
def use_payment(order_id: UUID, payment_id: UUID) -> None:
    receive_payment(Order.objects.get(pk=order_id), Payment.objects.get(pk=payment_id))


@task
def settle_rights(order_id: UUID) -> None:
    rights.settle_rights(Order.objects.get(pk=order_id))


@task
def give_line_back(line_id: UUID, reason: str) -> None:
    rights.give_line_back(OrderLine.objects.get(pk=line_id), reason=reason)


@task
def ask_for_refund(refund_id: UUID) -> None:
    send_refund(Refund.objects.select_related("order").get(pk=refund_id))


@task
def book_settled_refund(provider_refund_id: UUID) -> None:
    note_refund_outcome(ProviderRefund.objects.get(pk=provider_refund_id), settled=True)


@task
def book_failed_refund(provider_refund_id: UUID) -> None:
    note_refund_outcome(ProviderRefund.objects.get(pk=provider_refund_id), settled=False)


@task
def tell_of_payment(order_id: UUID) -> None:
    news.tell_of_payment(Order.objects.get(pk=order_id))


@task
def tell_of_shipment(order_id: UUID) -> None:
    news.tell_of_shipment(Order.objects.get(pk=order_id))


@task
def tell_of_refund(refund_id: UUID) -> None:
    news.tell_of_refund(Refund.objects.select_related("order").get(pk=refund_id))


@even_when_closed
@every("* * * * *")
def lapse_unpaid_orders() -> None:
    for order in overdue_holds(clock.now())[:_BATCH]:
        lapse_order(order)


@even_when_closed
@nightly
def take_parcels_as_delivered() -> None:
    for order in overdue_parcels(clock.now() - _ARRIVES_WITHIN)[:_BATCH]:
        deliver_order(order)
