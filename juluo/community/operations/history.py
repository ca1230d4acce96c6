"""People whom another system knew: members without a login until they sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from juluo.community.facts import MemberJoined
from juluo.community.models import Admission, Entrance
from juluo.community.queries.doors import standing_entrance
from juluo.core.facts import record_past
from juluo.core.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMember:
    """`key` names the person in the system they come from, and in this space."""

    key: str
    name: str
    at: datetime


@transaction.atomic
def record_past_members(past: Sequence[PastMember]) -> dict[str, UUID]:
    """Admit people through the import entrance and return the members' ids by key. Who is there stays as they are."""
    known = members_by_key([each.key for each in past])
    new = [Member(import_key=each.key, name=each.name, joined_at=each.at) for each in past if each.key not in known]
    door = standing_entrance(Entrance.Kind.IMPORT)
    Member.objects.bulk_create(new)
    Admission.objects.bulk_create(Admission(member=each, entrance=door, at=each.joined_at) for each in new)
    record_past([MemberJoined(member_id=each.id, entrance_id=door.id, at=each.joined_at) for each in new])
    return known | members_by_key([str(each.import_key) for each in new])


@transaction.atomic
def open_walk_in(key: str, *, name: str, at: datetime) -> UUID:
    """The one member of a space who stands for everybody without a name: nobody, so admitted by no entrance."""
    if key not in (known := members_by_key([key])):
        Member.objects.create(import_key=key, name=name, joined_at=at)
        known = members_by_key([key])
    return known[key]


def members_by_key(keys: Sequence[str]) -> dict[str, UUID]:
    """Ids of imported members by their key."""
    return {str(each.import_key): each.id for each in Member.objects.filter(import_key__in=keys).only("import_key")}
