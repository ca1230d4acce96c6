from juluo.community.facts import MemberJoined
from juluo.core.facts import on
from juluo.mall.facts import OrderPaid, OrderPlaced, RefundMade
from juluo.sharing import tasks
from juluo.sharing.facts import CommissionAvailable, CommissionPending, CommissionVoided, LinkTouched


@on(MemberJoined)
def bind_the_newcomer(fact: MemberJoined) -> None:
    tasks.bind_member.defer(member_id=fact.member_id)


@on(MemberJoined)
def keep_the_source_of_the_newcomer(fact: MemberJoined) -> None:
    tasks.keep_source_of.defer(member_id=fact.member_id)


@on(LinkTouched)
def bind_the_visitor(fact: LinkTouched) -> None:
    tasks.bind_member.defer(member_id=fact.member_id)


@on(OrderPlaced)
def attribute_the_order(fact: OrderPlaced) -> None:
    tasks.attribute.defer(order_id=fact.order_id)


@on(OrderPaid)
def credit_the_sharer(fact: OrderPaid) -> None:
    tasks.settle.defer(order_id=fact.order_id)


@on(CommissionPending)
def tell_what_will_come(fact: CommissionPending) -> None:
    tasks.tell_of_pending.defer(commission_id=fact.commission_id)


@on(CommissionAvailable)
def tell_what_came(fact: CommissionAvailable) -> None:
    tasks.tell_of_available.defer(commission_id=fact.commission_id)


@on(CommissionVoided)
def tell_what_went(fact: CommissionVoided) -> None:
    tasks.tell_of_voided.defer(commission_id=fact.commission_id)


@on(RefundMade)
def claw_back_from_the_sharer(fact: RefundMade) -> None:
    tasks.settle.defer(order_id=fact.order_id)
