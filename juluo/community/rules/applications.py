from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from juluo.community.models import Application, Entrance
from juluo.core.refusals import Refused

MOST_A_DAY = 5
"""Applications of one person in a space within a day, withdrawn ones too."""

State = Application.State


def check_takes_applications(entrance: Entrance, *, full: bool) -> None:
    """One applies where that is asked for, and queues where everybody may come in but all places are taken."""
    queues = entrance.policy == Entrance.Policy.OPEN and full
    if entrance.policy != Entrance.Policy.APPLICATION and not queues:
        raise Refused(_("This entrance asks for no application."), code="no_application")


def check_may_apply_again(declined: Application, days: int, *, at: datetime) -> None:
    """`declined` is the latest application that was; `days` after it one may try again."""
    if declined.decided_at is None or declined.decided_at + timedelta(days=days) <= at:
        return
    when = date_format(timezone.localtime(declined.decided_at + timedelta(days=days)), "DATE_FORMAT")
    raise Refused(_("You can apply here again from %(day)s.") % {"day": when}, code="too_soon")


def check_open(application: Application) -> None:
    if not application.is_open:
        raise Refused(_("This application is decided already."), code="decided")


def check_can_be_admitted(application: Application) -> None:
    """Also whom somebody declined: a no may be taken back, what its applicant withdrew may not."""
    if application.state not in {State.SENT, State.ASKED, State.DECLINED}:
        raise Refused(_("Its applicant wants it no more."), code="decided")


def check_can_accept(application: Application, *, at: datetime) -> None:
    if application.state == State.LAPSED or (application.offered_until and application.offered_until <= at):
        raise Refused(_("The time to accept this place is over."), code="place_lapsed")
    if application.state != State.OFFERED:
        raise Refused(_("No place is offered to you now."), code="no_place")
