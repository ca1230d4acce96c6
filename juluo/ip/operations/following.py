"""Following, and ending it."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.ip.facts import Followed, PaceChosen, Unfollowed
from juluo.ip.models import Follow, Pace
from juluo.ip.news import NEW_POST
from juluo.ip.operations.turns import settle_turns
from juluo.ip.queries.following import follow_of
from juluo.ip.rules.following import DEFAULT_PACE, Subject, check_may_follow, check_pace
from juluo.reach.operations.preferences import resume_mail


@transaction.atomic
def follow(member: Member, subject: Subject, *, pace: str = "") -> Follow:
    """Follow the IP, a series or an author; `pace` is a `Pace`, "" is once a week, or as it is.

    Followed already, a pace chooses another one and nothing else changes. Refused: `unknown_pace`, `not_present`,
    `yourself`, `too_many`.
    """
    wanted = check_pace(pace) if pace else None
    member = _alone(member)
    if known := follow_of(member, subject):
        return choose_pace(known, wanted) if wanted else known
    check_may_follow(member, subject, Follow.objects.filter(member=member).count())
    made = Follow(member=member, series=subject.series, author=subject.author, pace=wanted or DEFAULT_PACE)
    made.at = clock.now()
    made.save(force_insert=True)
    settle_turns(member)
    record(Followed(follow_id=made.pk, member_id=member.pk, subject=subject.key, pace=str(made.pace)))
    return made


@transaction.atomic
def unfollow(member: Member, subject: Subject) -> None:
    """Hear of it no more. Twice is once."""
    member = _alone(member)
    if known := follow_of(member, subject):
        record(Unfollowed(follow_id=known.pk, member_id=member.pk, subject=subject.key))
        known.delete()
        settle_turns(member)


@transaction.atomic
def choose_pace(follow: Follow, pace: str) -> Follow:
    """Hear of it at another pace; the same again changes nothing.

    Who asks for mails of what they follow wants them, though they had ended them before. Refused: `unknown_pace`.
    """
    wanted = check_pace(pace)
    member = _alone(follow.member)
    row: Follow = Follow.objects.select_for_update(of=("self",)).select_related("series", "author").get(pk=follow.pk)
    if wanted != Pace.HERE:
        resume_mail(member, NEW_POST)
    if row.pace != wanted:
        row.pace = wanted
        row.save(update_fields=["pace"])
        settle_turns(member)
        record(PaceChosen(follow_id=row.pk, pace=wanted.value))
    return row


def _alone(member: Member) -> Member:
    """The member as they are now, one deed at a time."""
    row: Member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    return row
