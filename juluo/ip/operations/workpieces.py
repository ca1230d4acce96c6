"""Making something together: workpieces and their versions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import SpaceModel
from juluo.core.money import Money
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text
from juluo.ip.models import Need, Version, Workpiece
from juluo.ip.models.workpiece import (
    CHANGES_LENGTH,
    VERSION_NUMBER_LENGTH,
    WORKPIECE_SUMMARY_LENGTH,
    WORKPIECE_TITLE_LENGTH,
)
from juluo.ip.rules.versions import Quality, check_qualities, check_state
from juluo.ip.workshop_facts import (
    NeedPlaced,
    VersionChanged,
    VersionWritten,
    WorkpieceChanged,
    WorkpieceHidden,
    WorkpieceMade,
    WorkpieceShown,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionWords:
    """What a version is: `changes` in Markdown, `qualities` with scores from 0 to 100, the `cost` of one piece."""

    number: str
    on: date
    changes: str
    state: str = Version.State.DRAFT
    qualities: Sequence[Quality] = field(default_factory=list)
    cost: Money | None = None

    def values(self) -> dict[str, Any]:
        """The fields of a row, checked."""
        qualities = check_qualities(self.qualities)
        return {
            "number": clean_line(self.number, field="number", most=VERSION_NUMBER_LENGTH),
            "on": self.on,
            "changes": clean_text(self.changes, field="changes", most=CHANGES_LENGTH),
            "state": check_state(self.state),
            "qualities": [name for name, _score in qualities],
            "scores": [score for _name, score in qualities],
            "cost_minor": self.cost.minor if self.cost else None,
            "currency": self.cost.currency if self.cost else "",
        }


@transaction.atomic
def make_workpiece(title: str, *, summary: str = "", product: str = "") -> Workpiece:
    """Begin something. Nobody but staff sees it before it is shown; `product` is the address of what it became."""
    row = Workpiece(**_cleaned(title, summary, product), made_at=clock.now())
    row.save(force_insert=True)
    record(WorkpieceMade(workpiece_id=row.pk))
    return row


@transaction.atomic
def describe_workpiece(workpiece: Workpiece, title: str, *, summary: str, product: str) -> Workpiece:
    """Say anew what it is. The same words change nothing."""
    said = _cleaned(title, summary, product)
    workpiece = Workpiece.objects.select_for_update().get(pk=workpiece.pk)
    if changed := _change(workpiece, said):
        record(WorkpieceChanged(workpiece_id=workpiece.pk, changed=changed))
    return workpiece


@transaction.atomic
def show_workpiece(workpiece: Workpiece) -> Workpiece:
    """Let everybody see it: its change log and its diary. Twice is once."""
    workpiece = Workpiece.objects.select_for_update().get(pk=workpiece.pk)
    if workpiece.shown_at is None:
        _change(workpiece, {"shown_at": clock.now()})
        record(WorkpieceShown(workpiece_id=workpiece.pk))
    return workpiece


@transaction.atomic
def hide_workpiece(workpiece: Workpiece) -> Workpiece:
    """Show it to staff alone. Twice is once."""
    workpiece = Workpiece.objects.select_for_update().get(pk=workpiece.pk)
    if workpiece.shown_at:
        _change(workpiece, {"shown_at": None})
        record(WorkpieceHidden(workpiece_id=workpiece.pk))
    return workpiece


@transaction.atomic
def write_version(workpiece: Workpiece, words: VersionWords) -> Version:
    """Write down a version. Refused with `number_taken` if the workpiece has one of this number."""
    values = words.values()
    workpiece = Workpiece.objects.select_for_update().get(pk=workpiece.pk)
    _check_number(workpiece.pk, values["number"])
    row = Version(workpiece=workpiece, **values)
    row.save(force_insert=True)
    renew_pages()
    record(VersionWritten(version_id=row.pk, workpiece_id=workpiece.pk))
    return row


@transaction.atomic
def edit_version(version: Version, words: VersionWords) -> Version:
    """Write it down anew, also its state. The same again changes nothing."""
    values = words.values()
    Workpiece.objects.select_for_update().get(pk=version.workpiece_id)
    version = Version.objects.select_for_update().get(pk=version.pk)
    _check_number(version.workpiece_id, values["number"], but=version)
    if changed := _change(version, values):
        record(VersionChanged(version_id=version.pk, changed=changed))
    return version


@transaction.atomic
def place_need(need: Need, workpiece: Workpiece | None) -> Need:
    """Say in which workpiece a need is being met; None for none. Twice is once."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if _change(need, {"workpiece_id": workpiece.pk if workpiece else None}):
        record(NeedPlaced(need_id=need.pk, workpiece_id=workpiece.pk if workpiece else None))
    return need


def _cleaned(title: str, summary: str, product: str) -> dict[str, Any]:
    return {
        "title": clean_line(title, field="title", most=WORKPIECE_TITLE_LENGTH),
        "summary": clean_text(summary, field="summary", most=WORKPIECE_SUMMARY_LENGTH, least=0),
        "product": clean_line(product, field="product", most=80, least=0),
    }


def _change(row: SpaceModel, said: dict[str, Any]) -> tuple[str, ...]:
    changed = tuple(name for name, value in said.items() if getattr(row, name) != value)
    if changed:
        for name in changed:
            setattr(row, name, said[name])
        row.save(update_fields=changed)
        renew_pages()
    return changed


def _check_number(workpiece_id: UUID, number: str, *, but: Version | None = None) -> None:
    others = Version.objects.filter(workpiece=workpiece_id, number=number)
    if (others.exclude(pk=but.pk) if but else others).exists():
        message = _("There is a version of this number already.")
        raise Refused(message, code="number_taken", field="number")
