"""Telling givers and staff how support goes on."""

from juluo.ip.models import Tip
from juluo.ip.queries.tips import title_of
from juluo.ip.tip_news import TIP_GIVEN, TIP_THANKED
from juluo.reach.news import amount
from juluo.reach.operations.notifications import News, tell, tell_staff


def tell_of_tip(tip: Tip, what: str, reason: str) -> None:
    """Tell the staff that something was given, or the giver what was done with it; each `reason` once."""
    data = {"title": title_of(tip), "tip_id": str(tip.pk), "total": amount(tip.amount)}
    if what == "given":
        tell_staff(News(kind=TIP_GIVEN, reason=reason, data=data), but=tip.giver_id)
    else:
        tell([tip.giver_id], News(kind=TIP_THANKED, reason=reason, data=data))
