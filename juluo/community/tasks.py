from uuid import UUID

from juluo.community.models import (
    Appeal,
    Application,
    Case,
    Circle,
    CircleAsk,
    Covenant,
    DirectMessage,
    Entrance,
    Reply,
    Sanction,
    Topic,
)
from juluo.community.operations import circle_news, direct_news, news, searching, topic_news
from juluo.community.operations.admitting import end_lapsed_offers, offer_places
from juluo.community.operations.circle_members import leave_every_circle, stand_down_everywhere
from juluo.community.operations.enclosures import forget_loose_enclosures
from juluo.community.operations.letters import write_to_applicant
from juluo.community.operations.screening import forget_sayings
from juluo.community.queries.applications import entrances_with_waiting
from juluo.core.models import Member, Report
from juluo.core.tasks import errand, every, nightly, task


@task
def tell_of_newcomer(member_id: UUID, entrance_id: UUID) -> None:
    news.tell_of_newcomer(Member.objects.get(pk=member_id), Entrance.objects.get(pk=entrance_id))


@task
def tell_of_covenant(covenant_id: UUID, after: UUID | None) -> None:
    last = news.tell_of_covenant(Covenant.objects.get(pk=covenant_id), after=after)
    if last:
        tell_of_covenant.defer(covenant_id=covenant_id, after=last)


@task
def tell_of_direct(message_id: UUID) -> None:
    direct_news.tell_of_direct(DirectMessage.objects.select_related("author", "conversation").get(pk=message_id))


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


@task
def tell_of_topic(topic_id: UUID) -> None:
    topic_news.tell_of_topic(_topic(topic_id))


@task
def tell_of_topic_at_last(topic_id: UUID) -> None:
    topic = _topic(topic_id)
    if topic.is_announcement:
        tell_of_announcement.defer(topic_id=topic_id, after=None)
    else:
        topic_news.tell_of_topic(topic)


@task
def tell_of_announcement(topic_id: UUID, after: UUID | None) -> None:
    last = topic_news.tell_of_announcement(_topic(topic_id), after=after)
    if last:
        tell_of_announcement.defer(topic_id=topic_id, after=last)


@task
def tell_of_reply(reply_id: UUID) -> None:
    topic_news.tell_of_reply(_reply(reply_id))


@task
def tell_of_calling(reply_id: UUID) -> None:
    topic_news.tell_of_calling(_reply(reply_id))


@task
def tell_followers(reply_id: UUID, after: UUID | None) -> None:
    last = topic_news.tell_followers(_reply(reply_id), after=after)
    if last:
        tell_followers.defer(reply_id=reply_id, after=last)


@task
def tell_of_acceptance(reply_id: UUID, by: UUID | None) -> None:
    topic_news.tell_of_acceptance(_reply(reply_id), by=by)


@task
def renew_topics_of(circle_id: UUID, after: UUID | None) -> None:
    last = searching.renew_topics_of(circle_id, after=after)
    if last:
        renew_topics_of.defer(circle_id=circle_id, after=last)


@task
def renew_replies_to(topic_id: UUID, after: UUID | None) -> None:
    last = searching.renew_replies_to(topic_id, after=after)
    if last:
        renew_replies_to.defer(topic_id=topic_id, after=last)


def _topic(topic_id: UUID) -> Topic:
    return Topic.objects.select_related("author", "circle").get(pk=topic_id)


def _reply(reply_id: UUID) -> Reply:
    rows = Reply.objects.select_related("author", "answers__author", "quoted__author", "topic__author", "topic__circle")
    return rows.get(pk=reply_id)


@task
def tell_of_applicant(application_id: UUID) -> None:
    news.tell_of_applicant(Application.objects.select_related("entrance").get(pk=application_id))


@errand
def write_letter(application_id: UUID, about: str, key: str) -> None:
    application = Application.objects.select_related("user").filter(pk=application_id).first()
    if application:
        write_to_applicant(application, about, key=key)


@every("*/2 * * * *")
def look_after_places() -> None:
    end_lapsed_offers()
    for entrance in list(entrances_with_waiting()):
        offer_places(entrance)


@nightly
def forget_pictures_of_nothing() -> None:
    forget_loose_enclosures()
