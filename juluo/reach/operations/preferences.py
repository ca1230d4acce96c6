"""What a member wants to hear of, by which way, when, and in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from juluo.core.facts import record
from juluo.core.locales import check_language, check_time_zone
from juluo.core.models import Member
from juluo.reach.facts import PreferencesChanged
from juluo.reach.models import Habit, Preference
from juluo.reach.news import Channel, kinds
from juluo.reach.queries.preferences import kinds_of, wishes_of
from juluo.reach.rules.wishes import check_can_choose, check_quiet, is_wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Choices by (kind, channel); language and zone ("" is the space's); quiet hours in minutes of the day, or None."""

    choices: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    language: str = ""
    time_zone: str = ""
    quiet_from: int | None = None
    quiet_until: int | None = None


@transaction.atomic
def change_preferences(member: Member, wanted: Wanted) -> None:
    """Keep what the member wants; the same again changes nothing.

    Refused, naming the field: `no_such_kind`, `no_such_channel`, `law` (a law asks for it), `no_such_language`,
    `no_such_time_zone`, `bad_quiet_hours`.
    """
    check_language(wanted.language)
    check_time_zone(wanted.time_zone)
    check_quiet(wanted.quiet_from, wanted.quiet_until)
    offered = kinds_of(member)
    for (kind, channel), on in wanted.choices.items():
        check_can_choose(offered, kind, channel, wanted=on)
    _one_at_a_time(member)
    changed = [*_choose(member, wanted.choices), *_settle_in(member, wanted)]
    if changed:
        record(PreferencesChanged(member_id=member.pk, changed=tuple(changed)))


@transaction.atomic
def stop_mail(member: Member, kind: str = "") -> None:
    """Send no more mail of one kind, or of all kinds that no law asks for. Twice is once."""
    chosen = [each for each in kinds_of(member) if kind in {"", each.key} and Channel.MAIL not in each.laws]
    _one_at_a_time(member)
    changed = _choose(member, {(each.key, Channel.MAIL.value): False for each in chosen})
    if changed:
        record(PreferencesChanged(member_id=member.pk, changed=tuple(changed)))


@transaction.atomic
def resume_mail(member: Member, kind: str) -> None:
    """Send mail of a kind again, which the member asks for in another way than by their settings. Twice is once."""
    _one_at_a_time(member)
    changed = _choose(member, {(kind, Channel.MAIL.value): True})
    if changed:
        record(PreferencesChanged(member_id=member.pk, changed=tuple(changed)))


def _choose(member: Member, choices: Mapping[tuple[str, str], bool]) -> list[str]:
    """Write the choices that differ from what holds; name them."""
    known = {kind.key: kind for kind in kinds()}
    said = wishes_of([member.pk]).get(member.pk, {})
    differing = {
        (kind, channel): on
        for (kind, channel), on in choices.items()
        if is_wanted(known[kind], Channel(channel), said) != on
    }
    Preference.objects.bulk_create(
        (Preference(member=member, kind=kind, channel=channel, wanted=on)
         for (kind, channel), on in differing.items()),
        update_conflicts=True, unique_fields=["space", "member", "kind", "channel"], update_fields=["wanted"],
    )  # fmt: skip
    return [f"{kind}:{channel}:{'on' if on else 'off'}" for (kind, channel), on in differing.items()]


def _settle_in(member: Member, wanted: Wanted) -> list[str]:
    """Write language, zone and quiet hours if they differ."""
    names = ("language", "time_zone", "quiet_from", "quiet_until")
    values = {name: getattr(wanted, name) for name in names}
    habit = Habit.objects.filter(member=member).first() or Habit(member=member)
    if all(getattr(habit, name) == value for name, value in values.items()):
        return []
    Habit.objects.update_or_create(member=member, defaults=values)
    return ["hours"]


def _one_at_a_time(member: Member) -> None:
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
