"""One row and more of every model of a space, its texts marked. Made from the fields, so a new model needs nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.db.models.fields import NOT_PROVIDED

from juluo.core import clock
from juluo.core.fields import SpaceForeignKey, SpaceKey
from juluo.core.ids import uuid7
from juluo.core.media import name_of
from juluo.core.models import SpaceModel, User
from juluo.core.money import Money
from juluo.ledger.models import Account, Entry, Transfer
from juluo.ledger.operations import post
from juluo.ledger.rules import PROVIDER, SALES

HINTS: Mapping[str, Mapping[str, Any]] = {
    "community.Case": {"decided_at": None, "decided_by": None},
    "community.Invitation": {"expires_at": datetime(2999, 1, 1, tzinfo=UTC)},
    "community.Questionnaire": {
        "questions": [{"key": "q", "kind": "text", "text": "Why?", "help": "", "required": False, "rows": []}],
    },
    "community.Application": {"answers": {"q": "Tea."}, "told": []},
    "community.CircleAsk": {"answered_at": None, "admitted": None},
    "community.Topic": {"accepted": None},
    "ip.Series": {"kind": "course"},
    "ip.Post": {"kind": "audio", "embed": "", "due_at": None},
    "core.Recording": {"content_type": "audio/mpeg"},
    "ip.Room": {"hours": []},
    "ip.Consultation": {"hours": [], "exceptions": [], "time_zone": "Asia/Shanghai", "minutes": 30},
    "ip.Tip": {"workpiece": None, "returned_at": None},
    "ip.Question": {"declined_at": None, "expired_at": None, "returned_at": None},
    "mall.Product": {"right": ""},
    "mall.OrderLine": {"right": ""},
    "mall.Order": {"goods_minor": 1, "shipping_minor": 0, "total_minor": 1},
    "mall.ShippingZone": {"regions": []},
    "reach.Notification": {"kind": "mall.order_shipped"},
    "reach.Habit": {"time_zone": "Asia/Shanghai", "language": "en", "quiet_from": 60, "quiet_until": 120},
}
"""Values that fields alone do not tell, because rows obey a sum or a shape."""

POSTED = (Transfer, Entry, Account)
"""Rows that only the ledger's own verb can make."""

_ENDING = re.compile(
    "left|banned|hidden|revoked|archived|closed|ended|cancelled|withdrawn|until|expires|failed|lapsed|refused"
)
VARIANTS = ("full", "small")
_MARKED = (models.CharField, models.TextField)


@dataclass
class Filling:
    """What was put into a space: each model's rows, and the mark that their texts carry."""

    mark: str
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fill(self) -> "Filling":
        """Fill the acting space."""
        for model in space_models():
            if model not in POSTED:
                self.one_more(model)
        amount = Money(7, "CNY")
        post(f"{self.mark}{next(self.numbers)}", {PROVIDER: amount, SALES: -amount})
        for model in POSTED:
            self.rows[model] = list(model.objects.all())
        return self

    def one_more(self, model: type[models.Model]) -> Any:
        """Save a row with as many fields filled as its constraints let it."""
        refused = None
        for values in self._attempts(model):
            try:
                with transaction.atomic():
                    row = model(**values)
                    row.save(force_insert=True)
            except IntegrityError as error:
                refused = error
                continue
            return self._kept(row)
        if standing := model._default_manager.first():
            return self._kept(self._marked(standing))
        message = f"No row of {model._meta.label} can be made from its fields ({refused}): add a hint for it."
        raise AssertionError(message)

    def _kept(self, row: Any) -> Any:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def _marked(self, row: Any) -> Any:
        """Mark the texts of the only row that the space may have of its kind."""
        texts = {each.name: self._value(each) for each in _filled_fields(type(row)) if isinstance(each, _MARKED)}
        type(row)._default_manager.filter(pk=row.pk).update(**texts)
        row.refresh_from_db()
        return row

    def _attempts(self, model: type[models.Model]) -> Iterator[dict[str, Any]]:
        """Every field filled; then without one of those that may be null; then without any of them."""
        hints = HINTS.get(model._meta.label, {})
        told = [each for each in _filled_fields(model) if each.name not in hints]
        full = {each.name: None if _ends_it(each) else self._value(each) for each in told}
        full |= hints
        yield full
        nullable = [each.name for each in _filled_fields(model) if each.null]
        for name in nullable:
            yield full | {name: None}
        yield full | dict.fromkeys(nullable)

    def _value(self, target: Any) -> Any:
        for kind, make in self._makers().items():
            if isinstance(target, kind):
                return make(target)
        return 1 if target.default is NOT_PROVIDED else target.get_default()

    def _makers(self) -> Mapping[Any, Callable[[Any], Any]]:
        """How to fill each kind of field; the first that fits decides."""
        return {
            SpaceForeignKey: self._referred,
            models.ForeignKey: self._user,
            ArrayField: lambda target: [self._value(target.base_field)],
            models.JSONField: lambda _target: {"text": self._text(200)},
            models.FileField: lambda _target: self._stored(),
            (models.CharField, models.TextField): self._word,
            models.DateTimeField: lambda _target: clock.now(),
            models.DateField: lambda _target: clock.now().date(),
            models.DurationField: lambda _target: timedelta(days=1),
            models.UUIDField: lambda _target: uuid7(),
            models.BooleanField: lambda _target: True,
        }

    def _user(self, _target: Any) -> User:
        return User.objects.create_user(f"{self.mark}{next(self.numbers)}@example.com", name=f"{self.mark} user")

    def _word(self, target: Any) -> str:
        return str(target.choices[0][0]) if target.choices else self._text(target.max_length)

    def _text(self, room: int | None) -> str:
        text = f"{self.mark}{next(self.numbers)}"
        if room is None or len(text) <= room:
            return text
        return "CNY" if room == 3 else text[-room:]  # noqa: PLR2004 - a currency's length

    def _stored(self) -> str:
        """A picture that is really there, whatever variant of it is asked for."""
        name = f"{self._text(None)}.webp"
        for variant in VARIANTS:
            default_storage.save(name_of(name, variant), ContentFile(self.mark.encode()))
        return name

    def _referred(self, target: Any) -> Any:
        """A row of the other model, a new one for each reference, so that no two fall on the same."""
        other = target.related_model
        if other is target.model or other in POSTED:
            return None
        return self.one_more(other)


def space_models() -> list[type[models.Model]]:
    return [each for each in apps.get_models() if issubclass(each, SpaceModel) and _is_ours(each)]


def _is_ours(model: type[models.Model]) -> bool:
    return ".tests" not in model.__module__


def _filled_fields(model: type[models.Model]) -> list[Any]:
    return [each for each in model._meta.local_fields if each.name != "id" and not isinstance(each, SpaceKey)]


def _ends_it(target: Any) -> bool:
    """Whether a value would end the row's life: what is dead hides the ways to it."""
    return bool(target.null and _ENDING.search(target.name))
