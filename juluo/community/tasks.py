from uuid import UUID

from juluo.community.models import Appeal, Case, Circle, CircleAsk, Covenant, Entrance, Sanction
from juluo.community.operations import circle_news, news
from juluo.community.operations.circle_members import leave_every_circle, stand_down_everywhere
from juluo.community.operations.screening import forget_sayings
from juluo.core.models import Member, Report
from juluo.core.tasks import nightly, task


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


@task
def tell_of_hiding(about: str, reason: str) -> None:
    news.tell_of_hiding(about, reason=reason)


@task
def tell_of_report(report_id: UUID) -> None:
    news.tell_of_report(Report.objects.get(pk=report_id))


@task
def tell_of_case(case_id: UUID) -> None:
    news.tell_of_case(Case.objects.get(pk=case_id))


@task
def tell_of_sanction(sanction_id: UUID, kind: str, reason: str) -> None:
    news.tell_of_sanction(Sanction.objects.get(pk=sanction_id), kind, reason=reason)


@task
def tell_of_appeal(appeal_id: UUID) -> None:
    news.tell_of_appeal(Appeal.objects.select_related("sanction").get(pk=appeal_id))


@nightly
def forget_old_sayings() -> None:
    while forget_sayings():
        pass
