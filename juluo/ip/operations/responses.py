"""What readers do with one press: feel something, keep a post."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.taking_part import ensure_may_take_part
from juluo.ip.facts import ReactionGiven, ReactionTakenBack
from juluo.ip.models import Comment, Post, Reaction, SavedPost
from juluo.ip.operations.comments import check_place
from juluo.ip.rules.responses import check_kind


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


def _taking_part(member: Member) -> Member:
    """The member as they are now, one deed at a time."""
    row: Member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    ensure_may_take_part(row)
    return row
