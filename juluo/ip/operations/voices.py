"""The words that come with support: reported by readers, hidden and shown again by staff."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line
from juluo.ip.facts.tips import VoiceHidden, VoiceReported, VoiceShown
from juluo.ip.models import HIDING_WORDS_LENGTH, Report, Tip
from juluo.ip.operations.tips import locked
from juluo.ip.queries.responses import open_reports_of
from juluo.ip.rules.comments import check_reason
from juluo.ip.rules.responses import check_may_report
from juluo.ip.rules.tips import check_is_said


@transaction.atomic
def report_voice(member: Member, tip: Tip, *, reason: str, words: str = "") -> Report:
    """Tell the staff what is wrong with the words of a tip: `reason` is a `Comment.Reason`.

    While a report of the member is open, the same one is the same. Refused with `words_gone` when nobody reads them
    any more, with `too_many` when many of theirs wait.
    """
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    ensure_may_take_part(member)
    check_is_said(Tip.objects.get(pk=tip.pk))
    if before := Report.objects.filter(reporter=member, tip=tip, closed_at=None).first():
        return before
    check_may_report(open_reports_of(member))
    said = {"reason": because, "words": words, "at": clock.now()}
    made: Report = Report.objects.create(reporter=member, tip=tip, **said)
    record(VoiceReported(report_id=made.pk, tip_id=tip.pk, reason=because.value))
    return made


@transaction.atomic
def hide_voice(tip: Tip, *, reason: str, words: str = "") -> Tip:
    """Show the words to nobody but their giver, who is told why: `reason` is a `Comment.Reason`. Twice is once."""
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    tip = locked(tip)
    if tip.hidden_at is None:
        tip.hidden_at, tip.hidden_because, tip.hidden_words = clock.now(), because, words
        tip.save(update_fields=["hidden_at", "hidden_because", "hidden_words"])
        renew_pages()
        record(VoiceHidden(tip_id=tip.pk, reason=because.value, words=words))
    return tip


@transaction.atomic
def show_voice(tip: Tip) -> Tip:
    """Let everybody read the words again, if their giver lets them. Twice is once."""
    tip = locked(tip)
    if tip.hidden_at:
        tip.hidden_at, tip.hidden_because, tip.hidden_words = None, "", ""
        tip.save(update_fields=["hidden_at", "hidden_because", "hidden_words"])
        renew_pages()
        record(VoiceShown(tip_id=tip.pk))
    return tip
