"""Reporting and hiding, decided over values already in hand."""

from http import HTTPStatus

from django.utils.translation import gettext as _

from juluo.core.models import Reason
from juluo.core.refusals import Refused
from juluo.core.said.kinds import Kind, Said

MOST_OPEN_REPORTS = 20


def check_reason(code: str) -> Reason:
    """Whoever reports or hides something says why, by one of the reasons that are listed."""
    if code not in Reason.values:
        raise Refused(_("There is no such reason."), code="unknown_reason", field="reason", status=422)
    return Reason(code)


def check_is_said(thing: Said) -> None:
    """What was taken back or hidden is not reported any more."""
    if not thing.is_said:
        raise Refused(_("This is no longer there."), code="words_gone")


def check_hears(*, hears: bool) -> None:
    if not hears:
        raise Refused(_("You cannot read this."), code="no_access", status=HTTPStatus.FORBIDDEN)


def check_may_report(open_reports: int) -> None:
    """`open_reports` counts those of the member that nobody has looked at yet."""
    if open_reports >= MOST_OPEN_REPORTS:
        message = _("You have reported a lot already. Wait until the staff have looked at it.")
        raise Refused(message, code="too_many", status=HTTPStatus.TOO_MANY_REQUESTS)


def check_hideable(kind: Kind) -> None:
    if not kind.hideable:
        message = _("This cannot be hidden here: whoever may write it takes it back.")
        raise Refused(message, code="not_hideable")
