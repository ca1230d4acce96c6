from collections.abc import Sequence

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.core.words import Rung

MOST_USES, MOST_DAYS, MOST_OPEN = 1_000, 366, 10
_FROM: dict[str, Sequence[Rung]] = {
    Rung.PROSPECT: list(Rung),
    Rung.FAN: [Rung.FAN, Rung.ANGEL, Rung.PARTNER, Rung.SHAREHOLDER],
    Rung.ANGEL: [Rung.ANGEL, Rung.PARTNER, Rung.SHAREHOLDER],
    Rung.PARTNER: [Rung.PARTNER, Rung.SHAREHOLDER],
    Rung.SHAREHOLDER: [Rung.SHAREHOLDER],
}


def may_rung_invite(rung: str, *, least: str) -> bool:
    """Whether somebody on `rung` stands high enough; nobody does where `least` is ""."""
    return rung in _FROM.get(least, ())


def rungs_that_may(rung: str) -> list[str]:
    """The least rungs that an entrance may ask for so that somebody on `rung` invites."""
    return [least for least, allowed in _FROM.items() if rung in allowed]


def check_terms(most: int, days: int) -> None:
    if not 1 <= most <= MOST_USES:
        message = _("An invitation lets 1 to 1,000 people in.")
        raise Refused(message, code="bad_number", field="most", status=422)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("An invitation holds 1 to 366 days."), code="bad_number", field="days", status=422)
