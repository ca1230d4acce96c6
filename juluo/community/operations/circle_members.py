"""Who belongs to a circle: joining, leaving, being let in, and looking after it."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.circles import (
    CircleAskAnswered,
    CircleAsked,
    CircleJoined,
    CircleLeft,
    CircleMemberRemoved,
    CircleRoleGiven,
)
from juluo.community.models import ASK_LENGTH, Circle, CircleAsk, CircleMember, CircleRole
from juluo.community.operations.circle_rooms import let_one_into_room, turn_out_of_room
from juluo.community.operations.circles import locked_circle, open_if_wanted, put_into_archive
from juluo.community.queries.circles import ask_of, standing_of, stay_of
from juluo.community.rules.circles import (
    Deed,
    check_deed,
    check_leads_stay,
    check_may_join,
    check_role,
    check_standing,
)
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_join, ensure_may_take_part
from juluo.core.texts import clean_line

REASON_LENGTH = 300


@transaction.atomic
def join_circle(member: Member, circle: Circle) -> CircleMember:
    """Belong to the circle, or to one that is proposed say that one would: the last who is missing opens it.

    Twice is once. Refused into an archived one (`circle_archived`), a private one (`ask_first`), a full one
    (`circle_full`), and to whoever may not take part.
    """
    member = _locked(member)
    circle = locked_circle(circle)
    if known := stay_of(member, circle.pk):
        return known
    ensure_may_join(member, circle.pk)
    check_may_join(circle, asked=False)
    return _let_in(circle, member)


@transaction.atomic
def leave_circle(member: Member, circle: Circle) -> None:
    """End the stay; one may come back. Twice is once. Refused to the only lead (`last_lead`)."""
    circle = locked_circle(circle)
    stay = stay_of(member, circle.pk)
    if stay:
        check_leads_stay(stay, other_leads=_other_leads(stay))
        _end(circle, stay)
        record(CircleLeft(circle_id=circle.pk, member_id=member.pk))


@transaction.atomic
def ask_into_circle(member: Member, circle: Circle, words: str = "") -> CircleAsk:
    """Ask those who look after a private circle to be let in. While nobody answered, asking again is the same."""
    words = clean_line(words, field="words", most=ASK_LENGTH, least=0)
    member = _locked(member)
    circle = locked_circle(circle)
    ensure_may_join(member, circle.pk)
    check_standing(circle)
    if stay_of(member, circle.pk):
        raise Refused(_("You belong to this circle already."), code="belongs")
    if known := ask_of(member, circle):
        return known
    asked: CircleAsk = CircleAsk.objects.create(circle=circle, member=member, words=words, at=clock.now())
    record(CircleAsked(ask_id=asked.pk, circle_id=circle.pk))
    return asked


@transaction.atomic
def admit_asker(ask: CircleAsk, *, by: Member) -> CircleAsk:
    """Let in who asked. Answered once, it stays so. Refused where the circle is full, or the asker left."""
    member = _locked(ask.member)
    circle, ask = locked_circle(ask.circle), _waiting(ask, by)
    if ask.answered_at:
        return ask
    ensure_may_take_part(member)
    check_may_join(circle, asked=True)
    if not stay_of(member, circle.pk):
        _let_in(circle, member)
    return _answered(ask, admitted=True)


@transaction.atomic
def decline_asker(ask: CircleAsk, *, by: Member) -> CircleAsk:
    """Do not let in who asked; they may ask again. Answered once, it stays so."""
    locked_circle(ask.circle)
    ask = _waiting(ask, by)
    return ask if ask.answered_at else _answered(ask, admitted=False)


@transaction.atomic
def remove_from_circle(stay: CircleMember, *, reason: str, by: Member) -> None:
    """Put somebody out of the circle, for a reason that is kept. A lead is a member first: take the role away."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    circle = locked_circle(stay.circle)
    check_deed(standing_of(by, circle), Deed.REMOVE)
    stay = CircleMember.objects.select_related("member").get(pk=stay.pk)
    if stay.left_at:
        return
    if stay.role == CircleRole.LEAD:
        raise Refused(_("This is a lead. Make them a member first."), code="is_lead")
    _end(circle, stay)
    record(CircleMemberRemoved(circle_id=circle.pk, member_id=stay.member_id, reason=reason))


@transaction.atomic
def give_role(stay: CircleMember, role: str, *, by: Member) -> CircleMember:
    """Make somebody who belongs to the circle its lead, a helper, or a member again. The last lead stays one."""
    wanted = check_role(role)
    circle = locked_circle(stay.circle)
    check_deed(standing_of(by, circle), Deed.APPOINT)
    stay = CircleMember.objects.select_related("member", "circle").get(pk=stay.pk)
    if stay.left_at:
        raise Refused(_("They have left the circle."), code="left")
    if stay.role == wanted:
        return stay
    if stay.role == CircleRole.LEAD:
        check_leads_stay(stay, other_leads=_other_leads(stay))
    _change_role(stay, wanted)
    return stay


@transaction.atomic
def appoint_lead(circle: Circle, member: Member, *, by: Member) -> CircleMember:
    """Make a member of the space a lead of the circle, whether they belong to it already or not. Twice is once."""
    member = _locked(member)
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.APPOINT)
    ensure_may_take_part(member)
    check_may_join(circle, asked=True)
    stay = stay_of(member, circle.pk) or _let_in(circle, member)
    if stay.role != CircleRole.LEAD:
        _change_role(stay, CircleRole.LEAD)
    return stay


@transaction.atomic
def leave_every_circle(member: Member) -> None:
    """End all stays of somebody who leaves the space.

    Where they were the only lead, the first helper follows them, else whoever has been there longest; a circle without
    anybody goes into the archive.
    """
    for circle, stay in _stays_of(member):
        _end(circle, stay)
        record(CircleLeft(circle_id=circle.pk, member_id=member.pk))
        _hand_over(circle, stay)


@transaction.atomic
def stand_down_everywhere(member: Member) -> None:
    """Make somebody who was banned a mere member wherever they lead or help; others follow as when they leave."""
    for circle, stay in _stays_of(member):
        if stay.role != CircleRole.MEMBER and (_heir_of(circle, stay) or stay.role == CircleRole.HELPER):
            was = CircleMember(pk=stay.pk, circle=circle, role=stay.role)
            _change_role(stay, CircleRole.MEMBER)
            _hand_over(circle, was)


def _stays_of(member: Member) -> Iterator[tuple[Circle, CircleMember]]:
    """Each circle that the member belongs to, locked, with the stay as it is then."""
    stays = CircleMember.objects.filter(member=member, left_at=None).select_related("circle").order_by("circle_id")
    for known in list(stays):
        circle = locked_circle(known.circle)
        if stay := stay_of(member, circle.pk):
            yield circle, stay


def _hand_over(circle: Circle, was: CircleMember) -> None:
    """Give the circle a new lead if `was` was the only one."""
    if was.role != CircleRole.LEAD or _other_leads(was):
        return
    if heir := _heir_of(circle, was):
        _change_role(heir, CircleRole.LEAD)
    else:
        put_into_archive(circle)


def _heir_of(circle: Circle, was: CircleMember) -> CircleMember | None:
    inside = CircleMember.objects.filter(circle=circle, left_at=None, member__banned_at=None).exclude(pk=was.pk)
    heir: CircleMember | None = inside.filter(role=CircleRole.HELPER).order_by("id").first()
    return heir or inside.order_by("id").first()


def _change_role(stay: CircleMember, role: CircleRole) -> None:
    before, stay.role = stay.role, role
    stay.save(update_fields=["role"])
    record(CircleRoleGiven(circle_id=stay.circle_id, member_id=stay.member_id, before=before, after=role.value))


def _let_in(circle: Circle, member: Member) -> CircleMember:
    if circle.is_full:
        raise Refused(_("This circle is full. Ask its lead when there will be room."), code="circle_full")
    stay: CircleMember = CircleMember.objects.create(circle=circle, member=member, joined_at=clock.now())
    circle.people += 1
    circle.save(update_fields=["people"])
    let_one_into_room(circle, member)
    record(CircleJoined(circle_id=circle.pk, member_id=member.pk))
    open_if_wanted(circle)
    return stay


def _end(circle: Circle, stay: CircleMember) -> None:
    stay.left_at = clock.now()
    stay.save(update_fields=["left_at"])
    circle.people -= 1
    circle.save(update_fields=["people"])
    turn_out_of_room(circle, stay.member)


def _locked(member: Member) -> Member:
    """The member as they are now. Whoever locks a member and a circle begins with the member, as leaving does."""
    row: Member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    return row


def _waiting(ask: CircleAsk, by: Member) -> CircleAsk:
    check_deed(standing_of(by, ask.circle), Deed.ADMIT)
    row: CircleAsk = CircleAsk.objects.select_related("member", "circle").get(pk=ask.pk)
    return row


def _answered(ask: CircleAsk, *, admitted: bool) -> CircleAsk:
    ask.answered_at, ask.admitted = clock.now(), admitted
    ask.save(update_fields=["answered_at", "admitted"])
    record(CircleAskAnswered(ask_id=ask.pk, circle_id=ask.circle_id, admitted=admitted))
    return ask


def _other_leads(stay: CircleMember) -> bool:
    leads = CircleMember.objects.filter(circle=stay.circle_id, role=CircleRole.LEAD, left_at=None)
    return leads.exclude(pk=stay.pk).exists()
