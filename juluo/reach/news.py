"""Kinds of news: what a pillar tells people, declared as data at start-up in its own `news.py`.

A kind says for whom it is, in which words, where it leads, whether it goes by mail unless somebody says otherwise, and
which law forbids to switch it off. Rows keep the kind's key and the values of its words; the words are found when it
is read, in the language of the reader.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from juluo.core.letters import Line
from juluo.core.money import Money
from juluo.core.wording import worded

type Word = str | Promise
type WaysOut = Callable[[UUID, Mapping[str, Any]], list[Line]]
"""Of a member and the values of what they were told: links that end a part of such mails, one thing each."""


class Channel(models.TextChoices):
    """The ways that news take, as columns of the matrix."""

    APP = "app", pgettext_lazy("channel", "Here")
    MAIL = "mail", pgettext_lazy("channel", "By mail")


class Audience(models.TextChoices):
    MEMBER = "member", pgettext_lazy("audience", "Members")
    STAFF = "staff", pgettext_lazy("audience", "Staff")


@dataclass(frozen=True, slots=True)
class Law:
    """Why a channel cannot be switched off: the source, and what it asks for, for people."""

    source: str
    reason: Word


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of news. `title` and `text` may name values as %(name)s; `view` is where it leads, with `view_args`.

    `permission` says which staff hear of it. `channels` are those used unless the member says otherwise; those in
    `laws` are always used. `sample` are values for the preview.
    """

    key: str
    audience: Audience
    label: Word
    title: Word
    text: Word
    action: Word
    view: str
    view_args: Sequence[str] = ()
    permission: str = ""
    icon: str = "bell"
    channels: frozenset[Channel] = frozenset(Channel)
    laws: Mapping[Channel, Law] = field(default_factory=dict)
    sample: Mapping[str, Any] = field(default_factory=dict)

    def titled(self, data: Mapping[str, Any]) -> str:
        return str(self.title) % _Values(data)

    def told(self, data: Mapping[str, Any]) -> str:
        return str(self.text) % _Values(data)


class _Values(defaultdict[str, str]):
    """Values in words: money as money; what a row lacks is a dash, for words may be newer than rows."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(lambda: "–", {name: _shown(value) for name, value in data.items()})


def _shown(value: Any) -> str:
    if isinstance(value, Mapping) and set(value) == {"minor", "currency"}:
        return worded(Money(int(value["minor"]), str(value["currency"])))
    return str(value)


def amount(money: Money) -> dict[str, Any]:
    """Money as a value of news."""
    return {"minor": money.minor, "currency": money.currency}


_kinds: dict[str, Kind] = {}
_ways_out: dict[str, WaysOut] = {}


def register_kinds(*kinds: Kind) -> None:
    """Declare what a pillar tells; the order is that of the matrix."""
    _kinds.update({kind.key: kind for kind in kinds})


def register_ways_out(key: str, ways: WaysOut) -> None:
    """Let mails of a kind name ways out besides the one that ends the whole kind."""
    _ways_out[key] = ways


def ways_out_of(key: str, member_id: UUID, data: Mapping[str, Any]) -> list[Line]:
    ways = _ways_out.get(key)
    return ways(member_id, data) if ways else []


def kind_of(key: str) -> Kind:
    return _kinds[key]


def kinds(audience: str = "") -> list[Kind]:
    """All kinds, or those of one audience."""
    return [kind for kind in _kinds.values() if audience in {"", kind.audience}]


def kinds_for(permissions: frozenset[str]) -> list[Kind]:
    """The kinds that somebody with these permissions may hear of: none means a member who is no staff."""
    return [kind for kind in _kinds.values() if not kind.permission or kind.permission in permissions]
