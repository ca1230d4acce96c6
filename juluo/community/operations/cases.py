"""Cases: opened by a report or a hold, taken by somebody, decided once."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from juluo.community.facts.moderation import CaseDecided, CaseOpened, CaseTaken
from juluo.community.models import Case, Sanction
from juluo.community.operations.sanctions import sanction_member
from juluo.community.queries.cases import open_case_about
from juluo.community.rules.sanctions import Measure, check_not_judge_of_own, check_open
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.said.kinds import Said, find_kind
from juluo.core.said.operations import close_reports, show
from juluo.core.said.queries import told_about


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What comes of a case: nothing, hiding what was said, something about its author, or both.

    `hides` hides it for the measure's reason, in its words. Without it, what was held is let go.
    """

    measure: Measure
    hides: bool = False

    @property
    def acts(self) -> bool:
        """Whether something is decided about the author besides."""
        return bool(self.measure.kind)


@transaction.atomic
def open_case(about: str, *, cause: str, why: str = "") -> Case | None:
    """The open case about the thing, opened now if there was none; None when the thing is gone."""
    if known := open_case_about(about):
        return known
    thing = told_about([about]).get(about)
    if thing is None:
        return None
    row = Case(about=about, author_id=thing.author_id, cause=cause, why=why, opened_at=clock.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return open_case_about(about)
    record(CaseOpened(case_id=row.pk, about=about, cause=cause))
    return row


@transaction.atomic
def take_case(case: Case, *, by: Member) -> Case:
    """Say that one looks at it, so that nobody else does at the same time. Whoever takes it last has it.

    Refused with `decided`, and with `own_case` to whoever said it.
    """
    row = _locked(case)
    check_open(row)
    check_not_judge_of_own(row, by)
    if row.taken_by_id != by.pk:
        row.taken_by, row.taken_at = by, clock.now()
        row.save(update_fields=["taken_by", "taken_at"])
        record(CaseTaken(case_id=row.pk))
    return row


@transaction.atomic
def decide_case(case: Case, decision: Decision, *, by: Member) -> Case:
    """Decide it once; its reports are closed, and its author is told of what concerns them.

    Refused with `decided`, with `own_case` to whoever said it, and as `sanction_member` says.
    """
    row = _locked(case)
    check_open(row)
    check_not_judge_of_own(row, by)
    outcome = []
    if decision.hides:
        hiding = Measure(
            kind=Sanction.Kind.HIDE,
            reason=decision.measure.reason,
            words=decision.measure.words,
            article=decision.measure.article,
        )
        sanction_member(row.author, hiding, by=by, case=row)
        outcome.append(hiding.kind)
    else:
        _let_go(row.about)
    if decision.acts and decision.measure.kind not in outcome:
        sanction_member(row.author, decision.measure, by=by, case=row)
        outcome.append(decision.measure.kind)
    row.decided_at, row.decided_by = clock.now(), by
    row.save(update_fields=["decided_at", "decided_by"])
    close_reports(row.about, by=by)
    record(CaseDecided(case_id=row.pk, about=row.about, outcome=" ".join(outcome)))
    return row


def _let_go(about: str) -> None:
    """What only waited for a person waits no longer; what staff hid before stays hidden."""
    thing: Said | None = told_about([about]).get(about)
    kind = find_kind(thing.kind) if thing else None
    row = kind.row(thing.id) if kind and thing else None
    if row is not None and getattr(row, "is_held", False):
        show(row)


def _locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("author")
    row: Case = rows.get(pk=case.pk)
    return row
