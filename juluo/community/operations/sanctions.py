"""What staff decide about a member: pronounced, ended by the clock, undone; and whom it keeps from what."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from juluo.community.facts.moderation import MemberSanctioned, SanctionUndone
from juluo.community.models import SANCTION_WORDS_LENGTH, Case, Circle, Sanction
from juluo.community.operations.circle_members import leave_every_circle, remove_from_circle
from juluo.community.operations.members import REASON_LENGTH, ban_member, lift_ban
from juluo.community.queries.circles import stay_of
from juluo.community.queries.doors import has_accepted_current
from juluo.community.queries.sanctions import articles_in_force, keeping_from, named_in
from juluo.community.rules.articles import names_paused, words_for
from juluo.community.rules.covenants import check_may_take_part
from juluo.community.rules.sanctions import (
    Measure,
    check_can_be_sanctioned,
    check_measure,
    check_not_paused,
    check_slow,
    ends_at,
    is_standing,
    pauses_of,
)
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import HELD, Member, Reason, Staff
from juluo.core.said.kinds import find_kind, kind_of, tell
from juluo.core.said.operations import hide, show
from juluo.core.said.rules import check_hideable, check_reason
from juluo.core.taking_part import Deed
from juluo.core.texts import clean_line


@transaction.atomic
def sanction_member(member: Member, measure: Measure, *, by: Member, case: Case | None = None) -> Sanction:
    """Decide something about a member; they are told what, why, by which article, until when, and how to appeal.

    In a case an article is named wherever the covenant has any. Staff are warned at most. The same kind again, while
    the first stands, is another sanction with an end of its own; only a ban is once.
    """
    check_measure(measure, has_articles=case is not None and articles_in_force().exists())
    return _pronounce(member, measure, by=by, case=case, about=case.about if case else "")


@transaction.atomic
def _pronounce(member: Member, measure: Measure, *, by: Member, about: str, case: Case | None = None) -> Sanction:
    because, kind = check_reason(measure.reason), Sanction.Kind(measure.kind)
    words = clean_line(measure.words, field="words", most=SANCTION_WORDS_LENGTH, least=0)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if kind == Sanction.Kind.BAN and (before := _not_undone(member, kind).first()):
        return before
    check_can_be_sanctioned(member, kind, is_staff=Staff.objects.filter(member=member).exists())
    now = clock.now()
    row: Sanction = Sanction.objects.create(
        member=member, case=case, about=about, kind=kind, article=measure.article,
        reason=because, words=words, pauses=pauses_of(kind, measure), circle=_circle_of(measure),
        minutes=measure.minutes if kind == Sanction.Kind.SLOW else None, by=by, at=now,
        until=ends_at(kind, measure.days, now),
    )  # fmt: skip
    _carry_out(row)
    number = measure.article.number if measure.article else 0
    fact = MemberSanctioned(
        member_id=member.pk, sanction_id=row.pk, kind=kind.value, article=number, reason=because.value
    )
    record(fact)
    return row


@transaction.atomic
def ban_by_staff(member: Member, *, by: Member, reason: str) -> Sanction:
    """Shut a member out, outside of any case, for a reason that they read, too. Twice is once."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    return sanction_member(member, Measure(kind=Sanction.Kind.BAN, reason=Reason.OTHER, words=reason), by=by)


@transaction.atomic
def undo_sanction(sanction: Sanction, *, by: Member, reason: str) -> Sanction:
    """Take it back, for a reason that is kept; the member is told. Twice is once."""
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    rows = Sanction.objects.select_for_update(of=("self",), no_key=True).select_related("member")
    row: Sanction = rows.get(pk=sanction.pk)
    if row.undone_at is None:
        row.undone_at, row.undone_by = clock.now(), by
        row.save(update_fields=["undone_at", "undone_by"])
        _take_back(row, reason)
        fact = SanctionUndone(member_id=row.member_id, sanction_id=row.pk, kind=row.kind, reason=reason)
        record(fact)
    return row


@transaction.atomic
def hide_by_staff(row: Any, *, by: Member, reason: str, words: str = "") -> Sanction | None:
    """Hide a thing said, outside of any case: its author is told why, and may appeal. None if it is hidden already."""
    kind = kind_of(row)
    check_hideable(kind)
    thing = tell(kind.locked(row.pk))
    if thing.hidden_at and thing.hidden_because != HELD:
        return None
    member = Member.objects.get(pk=thing.author_id)
    return _pronounce(member, Measure(kind=Sanction.Kind.HIDE, reason=reason, words=words), by=by, about=thing.about)


@transaction.atomic
def show_by_staff(row: Any, *, by: Member) -> None:
    """Let everybody read it again whom it is for; what hid it is undone with it. Twice is once."""
    rows = Sanction.objects.filter(about=tell(row).about, kind=Sanction.Kind.HIDE, undone_at=None)
    for sanction in rows.order_by("id"):
        undo_sanction(sanction, by=by, reason=_("It is shown again."))
    show(row)


@transaction.atomic
def end_ban(member: Member, *, by: Member, reason: str) -> Member:
    """Let a banned member back in, for a reason that is kept; the sanction that banned them is undone with it."""
    for row in _not_undone(member, Sanction.Kind.BAN):
        undo_sanction(row, by=by, reason=reason)
    return lift_ban(member, reason=reason)


def _not_undone(member: Member, kind: str) -> QuerySet[Sanction]:
    """What of one kind nobody has undone."""
    return Sanction.objects.filter(member=member, kind=kind, undone_at=None).order_by("id")


def keep_order(member: Member, deed: Deed, goods: Collection[str]) -> None:
    """Refuse the deed to whoever is banned, left, did not accept the covenant in force, or is kept from it.

    Buying asks for no covenant by itself. Who is slowed down writes, and then waits.
    """
    if deed != Deed.BUYING:
        check_may_take_part(member, accepted=has_accepted_current(member))
    if deed == Deed.TAKING_PART:
        return
    found = keeping_from(member, deed, goods)
    named = names_paused(deed, goods)
    hit = [each for sanction in found for each in sanction.pauses if each in named]
    check_not_paused(hit, words_for(dict.fromkeys(hit), named_in(hit)))
    for sanction in found:
        if sanction.kind == Sanction.Kind.SLOW:
            _write_slowly(sanction)


def _write_slowly(sanction: Sanction) -> None:
    now = clock.now()
    row: Sanction = Sanction.objects.select_for_update(no_key=True).get(pk=sanction.pk)
    check_slow(row, now)
    row.wrote_at = now
    row.save(update_fields=["wrote_at"])


def _circle_of(measure: Measure) -> Circle | None:
    return measure.circle if measure.kind == Sanction.Kind.CIRCLE else None


def _carry_out(row: Sanction) -> None:
    if row.kind == Sanction.Kind.BAN:
        ban_member(row.member, reason=(row.words or str(row.get_reason_display()))[:REASON_LENGTH])
    elif row.kind == Sanction.Kind.HIDE and (thing := _thing(row.about)):
        hide(thing, reason=row.reason, words=row.words)
    elif row.circle and (stay := stay_of(row.member, row.circle.pk)):
        remove_from_circle(stay, reason=row.words or str(row.get_reason_display()), by=row.by)
    elif Deed.CIRCLE in row.pauses:
        leave_every_circle(row.member)


def _take_back(row: Sanction, reason: str) -> None:
    """What it did is undone, unless another one that stands did the same."""
    now = clock.now()
    same = [each for each in Sanction.objects.filter(member=row.member_id, kind=row.kind) if is_standing(each, now)]
    if row.kind == Sanction.Kind.BAN and not same:
        lift_ban(row.member, reason=reason or _("The ban is lifted."))
    elif (
        row.kind == Sanction.Kind.HIDE
        and row.about not in {each.about for each in same}
        and (thing := _thing(row.about))
    ):
        show(thing)


def _thing(about: str) -> object | None:
    key, _colon, thing_id = about.partition(":")
    kind = find_kind(key)
    return kind.rows().filter(pk=thing_id).first() if kind else None
