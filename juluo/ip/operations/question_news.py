"""Telling askers and staff how a question goes on."""

from juluo.ip.models import Question
from juluo.ip.question_news import (
    ANSWERED,
    ASKED,
    DECLINED,
    DUE,
    EXPIRED,
    FOLLOW_UP_ANSWERED,
    FOLLOWED_UP,
    PUBLISHED,
)
from juluo.reach.operations.notifications import News, tell, tell_staff

_TO_STAFF = {"asked": ASKED, "due": DUE, "followed_up": FOLLOWED_UP}
_TO_ASKER = {
    "answered": ANSWERED,
    "follow_up_answered": FOLLOW_UP_ANSWERED,
    "declined": DECLINED,
    "expired": EXPIRED,
    "published": PUBLISHED,
}


def tell_of_question(question: Question, what: str) -> None:
    """Tell the staff or the asker what happened to a question; each of it once."""
    kind = _TO_STAFF.get(what) or _TO_ASKER[what]
    news = News(kind=kind, reason=str(question.pk), data={"question_id": str(question.pk)})
    if what in _TO_STAFF:
        tell_staff(news, but=question.asker_id)
    else:
        tell([question.asker_id], news)
