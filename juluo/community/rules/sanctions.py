"""What staff may decide about a member, and who may look at it again, decided over values already in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.community.models import Article, Case, Circle, Sanction
from juluo.core.models import Member
from juluo.core.refusals import Refused

MOST_DAYS, MOST_MINUTES = 3650, 24 * 60
_LASTS = {Sanction.Kind.SLOW, Sanction.Kind.MUTE, Sanction.Kind.PAUSE, Sanction.Kind.CIRCLE}
_ONLY_WITH_DAYS = {Sanction.Kind.SLOW, Sanction.Kind.MUTE}
_BEARABLE = {Sanction.Kind.HIDE, Sanction.Kind.WARN}
"""What may also meet staff: everything else would take the tools of their work away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is to be done about a member: one kind, for a reason, by an article, for `days` (None: until undone)."""

    kind: str
    reason: str
    words: str = ""
    article: Article | None = None
    days: int | None = None
    minutes: int | None = None
    circle: Circle | None = None


def check_measure(measure: Measure, *, has_articles: bool) -> Sanction.Kind:
    """Refused (422): `unknown_kind`, `names_nothing`, and `needs_` `article`, `days`, `minutes` or `circle`."""
    if measure.kind not in Sanction.Kind.values:
        raise Refused(_("There is no such sanction."), code="unknown_kind", field="kind", status=422)
    kind = Sanction.Kind(measure.kind)
    if measure.article is None and (has_articles or kind == Sanction.Kind.PAUSE) and kind != Sanction.Kind.HIDE:
        raise Refused(_("Say which article it refers to."), code="needs_article", field="article", status=422)
    if kind == Sanction.Kind.PAUSE and measure.article and not measure.article.pauses:
        message = _("This article names nothing that could be paused.")
        raise Refused(message, code="names_nothing", field="article", status=422)
    if kind == Sanction.Kind.CIRCLE and measure.circle is None:
        raise Refused(_("Say which circle it is about."), code="needs_circle", field="circle", status=422)
    _check_time(kind, measure)
    return kind


def _check_time(kind: Sanction.Kind, measure: Measure) -> None:
    days, minutes = measure.days, measure.minutes
    if (days is None and kind in _ONLY_WITH_DAYS) or (days is not None and not 1 <= days <= MOST_DAYS):
        message = _("Say for how many days, from 1 to %(most)d.") % {"most": MOST_DAYS}
        raise Refused(message, code="needs_days", field="days", status=422)
    if kind == Sanction.Kind.SLOW and (minutes is None or not 1 <= minutes <= MOST_MINUTES):
        message = _("Say how many minutes lie between two sayings, from 1 to %(most)d.") % {"most": MOST_MINUTES}
        raise Refused(message, code="needs_minutes", field="minutes", status=422)


def check_can_be_sanctioned(member: Member, kind: str, *, is_staff: bool) -> None:
    if is_staff and kind not in _BEARABLE:
        message = _("%(name)s holds a role of this space. Take the role away first.")
        raise Refused(message % {"name": member.name}, code="is_staff")


def ends_at(kind: str, days: int | None, now: datetime) -> datetime | None:
    """When it ends by the clock; None if it lasts until it is undone, or leaves nothing behind."""
    return now + timedelta(days=days) if days and kind in _LASTS else None


def pauses_of(kind: str, measure: Measure) -> list[str]:
    """What is paused: a muted member does not write; an article pauses exactly what it names.

    Who was removed from a circle does not come back to it meanwhile.
    """
    if kind == Sanction.Kind.MUTE:
        return ["writing"]
    if kind == Sanction.Kind.CIRCLE and measure.circle:
        return [f"circle-{measure.circle.pk}"]
    return list(measure.article.pauses) if kind == Sanction.Kind.PAUSE and measure.article else []


def is_standing(sanction: Sanction, now: datetime) -> bool:
    return sanction.undone_at is None and (sanction.until is None or sanction.until > now)


def check_open(case: Case) -> None:
    if case.decided_at:
        raise Refused(_("Somebody has decided this case already."), code="decided")


def check_not_judge_of_own(case: Case, by: Member) -> None:
    if case.author_id == by.pk:
        message = _("This is about what you said yourself: somebody else decides it.")
        raise Refused(message, code="own_case", status=HTTPStatus.FORBIDDEN)


def check_can_appeal(sanction: Sanction, now: datetime) -> None:
    """What is over or was undone needs no appeal; what leaves nothing behind can be contested all the same."""
    if sanction.undone_at:
        raise Refused(_("It was undone already."), code="undone")
    if sanction.until and sanction.until <= now:
        raise Refused(_("It is over already."), code="over")


def check_may_judge(sanction: Sanction, by: Member) -> None:
    """An appeal is decided by somebody else than who decided, and never by whom it is about."""
    if by.pk in {sanction.by_id, sanction.member_id}:
        message = _("Somebody else than who decided looks at an appeal.")
        raise Refused(message, code="same_person", status=HTTPStatus.FORBIDDEN)


def judges_among(moderators: Sequence[UUID], sanction: Sanction) -> list[UUID]:
    """Who may decide an appeal against it."""
    return [each for each in moderators if each not in {sanction.by_id, sanction.member_id}]


def check_not_paused(paused: Sequence[str], told: Sequence[str]) -> None:
    """Refuse a deed while a standing sanction pauses it; `told` are the words for what it pauses."""
    if paused:
        message = _("The staff paused this for you: %(what)s. Why, until when, and how to appeal stands under Me.")
        raise Refused(message % {"what": ", ".join(told)}, code="paused", status=HTTPStatus.FORBIDDEN)


def check_slow(sanction: Sanction, now: datetime) -> None:
    """A slowed member writes once in so many minutes."""
    wait = timedelta(minutes=sanction.minutes or 0)
    if sanction.wrote_at and now < sanction.wrote_at + wait:
        left = -(-int((sanction.wrote_at + wait - now).total_seconds()) // 60)
        message = _("You write once in %(minutes)d minutes for now. Go on in %(left)d.")
        told = {"minutes": sanction.minutes, "left": left}
        raise Refused(message % told, code="too_soon", field="text", status=HTTPStatus.TOO_MANY_REQUESTS)
