from django.utils.translation import gettext as _

from juluo.community.models import Covenant
from juluo.community.rules.members import check_not_banned
from juluo.core.models import Member
from juluo.core.refusals import Refused


def check_covenant_is_current(accepted: Covenant, current: Covenant) -> None:
    """Only the version in force can be accepted: nobody agrees to what they have not read."""
    if accepted.pk != current.pk:
        raise Refused(_("The covenant changed; read it again."), code="covenant_changed", field="accept")


def check_may_take_part(member: Member, *, accepted: bool) -> None:
    """Buying, selling and earning ask for the current covenant, `accepted` or not, and for no ban."""
    check_not_banned(member)
    if member.left_at:
        raise Refused(_("You have left this space. Join it again first."), code="left", status=403)
    if not accepted:
        raise Refused(_("Please read and accept the covenant first."), code="covenant_not_accepted", status=403)
