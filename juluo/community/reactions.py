from juluo.community import tasks
from juluo.community.facts import CovenantPublished, MemberJoined
from juluo.core.facts import on


@on(MemberJoined)
def tell_the_owner(fact: MemberJoined) -> None:
    tasks.tell_of_newcomer.defer(member_id=fact.member_id, entrance_id=fact.entrance_id)


@on(CovenantPublished)
def tell_everybody(fact: CovenantPublished) -> None:
    tasks.tell_of_covenant.defer(covenant_id=fact.covenant_id, after=None)
