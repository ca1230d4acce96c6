"""What readers do with one press: feel something, keep a post, tell the staff that something is wrong."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line
from juluo.ip.facts import ReactionGiven, ReactionTakenBack, ReportClosed, ReportMade
from juluo.ip.models import HIDING_WORDS_LENGTH, Comment, Post, Reaction, Report, SavedPost
from juluo.ip.operations.comments import check_place
from juluo.ip.queries.responses import open_report, open_reports_of
from juluo.ip.rules.comments import check_reason
from juluo.ip.rules.responses import check_kind, check_may_report


@transaction.atomic
def react(member: Member, post: Post, kind: str, *, comment: Comment | None = None) -> Reaction:
    """Feel `kind` (a `Reaction.Kind`) about the post, or about a comment on it, in place of what was felt before.

    The same again changes nothing. Refused to whoever may not take part or may not read the post.
    """
    felt = check_kind(kind)
    member = _taking_part(member)
    check_place(member, post, comment)
    row = Reaction.objects.filter(member=member, post=post, comment=comment).first()
    row = row or Reaction(member=member, post=post, comment=comment)
    if row.kind == felt:
        return row
    row.kind, row.at = felt, clock.now()
    row.save()
    record(ReactionGiven(reaction_id=row.pk, post_id=post.pk, kind=felt.value))
    return row


@transaction.atomic
def take_reaction_back(member: Member, post: Post, *, comment: Comment | None = None) -> None:
    """Feel nothing about it any more. Twice is once."""
    row = Reaction.objects.select_for_update().filter(member=member, post=post, comment=comment).first()
    if row:
        record(ReactionTakenBack(reaction_id=row.pk, post_id=post.pk))
        row.delete()


@transaction.atomic
def save_post(member: Member, post: Post) -> None:
    """Keep the post among one's own, to read it again. Twice is once."""
    SavedPost.objects.bulk_create([SavedPost(member=member, post=post, at=clock.now())], ignore_conflicts=True)


@transaction.atomic
def unsave_post(member: Member, post: Post) -> None:
    """Keep the post no longer. Twice is once."""
    SavedPost.objects.filter(member=member, post=post).delete()


@transaction.atomic
def report(member: Member, post: Post, *, reason: str, words: str = "", comment: Comment | None = None) -> Report:
    """Tell the staff what is wrong with the post, or with a comment on it: `reason` is a `Comment.Reason`.

    While a report of the member is open, the same one is the same. Refused with `too_many` when many of theirs wait.
    """
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    member = _taking_part(member)
    check_place(member, post, comment)
    if before := open_report(member, post, comment):
        return before
    check_may_report(open_reports_of(member))
    said = {"reason": because, "words": words, "at": clock.now()}
    made: Report = Report.objects.create(reporter=member, post=post, comment=comment, **said)
    record(ReportMade(report_id=made.pk, post_id=post.pk, reason=because.value))
    return made


@transaction.atomic
def close_report(about: Report, *, by: Member) -> Report:
    """Staff have looked at it. Twice is once: who closed it first stays."""
    row: Report = Report.objects.select_for_update(no_key=True).get(pk=about.pk)
    if row.closed_at is None:
        row.closed_at, row.closed_by = clock.now(), by
        row.save(update_fields=["closed_at", "closed_by"])
        record(ReportClosed(report_id=row.pk))
    return row


def _taking_part(member: Member) -> Member:
    """The member as they are now, one deed at a time."""
    row: Member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    ensure_may_take_part(row)
    return row
