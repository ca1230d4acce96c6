"""The registry of things said. Each pillar names its kinds at start-up in its own `said.py`.

A thing is called `kind:ID` ("comment:0198…"): reports and cases name it so, and outlive it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from juluo.core.models import Member, Report

type Address = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said, as the pages about it show it. `author` is "" where the author's name is kept back from readers.

    `where` is what it stands in, by its title; `url` is where readers read it, `own_url` its author's page about it,
    `staff_url` that of the staff ("" for none): addresses are only worked out for who shows them. `is_said` says
    whether readers read it now.
    """

    kind: str
    id: UUID
    author_id: UUID
    author: str
    words: str
    where: str
    read_at: Address
    own_at: Address
    staff_at: Address | None = None
    at: datetime
    is_said: bool
    hidden_at: datetime | None = None
    hidden_because: str = ""
    hidden_reason: str = ""

    @property
    def url(self) -> str:
        return self.read_at()

    @property
    def own_url(self) -> str:
        return self.own_at()

    @property
    def staff_url(self) -> str:
        return self.staff_at() if self.staff_at else ""

    @property
    def about(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def label(self) -> str:
        return str(kind_named(self.kind).label)


type Rows = Callable[[], QuerySet[Any]]
type Tell = Callable[[Any], Said]
type Hears = Callable[[Any, Member], bool]
type Besides = Callable[[Any], Sequence[str]]
type Around = Callable[[Any], tuple[Sequence[Any], Sequence[Any]]]


def _nothing(_row: Any) -> Sequence[str]:
    return ()


def _alone(_row: Any) -> tuple[Sequence[Any], Sequence[Any]]:
    return (), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of things said. `rows` are all that staff may look at, with what `tell` needs.

    `hears` says whether a member may read the row where it stands. `besides` changes what else falls when it is
    hidden, and names the fields; `then` is called when it was hidden or shown. `around` are the rows that stand before
    and after it. What is not `hideable` is reported, but is taken back by who may. `renews` tells whether guests read
    it. What is `private` staff look at only once it was reported.
    """

    key: str
    label: Promise | str
    model: type[Model]
    rows: Rows
    tell: Tell
    hears: Hears
    besides: Besides = _nothing
    then: Callable[[Any], object] = _nothing
    around: Around = _alone
    hideable: bool = True
    renews: bool = True
    private: bool = False

    def row(self, thing_id: UUID) -> Any:
        """The row whoever asks for it; None if there is none."""
        return self.rows().filter(pk=thing_id).first()

    def row_for_staff(self, thing_id: UUID) -> Any:
        """The row as staff see it; None if there is none, or nobody has shown it to them."""
        shown = not self.private or Report.objects.filter(about=f"{self.key}:{thing_id}").exists()
        return self.row(thing_id) if shown else None

    def locked(self, thing_id: UUID) -> Any:
        """The same as it is now, until the transaction ends."""
        return self.rows().select_for_update(of=("self",), no_key=True).get(pk=thing_id)


_kinds: dict[str, Kind] = {}
_by_model: dict[type[Model], Kind] = {}


def register_said(kind: Kind) -> None:
    _kinds[kind.key] = kind
    _by_model[kind.model] = kind


def kind_named(key: str) -> Kind:
    return _kinds[key]


def find_kind(key: str) -> Kind | None:
    return _kinds.get(key)


def kind_of(row: Any) -> Kind:
    return _by_model[type(row)]


def kinds_said() -> list[Kind]:
    return list(_kinds.values())


def about(row: Any) -> str:
    """What the thing is called by reports and cases."""
    return f"{kind_of(row).key}:{row.pk}"


def tell(row: Any) -> Said:
    return kind_of(row).tell(row)
