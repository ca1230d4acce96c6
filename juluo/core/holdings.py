"""What is held about a member, declared by each pillar beside its models: what they may read, and what erasing does.

One declaration serves three: the member's own copy of their data (PIPL art. 45), the erasing of a closed account
(art. 47), and the page that says what stays and why. A test finds every reference to a member that nobody declared.
Rows that a law keeps stay with a pseudonym; what in them tells of the person goes when the law's time has passed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from juluo.core.models import Member, User

TRADE_RECORDS = timedelta(days=3 * 366)
"""E-commerce Law of the PRC, art. 31 (since 2019-01-01): trade records are kept three years at least."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Rows of one model that belong to a member.

    `member` is the lookup that leads to them; `shown` are the fields of the member's copy, and () hides rows that tell
    of others. Erasing deletes the rows if `deleted`, else writes `erased` over them, at once or when `since` (a time
    field) lies `kept` in the past. `why` says what stays, for people.
    """

    model: Any
    title: Promise | str
    member: str = "member"
    shown: Sequence[str] = ()
    deleted: bool = False
    erased: Mapping[str, Any] = field(default_factory=dict)
    since: str = ""
    kept: timedelta = timedelta(0)
    why: Promise | str = ""

    @property
    def key(self) -> str:
        """Names the rows in the member's copy, "mall.order" or "sharing.binding.sharer"."""
        usual = self.member.split("__")[-1] in {"member", "member_id"}
        return str(self.model._meta.label_lower) + ("" if usual else f".{self.member}")

    def rows_of(self, member: Member) -> QuerySet[Any]:
        key = member.pk if self.member.endswith(("_id", "holder")) else member
        rows: QuerySet[Any] = self.model.objects.filter(**{self.member: key})
        return rows

    def copy_for(self, member: Member) -> list[dict[str, Any]]:
        """The rows as the member may take them along, oldest first."""
        return list(self.rows_of(member).order_by("id").values(*self.shown)) if self.shown else []

    def erase(self, member: Member, *, at: datetime) -> None:
        """Delete or overwrite what may go at `at`; doing it again changes nothing."""
        rows = self.rows_of(member)
        if self.since:
            rows = rows.filter(**{f"{self.since}__lte": at - self.kept})
        if self.deleted:
            rows.delete()
        elif self.erased:
            rows.update(**self.erased)


@dataclass(frozen=True, kw_only=True)
class LoginHolding:
    """Rows of a space that belong to a login, which need be no member there: who applies to come in is none yet.

    `copy_for` gives the rows to take along, `erase` forgets them, `move` gives them to another login of the person.
    """

    key: str
    copy_for: Callable[[User], list[dict[str, Any]]]
    erase: Callable[[UUID], None]
    move: Callable[[UUID, UUID], None]


_held: list[Holding] = []
_held_of_logins: dict[str, LoginHolding] = {}


def hold(*holdings: Holding) -> None:
    """Declare what the pillar holds about members."""
    _held.extend(each for each in holdings if each not in _held)


def hold_of_logins(holding: LoginHolding) -> None:
    """Declare what the pillar holds about logins in a space."""
    _held_of_logins[holding.key] = holding


def login_holdings() -> Iterator[LoginHolding]:
    yield from _held_of_logins.values()


def holdings() -> Iterator[Holding]:
    yield from _held


def what_stays() -> list[tuple[str, str]]:
    """Title and reason of everything that outlives a closed account."""
    return [(str(each.title), str(each.why)) for each in _held if each.why]
