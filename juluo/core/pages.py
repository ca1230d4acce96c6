"""One page of a list at a time, by keyset: no COUNT and no OFFSET, so page 1,000 costs what page 1 costs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from juluo.core.models import Reading, Value
from juluo.core.refusals import Refused

SIZE = 50
LARGEST = 100
_RANKED = ("rank",)


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """Some rows and the cursor after the last of them; `next` is "" on the last page."""

    rows: list[Row]
    next: str


def page_of[Row: Model](
    queryset: QuerySet[Row], after: str = "", size: int = SIZE, *, largest: int = LARGEST
) -> Page[Row]:
    """Return up to `size` (≤ `largest`) rows that follow the cursor `after` ("" begins).

    Follows the queryset's `order_by` of plain fields that are never null ("-id" if it has none); `id` settles ties.
    Refused with `bad_cursor` (422) if the cursor is not one this list has given out.
    """
    keys = _keys_of(queryset)
    if after:
        queryset = queryset.filter(_following(queryset.model, keys, _read(after, keys)))
    size = max(1, min(size, largest))
    return _page(list(queryset.order_by(*keys)[: size + 1]), keys, size)


class Listing[Row: Model]:
    """A list that is asked for so often that the statement of its first page is worded once.

    `build` makes the queryset from values as a `Reading` takes them.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], *, size: int) -> None:
        self._build, self._size = build, size
        self._keys: tuple[str, ...] = ()
        self._first = Reading(self._first_rows)

    def page(self, after: str, *values: Value) -> Page[Row]:
        """As `page_of` returns it."""
        if after:
            return page_of(self._build(*values), after, self._size)
        return _page(self._first(*values), self._keys, self._size)

    def _first_rows(self, *values: Value) -> QuerySet[Row]:
        queryset = self._build(*values)
        self._keys = _keys_of(queryset)
        return queryset.order_by(*self._keys)[: self._size + 1]


def _page[Row: Model](rows: list[Row], keys: Sequence[str], size: int) -> Page[Row]:
    """A page of one row more than it shows, if there are as many."""
    more = len(rows) > size
    return Page(rows[:size], _cursor(rows[size - 1], keys) if more else "")


def marks_of(queryset: QuerySet[Any], size: int) -> Iterator[str]:
    """The cursors at which the pages of this size begin, "" first; nothing for no rows. One short query a page."""
    keys = _keys_of(queryset)
    rows, mark = queryset.order_by(*keys), ""
    if not rows.exists():
        return
    yield mark
    while len(ends := list(rows[size - 1 : size + 1])) == 2:  # noqa: PLR2004 - the last of this page, one of the next
        mark = _cursor(ends[0], keys)
        yield mark
        rows = queryset.filter(_following(queryset.model, keys, _read(mark, keys))).order_by(*keys)


def mark_of(place: int) -> str:
    """A cursor for a list that is ordered anew each time, as by how well it answers: the place of its next row."""
    return _signer(_RANKED).sign_object([place])


def place_at(mark: str) -> int:
    """The place that `mark_of` gave the mark for; 0 for "". Refused with `bad_cursor` (422) if it gave none such."""
    return int(_read(mark, _RANKED)[0]) if mark else 0


def _keys_of(queryset: QuerySet[Any]) -> tuple[str, ...]:
    keys = tuple(map(str, queryset.query.order_by or ("-id",)))
    if keys[-1].removeprefix("-") in {"id", "pk"}:
        return keys
    return (*keys, "-id" if keys[-1].startswith("-") else "id")


def _following(model: type[Model], keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values`: a later first key, or the same one and later in the rest."""
    names = [key.removeprefix("-") for key in keys]
    fields = [model._meta.get_field("id" if name == "pk" else name) for name in names]
    marks = [field.to_python(value) for field, value in zip(fields, values, strict=True)]  # type: ignore[union-attr] # plain fields, by contract
    following = Q()
    for at, key in enumerate(keys):
        same = Q(**dict(zip(names[:at], marks[:at], strict=True)))
        following |= same & Q(**{f"{names[at]}__{'lt' if key.startswith('-') else 'gt'}": marks[at]})
    # Said again for the first key alone: an index scan begins at it, which it cannot at an OR.
    return following & Q(**{f"{names[0]}__{'lte' if keys[0].startswith('-') else 'gte'}": marks[0]})


def _cursor(row: Model, keys: Sequence[str]) -> str:
    return _signer(keys).sign_object([_plain(getattr(row, key.removeprefix("-"))) for key in keys])


def _read(cursor: str, keys: Sequence[str]) -> list[Any]:
    try:
        values: list[Any] = _signer(keys).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        message = _("This list has no such page. Begin again at the first.")
        raise Refused(message, code="bad_cursor", field="after", status=422) from None
    return values


def _signer(keys: Sequence[str]) -> signing.Signer:
    """A cursor fits the order it was made for and no other."""
    return signing.Signer(salt=f"juluo.core.pages:{','.join(keys)}")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value
