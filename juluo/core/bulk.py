"""The same deed on many things: each row by the verb its own page calls, in a transaction of its own.

What is said of a row (done, refused and why) is committed together with what was done, so a worker that dies, or two
that meet, do no row twice. Pillars register their deeds at start-up.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.facts import Fact, on, record
from juluo.core.models import Batch, BatchRow, Member
from juluo.core.people import permissions_of
from juluo.core.refusals import Refused
from juluo.core.tasks import errand

logger = logging.getLogger(__name__)
MOST = 5_000
"""The most rows of one batch."""
AT_ONCE = 50
"""So many rows are done while the browser waits; more are left to the worker."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something staff with `permission` do to one thing after the other.

    `find` loads the thing by what the list calls it, None if there is none; `do` calls the verb with what was told
    and may return what it made, as JSON. `place` is the list it is asked for on.
    """

    key: str
    label: str | Promise
    permission: str
    place: str
    find: Callable[[str], models.Model | None]
    do: Callable[[Any, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """One row: the thing, and what holds for it alone."""

    subject: str
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BatchAsked(Fact):
    batch_id: UUID
    count: int

    sentence = gettext_lazy("Asked for the same on many things at once: %(count)s")


_deeds: dict[str, Deed] = {}


def register_deed(deed: Deed) -> Deed:
    _deeds[deed.key] = deed
    return deed


def deed_named(key: str) -> Deed | None:
    return _deeds.get(key)


def ask_for(deed: Deed, wishes: Sequence[Wish], *, by: Member, key: str, told: Mapping[str, str]) -> Batch:
    """Write down what is asked for, each thing once; the worker does it. The same key again returns the first batch.

    Refused: `nothing_picked`, `too_many`.
    """
    if not wishes:
        raise Refused(_("Pick something in the list first."), code="nothing_picked")
    if len(wishes) > MOST:
        raise Refused(_("Pick %(most)d at most.") % {"most": MOST}, code="too_many")
    try:
        return _write(wishes, Batch(deed=deed.key, by=by, key=key, told=dict(told)))
    except IntegrityError:
        return Batch.objects.get(by=by, key=key)


def carry_out(batch: Batch) -> None:
    """Do what still waits in the batch, in order, as the member who asked for it and in their language."""
    with acting_as(Actor(batch.by_id, staff=True)), translation.override(batch.language):
        while _next_row(batch):
            pass
    if not batch.rows.filter(outcome=BatchRow.Outcome.WAITING).exists():
        Batch.objects.filter(pk=batch.pk, ended_at=None).update(ended_at=clock.now())


@on(BatchAsked)
def begin_batch(fact: BatchAsked) -> None:
    carry_out_batch.defer(batch_id=fact.batch_id)


@errand
def carry_out_batch(batch_id: UUID) -> None:
    carry_out(Batch.objects.get(pk=batch_id))


@transaction.atomic
def _write(wishes: Sequence[Wish], batch: Batch) -> Batch:
    batch.language, batch.asked_at = translation.get_language() or "en", clock.now()
    batch.save(force_insert=True)
    each_once = list({wish.subject: wish for wish in wishes}.values())
    rows = [
        BatchRow(batch=batch, position=position, subject=wish.subject[:120], told=dict(wish.told))
        for position, wish in enumerate(each_once)
    ]
    BatchRow.objects.bulk_create(rows, batch_size=500)
    record(BatchAsked(batch_id=batch.pk, count=len(rows)))
    return batch


@transaction.atomic
def _next_row(batch: Batch) -> bool:
    """Do one row that nobody else is doing; False if there is none."""
    waiting = batch.rows.select_for_update(skip_locked=True).filter(outcome=BatchRow.Outcome.WAITING)
    row: BatchRow | None = waiting.order_by("position").first()
    if row is None:
        return False
    try:
        with transaction.atomic():
            _do(batch, row)
            row.outcome = BatchRow.Outcome.DONE
    except Refused as refusal:
        row.outcome, row.reason = BatchRow.Outcome.REFUSED, refusal.message[:300]
    except Exception:
        logger.exception("row of a batch failed", extra={"deed": batch.deed, "subject": row.subject})
        row.outcome, row.reason = BatchRow.Outcome.FAILED, _("Something went wrong on our side. Try this one again.")
    row.save(update_fields=["outcome", "reason", "name", "made"])
    return True


def _do(batch: Batch, row: BatchRow) -> None:
    """Ask for the permission anew at each row: a role that is taken away ends what it had begun."""
    deed = deed_named(batch.deed)
    if deed is None or deed.permission not in permissions_of(batch.by_id):
        raise Refused(_("Your role does not allow this. Ask the owner of the space."), code="not_allowed")
    found = deed.find(row.subject)
    if found is None:
        raise Refused(_("There is nothing of this name here."), code="not_found")
    row.name = str(found)[:160]
    row.made = deed.do(found, {**batch.told, **row.told})
