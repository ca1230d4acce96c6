from juluo.community.facts import MemberJoined
from juluo.core.facts import on
from juluo.mall.facts import OrderPaid, OrderPlaced, RefundMade
from juluo.sharing import tasks
from juluo.sharing.facts import LinkTouched


@on(MemberJoined)
def bind_the_newcomer(fact: MemberJoined) -> None:
    tasks.bind_member.defer(member_id=fact.member_id)


@on(LinkTouched)
def bind_the_visitor(fact: LinkTouched) -> None:
    tasks.bind_member.defer(member_id=fact.member_id)


@on(OrderPlaced)
def attribute_the_order(fact: OrderPlaced) -> None:
    tasks.attribute.defer(order_id=fact.order_id)


@on(OrderPaid)
def credit_the_sharer(fact: OrderPaid) -> None:
    tasks.settle.defer(order_id=fact.order_id)


@on(RefundMade)
def claw_back_from_the_sharer(fact: RefundMade) -> None:
    tasks.settle.defer(order_id=fact.order_id)
