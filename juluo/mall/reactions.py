from juluo.core.facts import on
from juluo.ip.facts import MoneyWantedBack
from juluo.mall import tasks
from juluo.mall.facts import OrderPaid, OrderShipped, RefundMade
from juluo.mall.operations.payment import PURPOSE
from juluo.mall.tasks import ask_for_refund, book_failed_refund, book_settled_refund, use_payment
from juluo.payments.facts import PaymentConfirmed, RefundFailed, RefundSettled


@on(PaymentConfirmed)
def use_payment_for_order(fact: PaymentConfirmed) -> None:
    if fact.purpose == PURPOSE:
        use_payment.defer(order_id=fact.purpose_id, payment_id=fact.payment_id)


@on(RefundMade)
def ask_provider_for_refund(fact: RefundMade) -> None:
    ask_for_refund.defer(refund_id=fact.refund_id)


@on(RefundSettled)
def book_refund_as_settled(fact: RefundSettled) -> None:
    if fact.purpose == PURPOSE:
        book_settled_refund.defer(provider_refund_id=fact.refund_id)


@on(RefundFailed)
def book_refund_as_failed(fact: RefundFailed) -> None:
    if fact.purpose == PURPOSE:
        book_failed_refund.defer(provider_refund_id=fact.refund_id)


@on(OrderPaid)
def tell_of_payment(fact: OrderPaid) -> None:
    tasks.tell_of_payment.defer(order_id=fact.order_id)


@on(OrderShipped)
def tell_the_buyer_it_left(fact: OrderShipped) -> None:
    tasks.tell_of_shipment.defer(order_id=fact.order_id)


@on(RefundMade)
def tell_the_buyer_what_goes_back(fact: RefundMade) -> None:
    tasks.tell_of_refund.defer(refund_id=fact.refund_id)


@on(MoneyWantedBack)
def give_a_purchase_back(fact: MoneyWantedBack) -> None:
    tasks.give_line_back.defer(line_id=fact.line_id, reason=fact.reason)


@on(OrderPaid)
def open_what_was_bought(fact: OrderPaid) -> None:
    tasks.settle_rights.defer(order_id=fact.order_id)


@on(RefundMade)
def close_what_was_given_back(fact: RefundMade) -> None:
    tasks.settle_rights.defer(order_id=fact.order_id)
