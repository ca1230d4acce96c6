"""Telling staff who came and what was reported, authors what was hidden, and everybody that the covenant changed."""

from uuid import UUID

from juluo.community.models import Appeal, Application, Case, Covenant, Entrance, Sanction
from juluo.community.news import (
    APPEALED,
    APPLICATION_MADE,
    COVENANT_CHANGED,
    MEMBER_JOINED,
    SANCTIONED,
    WORDS_HELD,
    WORDS_HIDDEN,
    WORDS_REPORTED,
)
from juluo.community.queries.sanctions import moderators
from juluo.community.rules.sanctions import judges_among
from juluo.core.models import Member, Report, Space
from juluo.core.said.kinds import Said
from juluo.core.said.queries import told_about
from juluo.core.spaces import acting_space_id
from juluo.reach.operations.notifications import News, tell, tell_staff

AT_A_TIME = 500


def tell_of_newcomer(member: Member, entrance: Entrance) -> None:
    """Tell the owner that somebody joined, and by which entrance."""
    data = {"entrance": entrance.name, "member_id": str(member.pk)}
    tell_staff(News(kind=MEMBER_JOINED, reason=str(member.pk), data=data), but=member.pk)


def tell_of_applicant(application: Application) -> None:
    """Tell staff who decide about applications of one that a person has to look at."""
    if application.state != Application.State.SENT:
        return
    data = {"entrance": application.entrance.name, "application_id": str(application.pk)}
    tell_staff(News(kind=APPLICATION_MADE, reason=str(application.pk), data=data))


def tell_of_covenant(covenant: Covenant, *, after: UUID | None) -> UUID | None:
    """Tell the next members, by id; return the last one told if there may be more. The first version is no change."""
    if covenant.number == 1:
        return None
    members = Member.objects.present().filter(joined_at__lt=covenant.published_at).order_by("pk")
    if after:
        members = members.filter(pk__gt=after)
    ids = list(members.values_list("pk", flat=True)[:AT_A_TIME])
    tell(ids, News(kind=COVENANT_CHANGED, reason=str(covenant.pk), data={"version": covenant.number}))
    return ids[-1] if len(ids) == AT_A_TIME else None


def tell_of_hiding(about: str, *, reason: str) -> None:
    """Tell the author why nobody else reads it any more; each `reason` once."""
    thing = told_about([about]).get(about)
    if thing and thing.hidden_at:
        data = {"where": _where(thing), "said": thing.kind, "thing_id": str(thing.id)}
        tell([thing.author_id], News(kind=WORDS_HIDDEN, reason=reason, data=data))


def tell_of_case(case: Case, *, but: UUID | None = None) -> None:
    """Tell those who look after the talk that something waits, but not of what they reported or said themselves."""
    thing = told_about([case.about]).get(case.about)
    if case.decided_at is None and thing:
        kind = WORDS_HELD if case.cause == Case.Cause.HELD else WORDS_REPORTED
        data = {"where": _where(thing), "case_id": str(case.pk)}
        tell_staff(News(kind=kind, reason=str(case.pk), data=data), but=but or case.author_id)


def tell_of_report(made: Report) -> None:
    """Tell of the case that the report opened or joined, but not whoever made it."""
    case = Case.objects.filter(about=made.about, decided_at=None).first()
    if case and made.closed_at is None:
        tell_of_case(case, but=made.reporter_id)


def tell_of_sanction(sanction: Sanction, kind: str, *, reason: str) -> None:
    """Tell the member what was decided about them; each `reason` once. Who has something hidden is told of that."""
    if kind != SANCTIONED or sanction.kind != Sanction.Kind.HIDE:
        tell([sanction.member_id], News(kind=kind, reason=reason, data={"sanction_id": str(sanction.pk)}))


def tell_of_appeal(appeal: Appeal) -> None:
    """Tell those who may decide it: moderators other than who decided, and other than whom it is about."""
    if appeal.decided_at is None:
        news = News(kind=APPEALED, reason=str(appeal.pk), data={"sanction_id": str(appeal.sanction_id)})
        tell(judges_among(moderators(), appeal.sanction), news)


def _where(thing: Said) -> str:
    """What it stands in, by its title: what is about the IP itself is called as its space."""
    return thing.where or str(Space.objects.get(pk=acting_space_id()))
