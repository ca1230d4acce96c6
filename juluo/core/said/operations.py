"""Reporting what somebody said, hiding it, and showing it again: one way for every kind of things said."""

from typing import Any

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import HIDING_WORDS_LENGTH, Member, Report
from juluo.core.publishing import renew_pages
from juluo.core.said.facts import ReportClosed, WordsHidden, WordsReported, WordsShown
from juluo.core.said.kinds import Kind, about, kind_of
from juluo.core.said.queries import open_report, open_reports_of
from juluo.core.said.rules import check_hears, check_hideable, check_is_said, check_may_report, check_reason
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line

_FIELDS = ("hidden_at", "hidden_because", "hidden_words")


@transaction.atomic
def report(member: Member, row: Any, *, reason: str, words: str = "") -> Report:
    """Tell the staff what is wrong with a thing said: `reason` is a `Reason`.

    While a report of the member is open, the same one is the same. Refused to whoever may not take part or may not
    read it (`no_access`), when nobody reads it any more (`words_gone`), and with `too_many` when many of theirs wait.
    """
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    ensure_may_take_part(member)
    kind = kind_of(row)
    row = kind.rows().get(pk=row.pk)
    check_hears(hears=kind.hears(row, member))
    check_is_said(kind.tell(row))
    if before := open_report(member, about(row)):
        return before
    check_may_report(open_reports_of(member))
    made: Report = Report.objects.create(reporter=member, about=about(row), reason=because, words=words, at=clock.now())
    record(WordsReported(report_id=made.pk, about=made.about, reason=because.value))
    return made


@transaction.atomic
def close_reports(about: str, *, by: Member) -> int:
    """Staff have looked at it: no report about it is open any more; how many were."""
    rows = Report.objects.select_for_update(no_key=True).filter(about=about, closed_at=None).order_by("id")
    found = list(rows)
    for row in found:
        row.closed_at, row.closed_by = clock.now(), by
        row.save(update_fields=["closed_at", "closed_by"])
        record(ReportClosed(report_id=row.pk))
    return len(found)


@transaction.atomic
def hide[Row](row: Row, *, reason: str, words: str = "") -> Row:
    """Show it to nobody but its author, who is told why: `reason` is a `Reason`. Twice is once.

    What only waited for a person is hidden now. Refused with `not_hideable` for what staff themselves publish.
    """
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    kind = kind_of(row)
    check_hideable(kind)
    now: Any = kind.locked(row.pk)  # type: ignore[attr-defined] # a row of a registered model
    if now.hidden_at is None or now.is_held:
        now.hidden_at, now.hidden_because, now.hidden_words = clock.now(), because.value, words
        _save(kind, now, besides=kind.besides(now))
        record(WordsHidden(thing_id=now.pk, about=about(now), reason=because.value, words=words))
    return now  # type: ignore[no-any-return] # the same row, as it is now


@transaction.atomic
def show[Row](row: Row) -> Row:
    """Let everybody read it again whom it is for. Twice is once."""
    kind = kind_of(row)
    now: Any = kind.locked(row.pk)  # type: ignore[attr-defined] # a row of a registered model
    if kind.hideable and now.hidden_at:
        was_held = now.is_held
        now.hidden_at, now.hidden_because, now.hidden_words = None, "", ""
        _save(kind, now, besides=())
        record(WordsShown(thing_id=now.pk, about=about(now), was_held=was_held))
    return now  # type: ignore[no-any-return] # the same row, as it is now


def _save(kind: Kind, row: Any, *, besides: Any) -> None:
    row.save(update_fields=[*_FIELDS, *besides])
    kind.then(row)
    if kind.renews:
        renew_pages()
