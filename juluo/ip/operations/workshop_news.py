"""Telling members what becomes of what they asked for."""

from collections.abc import Iterable
from uuid import UUID

from juluo.ip.models import Need, Post, Quotation, Trial
from juluo.ip.origins import asked_at
from juluo.ip.queries.needs import voices_for
from juluo.ip.workshop_news import CREDITED, DECIDED, INVITED, MAKING, MERGED, QUOTED, RELEASED, SAMPLED
from juluo.reach.operations.notifications import News, tell

_KINDS: dict[str, str] = {
    Need.State.YES: DECIDED,
    Need.State.LATER: DECIDED,
    Need.State.NO: DECIDED,
    Need.State.MAKING: MAKING,
    Need.State.RELEASED: RELEASED,
}


def tell_of_credit(need: Need) -> None:
    """Tell the member whose words staff took down, if the card bears their name."""
    asked = asked_at(need.origin, need.source) if need.source else None
    if asked and asked.asker == need.asker:
        tell([need.asker_id], _news(CREDITED, need, str(need.pk)))


def tell_of_move(need: Need, state: str, *, reason: str) -> None:
    """Tell everybody who asks for it now, if it is still so; `reason` names the fact, for it may be decided again."""
    if need.state == state and state in _KINDS and need.hidden_at is None:
        tell(_asking(need), _news(_KINDS[state], need, reason))


def tell_of_merging(need: Need) -> None:
    """Tell those who asked for a card where their voice counts now."""
    if need.merged_into:
        tell(_asking(need), _news(MERGED, need.merged_into, f"{need.pk}:{need.merged_into_id}"))


def _asking(need: Need) -> Iterable[UUID]:
    present = voices_for(need).filter(member__left_at=None, member__banned_at=None)
    return present.order_by().values_list("member_id", flat=True).distinct()


def _news(kind: str, need: Need, reason: str) -> News:
    return News(kind=kind, reason=reason, data={"title": need.title, "need_id": str(need.pk)})


def tell_of_invitation(trial: Trial) -> None:
    """Ask a member whether they want to try it."""
    tell([trial.member_id], _of_trial(INVITED, trial, str(trial.pk)))


def tell_of_sample(trial: Trial, *, reason: str) -> None:
    """Tell a member that something is on its way to them."""
    tell([trial.member_id], _of_trial(SAMPLED, trial, reason))


def _of_trial(kind: str, trial: Trial, reason: str) -> News:
    return News(kind=kind, reason=reason, data={"title": trial.round.title, "trial_id": str(trial.pk)})


def tell_of_quotation(post: Post) -> None:
    """Tell each member who is quoted in the article, but its author, once: how to withdraw their words."""
    quoted = Quotation.objects.filter(post=post, withdrawn_at=None).exclude(member=post.author_id).order_by("-id")
    for member_id, each in {one.member_id: one for one in quoted}.items():
        data = {"title": post.title, "quotation_id": str(each.pk)}
        tell([member_id], News(kind=QUOTED, reason=str(post.pk), data=data))
