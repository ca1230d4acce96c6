from uuid import UUID

from juluo.core.models import Member
from juluo.core.tasks import even_when_closed, every, task
from juluo.mall.models import Order
from juluo.sharing.models import Commission
from juluo.sharing.operations import news
from juluo.sharing.operations.attributions import attribute_order
from juluo.sharing.operations.bindings import bind
from juluo.sharing.operations.commissions import settle_due, settle_order
from juluo.sharing.operations.sources import keep_source


@task
def bind_member(member_id: UUID) -> None:
    bind(Member.objects.get(pk=member_id))


@task
def keep_source_of(member_id: UUID) -> None:
    keep_source(Member.objects.get(pk=member_id))


@task
def attribute(order_id: UUID) -> None:
    order = Order.objects.select_related("buyer").get(pk=order_id)
    attribute_order(order)
    bind(order.buyer)


@task
def settle(order_id: UUID) -> None:
    settle_order(Order.objects.get(pk=order_id))


@task
def tell_of_pending(commission_id: UUID) -> None:
    news.tell_of_pending(Commission.objects.get(pk=commission_id))


@task
def tell_of_available(commission_id: UUID) -> None:
    news.tell_of_available(Commission.objects.get(pk=commission_id))


@task
def tell_of_voided(commission_id: UUID) -> None:
    news.tell_of_voided(Commission.objects.get(pk=commission_id))


@even_when_closed
@every("*/10 * * * *")
def release_commissions() -> None:
    settle_due()
