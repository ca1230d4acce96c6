from uuid import UUID

from django.db import transaction

from juluo.community.facts import BanLifted, MemberBanned, MemberLeft, RungChanged
from juluo.community.models import PARTING_WORDS_LENGTH, Covenant, Entrance, Parting
from juluo.community.operations.circle_members import leave_every_circle
from juluo.community.operations.coming_in import Coming, come_in
from juluo.community.rules.members import (
    check_can_be_banned,
    check_may_leave,
    check_rung_can_be_set,
)
from juluo.core import clock
from juluo.core.days import today
from juluo.core.facts import record
from juluo.core.models import Member, Staff, User
from juluo.core.texts import clean_line
from juluo.core.words import RoleKey

REASON_LENGTH = 300


@transaction.atomic
def join_space(user: User, *, entrance: Entrance, visitor: UUID | None, name: str, covenant: Covenant) -> Member:
    """Become a member and accept the covenant in force, in one go; joining twice is joining once.

    Who left comes back as the member they were. Refused when space or entrance are closed, when the entrance asks for
    more or is full, to the banned, and when `covenant` is no longer the version in force (`coming_in.come_in`).
    """
    return come_in(user, Coming(entrance=entrance, visitor=visitor, name=name, covenant=covenant))


@transaction.atomic
def leave_space(member: Member, *, why: str = "", words: str = "") -> None:
    """End the membership. Orders, earnings and the source of the member stay theirs; they may come back.

    `why` (a `Parting.Why`) and `words` are kept without a name; what is none, or too long, never stands in the way.
    """
    member = _locked(member)
    if member.left_at:
        return
    check_may_leave(is_owner=Staff.objects.filter(member=member, role__key=RoleKey.OWNER).exists())
    Staff.objects.filter(member=member).delete()
    member.left_at = clock.now()
    member.save(update_fields=["left_at"])
    leave_every_circle(member)
    record(MemberLeft(member_id=member.pk))
    if why in Parting.Why.values:
        said = clean_line(words[:PARTING_WORDS_LENGTH], field="words", most=4 * PARTING_WORDS_LENGTH, least=0)
        Parting.objects.create(why=why, words=said[:PARTING_WORDS_LENGTH], on=today())


@transaction.atomic
def set_rung(member: Member, rung: str, *, reason: str) -> Member:
    """Move a member between prospect, fan and angel, for a reason that is kept."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    member = _locked(member)
    if member.rung == rung:
        return member
    before, member.rung = member.rung, check_rung_can_be_set(member.rung, rung)
    member.save(update_fields=["rung"])
    record(RungChanged(member_id=member.pk, before=before, after=member.rung, reason=reason))
    return member


@transaction.atomic
def ban_member(member: Member, *, reason: str) -> Member:
    """Shut a member out for a reason that is kept. Their orders and their data stay open to them."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    member = _locked(member)
    if member.banned_at:
        return member
    check_can_be_banned(member, is_staff=Staff.objects.filter(member=member).exists())
    member.banned_at = clock.now()
    member.save(update_fields=["banned_at"])
    record(MemberBanned(member_id=member.pk, reason=reason))
    return member


@transaction.atomic
def lift_ban(member: Member, *, reason: str) -> Member:
    """Let a banned member back in, for a reason that is kept."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    member = _locked(member)
    if member.banned_at:
        member.banned_at = None
        member.save(update_fields=["banned_at"])
        record(BanLifted(member_id=member.pk, reason=reason))
    return member


def _locked(member: Member) -> Member:
    row: Member = Member.objects.select_for_update().get(pk=member.pk)
    return row
