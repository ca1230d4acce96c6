from uuid import UUID

from juluo.community.models import Covenant, Entrance
from juluo.community.operations import news
from juluo.core.models import Member
from juluo.core.tasks import task


@task
def tell_of_newcomer(member_id: UUID, entrance_id: UUID) -> None:
    news.tell_of_newcomer(Member.objects.get(pk=member_id), Entrance.objects.get(pk=entrance_id))


@task
def tell_of_covenant(covenant_id: UUID, after: UUID | None) -> None:
    last = news.tell_of_covenant(Covenant.objects.get(pk=covenant_id), after=after)
    if last:
        tell_of_covenant.defer(covenant_id=covenant_id, after=last)
