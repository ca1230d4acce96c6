"""What members ask for: told, asked for by others too, put together, decided."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.acting import actor
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_take_part, ensure_may_write
from juluo.core.texts import clean_line, clean_text
from juluo.ip.models import Need, NeedVoice
from juluo.ip.models.need import DECISION_LENGTH, NEED_TEXT_LENGTH, NEED_TITLE_LENGTH
from juluo.ip.origins import asked_at
from juluo.ip.queries.needs import new_needs_of, same_new_need, voices_for
from juluo.ip.rules.needs import DECISIONS, check_can_become, check_can_merge, check_pace, check_stands, is_open
from juluo.ip.workshop_facts import (
    NeedHidden,
    NeedJoined,
    NeedLeft,
    NeedMerged,
    NeedMoved,
    NeedShown,
    NeedSplit,
    NeedTold,
)


@transaction.atomic
def tell_need(member: Member, title: str, *, text: str = "") -> Need:
    """Ask for something. The same title again, while nobody has looked at it, is the same card.

    Refused to whoever may not take part, and with `too_many` when ten of the member's own wait.
    """
    said = _cleaned(title, text)
    member = _taking_part(member)
    ensure_may_write(member)
    if before := same_new_need(member, said["title"]):
        return before
    check_pace(new_needs_of(member))
    return _put_up(Need(asker=member, **said))


@transaction.atomic
def take_need_down(origin: str, source: UUID, title: str, *, text: str = "") -> Need:
    """Take down what a member said somewhere as a card of the board; the credit is theirs. Twice is once.

    Where nobody may be named the card stands under whoever takes it down.

    `origin` is a kind that is registered (`origins.py`). Refused with `unknown_source` if there is no such thing.
    """
    said = _cleaned(title, text)
    asked = asked_at(origin, source)
    asker_id = (asked.asker.pk if asked.asker else actor().member_id) if asked else None
    if asker_id is None:
        raise Refused(_("What was said there is no longer there."), code="unknown_source", field="source", status=422)
    asker = Member.objects.select_for_update(no_key=True).get(pk=asker_id)
    known: Need | None = Need.objects.filter(origin=origin, source=source).first()
    return known or _put_up(Need(asker=asker, origin=origin, source=source, **said))


@transaction.atomic
def join_need(member: Member, need: Need) -> Need:
    """Ask for it, too: each member once. What is part of another card counts there."""
    member = _taking_part(member)
    need = _card_of(need)
    if not voices_for(need).filter(member=member).exists():
        NeedVoice.objects.create(need=need, member=member, at=clock.now())
        _count(need)
        record(NeedJoined(need_id=need.pk))
    return need


@transaction.atomic
def leave_need(member: Member, need: Need) -> Need:
    """Ask for it no longer. Twice is once. The card stays, for staff may have begun to think about it."""
    need = _card_of(need)
    if voices_for(need).filter(member=member).delete()[0]:
        _count(need)
        record(NeedLeft(need_id=need.pk))
    return need


@transaction.atomic
def move_need(need: Need, state: str, *, reason: str = "") -> Need:
    """Let something become of it. A decision (yes, later, no) says why, for everybody; who asked is told.

    The same again changes nothing, unless a decision is given another reason. Refused with `not_next` if the state
    does not follow, `not_standing` for a part of another card.
    """
    reason = clean_text(reason, field="reason", most=DECISION_LENGTH, least=int(state in DECISIONS))
    need = _locked(need)
    if need.state == state and reason in {"", need.decision}:
        return need
    before, now = need.state, clock.now()
    if need.state != state:
        need.state = check_can_become(need, state)
    if is_open(need.state):
        need.decided_at, need.decision = None, ""
    elif need.state in DECISIONS:
        need.decided_at, need.decision = now, reason
    need.save(update_fields=["state", "decision", "decided_at"])
    renew_pages()
    record(NeedMoved(need_id=need.pk, before=before, state=need.state, reason=reason))
    return need


@transaction.atomic
def merge_needs(need: Need, *, into: Need) -> Need:
    """Let a card, and what is part of it, be part of another one that asks for the same. Returns that one.

    Who asked for both counts once. Twice is once. Refused: `same_need`, `not_standing`.
    """
    rows = _locked_all([need.pk, into.pk])
    need, into = rows[need.pk], rows[into.pk]
    if need.merged_into_id == into.pk:
        return into
    check_can_merge(need, into)
    Need.objects.filter(merged_into=need).update(merged_into=into)
    need.merged_into = into
    need.save(update_fields=["merged_into"])
    _count(into)
    renew_pages()
    record(NeedMerged(need_id=need.pk, into_id=into.pk))
    return into


@transaction.atomic
def split_need(need: Need) -> Need:
    """Let it stand by itself again, with the voices that were given to it. Twice is once."""
    need, whole = _with_whole(need)
    if whole.pk != need.pk:
        need.merged_into = None
        need.save(update_fields=["merged_into"])
        _count(whole)
        _count(need)
        renew_pages()
        record(NeedSplit(need_id=need.pk, from_id=whole.pk))
    return need


@transaction.atomic
def hide_need(need: Need) -> Need:
    """Show it to nobody but staff: it insults, advertises, tells what is private. Twice is once."""
    need = _locked(need)
    if need.hidden_at is None:
        need.hidden_at = clock.now()
        need.save(update_fields=["hidden_at"])
        renew_pages()
        record(NeedHidden(need_id=need.pk))
    return need


@transaction.atomic
def show_need(need: Need) -> Need:
    """Show it again. Twice is once."""
    need = _locked(need)
    if need.hidden_at:
        need.hidden_at = None
        need.save(update_fields=["hidden_at"])
        renew_pages()
        record(NeedShown(need_id=need.pk))
    return need


def _cleaned(title: str, text: str) -> dict[str, str]:
    return {
        "title": clean_line(title, field="title", most=NEED_TITLE_LENGTH),
        "text": clean_text(text, field="text", most=NEED_TEXT_LENGTH, least=0),
    }


def _put_up(need: Need) -> Need:
    need.told_at, need.asking = clock.now(), 1
    need.save(force_insert=True)
    NeedVoice.objects.create(need=need, member=need.asker, at=need.told_at)
    record(NeedTold(need_id=need.pk, origin=need.origin))
    return need


def _card_of(need: Need) -> Need:
    """The card on which a voice for the need counts, locked."""
    _part, card = _with_whole(need)
    check_stands(card)
    return card


def _with_whole(need: Need) -> tuple[Need, Need]:
    """A card and the one that it is part of, locked; the same twice if it stands by itself."""
    known = Need.objects.values_list("merged_into_id", flat=True).get(pk=need.pk)
    rows = _locked_all([need.pk, *([known] if known else [])])
    part = rows[need.pk]
    if part.merged_into_id not in {None, known}:
        raise Refused(_("Somebody has just moved this card. Try again."), code="just_moved")
    return part, rows.get(part.merged_into_id, part)


def _count(need: Need) -> None:
    need.asking = voices_for(need).order_by().values("member").distinct().count()
    need.save(update_fields=["asking"])


def _locked_all(ids: Iterable[UUID]) -> dict[UUID | None, Need]:
    """Cards as they are now, locked in the order of their keys."""
    return {each.pk: each for each in Need.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")}


def _locked(need: Need) -> Need:
    row: Need = Need.objects.select_for_update().get(pk=need.pk)
    return row


def _taking_part(member: Member) -> Member:
    """The member as they are now, one deed at a time."""
    row: Member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    ensure_may_take_part(row)
    return row
