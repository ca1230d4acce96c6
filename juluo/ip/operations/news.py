"""Telling people what was said to them."""

from collections.abc import Iterator
from uuid import UUID

from juluo.core.models import Member
from juluo.ip.models import Comment, GiftClaim, Survey
from juluo.ip.news import ANSWERED, CALLED, COMMENTED, FIRST_CHOICE, GIFT_TAKEN, QUOTED
from juluo.ip.queries.comments import called_in
from juluo.ip.queries.gifts import titles_of
from juluo.ip.queries.readers import may_read
from juluo.ip.queries.surveys import asked_in
from juluo.reach.operations.notifications import News, tell


def tell_of_comment(comment: Comment) -> None:
    """Tell whom it answers, whom it calls by name, and the author of the post: each once, by the nearest reason."""
    if not comment.is_said:
        return
    told = {comment.author_id}
    for kind, member in _concerned(comment):
        if member.pk not in told and _can_hear(member):
            told.add(member.pk)
            tell([member.pk], _news(kind, comment))


def tell_of_calling(comment: Comment) -> None:
    """Tell whom the changed words call by name. Who was told of the comment already is not told again."""
    if comment.is_said:
        tell(_ids(called_in(comment.text, comment.post), but=comment), _news(CALLED, comment))


def tell_of_survey(survey: Survey) -> int:
    """Ask those who were drawn, each as they want to be told; how many were told."""
    return tell(asked_in(survey), News(kind=FIRST_CHOICE, reason=str(survey.pk), data={"field": survey.field}))


def tell_of_taking(claim: GiftClaim) -> None:
    """Tell the giver that a read was taken; by whom stands on the gift's page, if that friend agreed."""
    gift = claim.gift
    if title := titles_of([gift.right]).get(gift.right):
        tell([gift.giver_id], News(kind=GIFT_TAKEN, reason=str(claim.pk), data={"title": title, "code": gift.code}))


def _concerned(comment: Comment) -> Iterator[tuple[str, Member]]:
    if comment.quote:
        whose = comment.quoted.author if comment.quoted else comment.post.author
        if may_read(whose, comment.post):
            yield QUOTED, whose
    if comment.answers and may_read(comment.answers.author, comment.post):
        yield ANSWERED, comment.answers.author
    for member in called_in(comment.text, comment.post):
        yield CALLED, member
    yield COMMENTED, comment.post.author


def _can_hear(member: Member) -> bool:
    return member.left_at is None and member.banned_at is None


def _ids(members: list[Member], *, but: Comment) -> list[UUID]:
    known = {but.author_id, but.answers.author_id if but.answers else None}
    return [each.pk for each in members if each.pk not in known]


def _news(kind: str, comment: Comment) -> News:
    return News(kind=kind, reason=str(comment.pk), data={"title": comment.post.title, "comment_id": str(comment.pk)})
