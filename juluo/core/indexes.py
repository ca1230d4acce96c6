"""Lists of the studio: their tabs, the views that staff keep of them, how many rows there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juluo.core import clock
from juluo.core.facts import Fact, record
from juluo.core.models import Member, SavedView
from juluo.core.refusals import Refused

MOST_COUNTED = 1_000
_MOST_VIEWS = 30
_SHOWN_OF_A_FILTER = 40


@dataclass(frozen=True, slots=True)
class Index:
    """A list at the address named `place`, for staff with `permission`: its `filters` and the `tabs` it comes with.

    A tab is a label and the query it stands for.
    """

    place: str
    permission: str
    filters: tuple[str, ...]
    tabs: Sequence[tuple[str | Promise, str]] = ()


@dataclass(frozen=True, kw_only=True)
class ViewSaved(Fact):
    view_id: UUID
    name: str

    sentence = gettext_lazy("Saved the view “%(name)s” of a list")


@dataclass(frozen=True, kw_only=True)
class ViewRemoved(Fact):
    view_id: UUID
    name: str

    sentence = gettext_lazy("Removed the view “%(name)s” of a list")


_indexes: dict[str, Index] = {}


def register_index(index: Index) -> Index:
    _indexes[index.place] = index
    return index


def index_at(place: str) -> Index | None:
    return _indexes.get(place)


def asked_of(index: Index, given: Mapping[str, Any]) -> str:
    """The filters of this list that are set, always in the same order: what a view keeps and a tab is known by."""
    return urlencode([(name, given[name]) for name in index.filters if given.get(name)])


class Counted(str):
    """How many there are, in words; by `number` languages choose their singular and plural."""

    __slots__ = ("number",)
    number: int

    @classmethod
    def of(cls, found: int) -> "Counted":
        words = cls(f"{MOST_COUNTED:,}+" if found > MOST_COUNTED else f"{found:,}")
        words.number = found
        return words


def counted(rows: QuerySet[Any]) -> Counted:
    """How many rows there are; a long list is not counted to its end."""
    return Counted.of(rows.order_by().values("pk")[: MOST_COUNTED + 1].count())


def left_out_of(index: Index, given: Mapping[str, Any], sent: Mapping[str, str]) -> list[tuple[str, str]]:
    """The filters that were sent and understood as none: their names and what was sent, shortened."""
    unknown = [name for name in index.filters if sent.get(name, "").strip() and not given.get(name)]
    return [(name, Truncator(sent[name]).chars(_SHOWN_OF_A_FILTER)) for name in unknown]


def listing(
    index: Index, given: Mapping[str, Any], reader: Member, counts: Mapping[str, int] | None = None, *,
    sent: Mapping[str, str] | None = None,
) -> Any:  # fmt: skip
    """What `components/index.html` shows above a list: its tabs, with `counts` by query, and the reader's views.

    `given` are the filters as they were understood; what was `sent` and is none is named, for it is left out.
    """
    query = asked_of(index, given)
    tabs = [
        {"label": label, "url": f"?{asked}", "current": asked == query, "count": (counts or {}).get(asked)}
        for label, asked in index.tabs
    ]
    views = list(views_of(index, reader))
    saved = [{"label": each.name, "url": f"?{each.query}", "current": each.query == query} for each in views]
    kept = next((each for each in views if each.query == query), None)
    standing = bool(kept) or any(tab["current"] for tab in tabs)
    mine = kept is not None and kept.keeper_id == reader.pk
    return {
        "place": index.place, "query": query, "left_out": left_out_of(index, given, sent or {}), "standing": standing,
        "tabs": [*tabs, *saved], "kept": kept if mine else None,
    }  # fmt: skip


def views_of(index: Index, reader: Member) -> QuerySet[SavedView]:
    """The reader's own views of a list and those shared with all staff, the oldest first."""
    own = Q(keeper=reader) | Q(shared=True)
    return SavedView.objects.filter(own, place=index.place).order_by("id")[:_MOST_VIEWS]


@transaction.atomic
def save_view(index: Index, query: str, *, name: str, keeper: Member, shared: bool) -> SavedView:
    """Keep the filters of a list under a name. The same name again keeps the newer filters.

    Refused with `nothing_chosen` if no filter of the list is set, `too_many` beyond 30 views of a list.
    """
    kept = asked_of(index, dict(parse_qsl(query)))
    if not kept or len(kept) > SavedView._meta.get_field("query").max_length:  # type: ignore[operator] # it has one
        raise Refused(_("Choose a filter first; then it can be kept."), code="nothing_chosen")
    if SavedView.objects.filter(place=index.place, keeper=keeper).exclude(name=name).count() >= _MOST_VIEWS:
        raise Refused(_("You keep enough views of this list. Remove one first."), code="too_many")
    view = SavedView.objects.filter(place=index.place, keeper=keeper, name=name).first()
    if view and (view.query, view.shared) == (kept, shared):
        return view
    view = view or SavedView(place=index.place, keeper=keeper, name=name, saved_at=clock.now())
    view.query, view.shared = kept, shared
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        return SavedView.objects.get(place=index.place, keeper=keeper, name=name)
    record(ViewSaved(view_id=view.pk, name=name))
    return view


@transaction.atomic
def remove_view(view: SavedView) -> None:
    """Forget a view. Gone already is gone."""
    if SavedView.objects.filter(pk=view.pk).delete()[0]:
        record(ViewRemoved(view_id=view.pk, name=view.name))
