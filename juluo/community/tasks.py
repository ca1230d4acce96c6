from uuid import UUID

from juluo.community.models import Circle, CircleAsk, Covenant, Entrance
from juluo.community.operations import circle_news, news
from juluo.community.operations.circle_members import leave_every_circle, stand_down_everywhere
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


@task
def end_stays_of(member_id: UUID) -> None:
    leave_every_circle(Member.objects.get(pk=member_id))


@task
def stand_down(member_id: UUID) -> None:
    stand_down_everywhere(Member.objects.get(pk=member_id))


@task
def tell_of_circle_opening(circle_id: UUID) -> None:
    circle_news.tell_of_opening(Circle.objects.get(pk=circle_id))


@task
def tell_of_circle_ask(ask_id: UUID) -> None:
    circle_news.tell_of_ask(CircleAsk.objects.select_related("circle").get(pk=ask_id))


@task
def tell_of_circle_answer(ask_id: UUID) -> None:
    circle_news.tell_of_answer(CircleAsk.objects.select_related("circle").get(pk=ask_id))


@task
def tell_of_circle_role(circle_id: UUID, member_id: UUID, fact_id: UUID) -> None:
    circle_news.tell_of_role(Circle.objects.get(pk=circle_id), member_id, reason=str(fact_id))


@task
def tell_of_circle_removal(circle_id: UUID, member_id: UUID, because: str, fact_id: UUID) -> None:
    circle = Circle.objects.get(pk=circle_id)
    circle_news.tell_of_removal(circle, member_id, because=because, reason=str(fact_id))
