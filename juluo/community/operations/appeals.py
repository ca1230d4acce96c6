"""An appeal: asked for once, decided by somebody else than who decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.moderation import AppealDecided, SanctionAppealed
from juluo.community.models import APPEAL_LENGTH, SANCTION_WORDS_LENGTH, Appeal, Sanction
from juluo.community.operations.sanctions import undo_sanction
from juluo.community.rules.sanctions import check_can_appeal, check_may_judge
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.texts import clean_text


@transaction.atomic
def appeal_against(sanction: Sanction, words: str) -> Appeal:
    """Ask that somebody else looks at it. Once: the second time answers with the first.

    Refused with `undone` and `over`. The sanction stands meanwhile.
    """
    words = clean_text(words, field="words", most=APPEAL_LENGTH)
    row: Sanction = Sanction.objects.select_for_update(no_key=True).get(pk=sanction.pk)
    if before := Appeal.objects.filter(sanction=row).first():
        return before
    check_can_appeal(row, clock.now())
    made: Appeal = Appeal.objects.create(sanction=row, words=words, at=clock.now())
    record(SanctionAppealed(member_id=row.member_id, sanction_id=row.pk, appeal_id=made.pk))
    return made


@transaction.atomic
def decide_appeal(appeal: Appeal, outcome: str, answer: str, *, by: Member) -> Appeal:
    """Let the sanction stand or undo it, in words that the member reads. Twice is once: the first decision stays.

    Refused with `same_person` to whoever decided before and to whom it is about, and (422) with `unknown_outcome`.
    """
    answer = clean_text(answer, field="answer", most=SANCTION_WORDS_LENGTH)
    if outcome not in Appeal.Outcome.values:
        raise Refused(_("Say whether it stands or is undone."), code="unknown_outcome", field="outcome", status=422)
    rows = Appeal.objects.select_for_update(of=("self",), no_key=True).select_related("sanction")
    row: Appeal = rows.get(pk=appeal.pk)
    check_may_judge(row.sanction, by)
    if row.decided_at:
        return row
    row.outcome, row.answer, row.decided_by, row.decided_at = outcome, answer, by, clock.now()
    row.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    record(
        AppealDecided(member_id=row.sanction.member_id, sanction_id=row.sanction_id, appeal_id=row.pk, outcome=outcome)
    )
    if outcome == Appeal.Outcome.LIFTED:
        undo_sanction(row.sanction, by=by, reason=_("The appeal was right."))
    return row
