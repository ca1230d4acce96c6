"""Telling people what happens in the circles they belong to, or ask for."""

from uuid import UUID

from juluo.community.circle_news import (
    CIRCLE_ADMITTED,
    CIRCLE_ASKED,
    CIRCLE_DECLINED,
    CIRCLE_OPENED,
    CIRCLE_REMOVED,
    CIRCLE_ROLE,
)
from juluo.community.models import Circle, CircleAsk, CircleMember, CircleRole
from juluo.reach.operations.notifications import News, tell


def tell_of_opening(circle: Circle) -> None:
    """Tell who said that they would join a circle that opened by it; the founder, too."""
    if circle.wanted:
        first = CircleMember.objects.filter(circle=circle, left_at=None, joined_at__lte=circle.opened_at)
        tell(list(first.values_list("member_id", flat=True)), _news(CIRCLE_OPENED, circle, str(circle.pk)))


def tell_of_ask(ask: CircleAsk) -> None:
    """Tell those who may let people in."""
    if ask.answered_at is None:
        looking = CircleMember.objects.filter(circle=ask.circle_id, left_at=None).exclude(role=CircleRole.MEMBER)
        tell(list(looking.values_list("member_id", flat=True)), _news(CIRCLE_ASKED, ask.circle, str(ask.pk)))


def tell_of_answer(ask: CircleAsk) -> None:
    """Tell who asked."""
    kind = CIRCLE_ADMITTED if ask.admitted else CIRCLE_DECLINED
    tell([ask.member_id], _news(kind, ask.circle, str(ask.pk)))


def tell_of_role(circle: Circle, member_id: UUID, *, reason: str) -> None:
    """Tell whose role changed; `reason` is the fact's id: each change is told once."""
    tell([member_id], _news(CIRCLE_ROLE, circle, reason))


def tell_of_removal(circle: Circle, member_id: UUID, *, because: str, reason: str) -> None:
    """Tell who was removed, and why."""
    tell([member_id], _news(CIRCLE_REMOVED, circle, reason, because))


def _news(kind: str, circle: Circle, reason: str, because: str = "") -> News:
    return News(kind=kind, reason=reason, data=_about(circle) | ({"reason": because} if because else {}))


def _about(circle: Circle) -> dict[str, str]:
    return {"circle": circle.name, "circle_id": str(circle.pk)}
