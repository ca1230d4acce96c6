"""Which reads may be given, and who may take one."""

from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.ip.models import Gift

MOST_READS, MOST_DAYS = 20, 365
"""What a purchase may give away at most, for how long at most, and how many reads are paid for at once."""


def right_to_gift(right: str) -> str:
    """The right by which reads of something are sold: its product is "gift:post:ID"."""
    return f"gift:{right}"


def check_reads(reads: int, *, least: int = 1) -> None:
    if not least <= reads <= MOST_READS:
        message = _("Choose a number of reads from %(least)d to %(most)d.") % {"least": least, "most": MOST_READS}
        raise Refused(message, code="bad_reads", field="reads", status=422)


def check_days(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        message = _("Choose a number of days from 1 to %(most)d.") % {"most": MOST_DAYS}
        raise Refused(message, code="bad_days", field="days", status=422)


def check_takable(gift: Gift, member: Member, *, reads_already: bool) -> None:
    """Refuse the giver, whoever reads it without the gift, and everybody once it is over."""
    if gift.giver_id == member.pk:
        raise Refused(_("This is your own gift. Send the link to a friend."), code="own_gift")
    if gift.revoked_at or gift.withdrawn_at or gift.given_at is None:
        raise Refused(_("This gift is not there any more."), code="gift_over")
    if reads_already:
        raise Refused(_("You read this already. The gift stays for somebody else."), code="reads_already")


def nothing_left() -> Refused:
    return Refused(_("Others were sooner: every read of this gift is taken."), code="no_reads_left")
