from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from juluo.core.models import Member, Space, Staff
from juluo.core.people import permissions_of
from juluo.core.spaces import acting_space_id
from juluo.reach.models import Habit, Preference
from juluo.reach.news import Kind, kinds_for
from juluo.reach.rules.quiet import Quiet
from juluo.reach.rules.wishes import Wishes

_EVERYTHING = "*"


def kinds_of(member: Member) -> list[Kind]:
    """What the member may hear of: every member's kinds, and those of the roles they hold."""
    return kinds_for(permissions_of(member.pk))


def wishes_of(member_ids: Iterable[UUID]) -> dict[UUID, Wishes]:
    """What each member said; who said nothing has no entry but an empty one."""
    said: dict[UUID, dict[tuple[str, str], bool]] = defaultdict(dict)
    for row in Preference.objects.filter(member_id__in=list(member_ids)):
        said[row.member_id][row.kind, row.channel] = row.wanted
    return dict(said)


def habits_of(member_ids: Iterable[UUID]) -> dict[UUID, Habit]:
    """Each member's language, zone and hours, what they left open filled from the space."""
    ids = list(member_ids)
    space = Space.objects.get(pk=acting_space_id())
    known = {row.member_id: row for row in Habit.objects.filter(member_id__in=ids)}
    return {each: _filled(known.get(each) or Habit(member_id=each), space) for each in ids}


def quiet_of(habit: Habit) -> Quiet | None:
    if habit.quiet_from is None or habit.quiet_until is None:
        return None
    return Quiet(habit.quiet_from, habit.quiet_until, habit.time_zone)


def staff_with(permission: str) -> Sequence[UUID]:
    """Members who hold the permission by one of their roles."""
    holding = Staff.objects.filter(role__permissions__overlap=[permission, _EVERYTHING])
    return list(holding.order_by("member_id").values_list("member_id", flat=True).distinct())


def _filled(habit: Habit, space: Space) -> Habit:
    """For reading only: it is not saved so."""
    habit.language = habit.language or space.language
    habit.time_zone = habit.time_zone or space.time_zone
    return habit
