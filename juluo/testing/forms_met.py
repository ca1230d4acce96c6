"""Which fields a page reads from what is posted to it: found by watching, so a new page joins by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict

_NUMBERS = (forms.IntegerField, forms.DecimalField, forms.FloatField)
PLAIN = {
    "TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "email": "x@example.com", "phone": "13800000000", "key": "k1",
    "next": "/", "language": "zh-hans", "slug": "x1", "to": "/mall/", "target": "/mall/", "rung": "fan",
    "return_url": "http://shop.test/", "expires_at": "2099-01-01T00:00:00Z", "scope": "orders.read", "currency": "CNY",
    "id": "", "DELETE": "", "welcome_to": "/mall/",
}  # fmt: skip


@dataclass
class Met:
    """Names that were read, and the form field behind each that has one."""

    names: set[str] = field(default_factory=set)
    fields: dict[str, forms.Field] = field(default_factory=dict)

    @property
    def numbers(self) -> list[str]:
        return sorted(name for name, each in self.fields.items() if isinstance(each, _NUMBERS))

    def plain_body(self, choose: Callable[[str], Any]) -> dict[str, str]:
        """A body that nobody could object to, as far as one can tell; ids are what `choose` says for their names."""
        return {name: _plain(name.rpartition("-")[2], self.fields.get(name), choose) for name in sorted(self.names)}


@contextmanager
def watching() -> Iterator[Met]:
    """Note what is read of queries and forms within the block."""
    _watch_for_ever()
    met = Met()
    _watchers.append(met)
    try:
        yield met
    finally:
        _watchers.remove(met)


_watchers: list[Met] = []


@cache
def _watch_for_ever() -> None:
    """Put the watch in place, once: Python stops noticing changes of a class that was changed a thousand times."""
    cleaning = forms.BaseForm.full_clean

    def noting(read: Any) -> Any:
        def noted(self: QueryDict, key: str, *rest: Any) -> Any:
            for met in _watchers:
                met.names.add(key)
            return read(self, key, *rest)

        return noted

    def full_clean(self: forms.BaseForm) -> None:
        if self.is_bound and type(self).__module__.startswith(("juluo.", "allauth.")):
            for met in _watchers:
                met.fields.update({self.add_prefix(name): each for name, each in self.fields.items()})
        cleaning(self)

    for name in ("__getitem__", "getlist", "__contains__"):
        setattr(QueryDict, name, noting(getattr(QueryDict, name)))
    forms.BaseForm.full_clean = full_clean  # type: ignore[method-assign] # that is the watch


def _plain(name: str, asked: forms.Field | None, choose: Callable[[str], Any]) -> str:
    if name in PLAIN:
        return PLAIN[name]
    if isinstance(asked, forms.BooleanField):
        return "on"
    if isinstance(asked, forms.ChoiceField):
        offered: Any = asked.choices
        return next((str(value) for value, _label in offered if value), "")
    if isinstance(asked, _NUMBERS):
        return "1"
    typed = isinstance(asked, forms.CharField) and not isinstance(asked, forms.UUIDField)
    return "x1" if typed else str(choose(name))
