from datetime import datetime

from django.utils.translation import gettext as _

from juluo.community.models import Entrance
from juluo.core.models import Space
from juluo.core.refusals import Refused

STANDING = {Entrance.Kind.DIRECT, Entrance.Kind.SHARE, Entrance.Kind.IMPORT}
"""Every space has one entrance of each of these kinds; its code is the kind."""


MOST_PLACES = 1_000_000
_ASKED = {
    Entrance.Policy.APPLICATION: "needs_application",
    Entrance.Policy.INVITATION: "needs_invitation",
    Entrance.Policy.PURCHASE: "needs_code",
}


def check_admits(space: Space, entrance: Entrance, *, at: datetime) -> None:
    """Refuse newcomers when the space or the entrance is closed, or the time of the entrance is over."""
    if space.closed_at:
        raise Refused(_("This space is closed. Nobody can join it now."), code="space_closed")
    if entrance.closed_at:
        message = _("This entrance is closed. Ask whoever gave you the link for a new one.")
        raise Refused(message, code="entrance_closed")
    if entrance.expires_at and entrance.expires_at <= at:
        message = _("The time of this entrance is over. Ask whoever gave you the link for a new one.")
        raise Refused(message, code="entrance_expired")


def check_policy(entrance: Entrance, *, invited: bool, approved: bool) -> None:
    """Refuse who comes in otherwise than the entrance says: every way of joining asks this.

    A code lets in where codes are asked for, and everywhere that everybody may come in; an admitted application does so
    at its own entrance, whatever it asks by then.
    """
    codes = {Entrance.Policy.INVITATION, Entrance.Policy.PURCHASE}
    if entrance.policy == Entrance.Policy.OPEN or approved or (invited and entrance.policy in codes):
        return
    sentences = {
        Entrance.Policy.APPLICATION: _("People come in here by application. Answer its questions first."),
        Entrance.Policy.INVITATION: _("People come in here by invitation. Type the code you were given."),
        Entrance.Policy.PURCHASE: _("People come in here with the code that came with a purchase. Type it."),
    }
    policy = Entrance.Policy(entrance.policy)
    raise Refused(sentences[policy], code=_ASKED[policy], field="invitation" if policy in codes else "", status=403)


def check_can_have_policy(entrance: Entrance, policy: str) -> Entrance.Policy:
    """Imported people are let in by whoever imports them: nothing can be asked of them."""
    if policy not in Entrance.Policy.values:
        raise Refused(_("There is no such policy."), code="unknown_policy", field="policy", status=422)
    if entrance.kind == Entrance.Kind.IMPORT and policy != Entrance.Policy.OPEN:
        message = _("Staff bring people in by this entrance; it asks nothing of them.")
        raise Refused(message, code="standing", field="policy")
    return Entrance.Policy(policy)


def check_places(capacity: int | None) -> None:
    if capacity is not None and not 1 <= capacity <= MOST_PLACES:
        message = _("Give 1 to 1,000,000 places, or leave it empty.")
        raise Refused(message, code="bad_capacity", field="capacity", status=422)


def check_can_be_a_way(entrance: Entrance) -> None:
    """A page brings its readers into an open entrance that nobody else fills by themselves."""
    if entrance.kind in STANDING - {Entrance.Kind.DIRECT}:
        message = _("Members' links and imports fill this entrance. Choose another.")
        raise Refused(message, code="no_way", field="entrance")
    if entrance.closed_at:
        raise Refused(_("This entrance is closed."), code="entrance_closed", field="entrance")


def check_entrance_can_be_made(kind: str) -> Entrance.Kind:
    """Standing kinds exist once, from the beginning."""
    if kind not in Entrance.Kind.values:
        raise Refused(_("There is no such kind of entrance."), code="unknown_kind", field="kind", status=422)
    if Entrance.Kind(kind) in STANDING:
        raise Refused(_("This space has its entrance of that kind already."), code="standing", field="kind")
    return Entrance.Kind(kind)


def check_entrance_can_close(entrance: Entrance) -> None:
    if entrance.kind in STANDING:
        message = _("This entrance belongs to every space. To let nobody in, close the space itself.")
        raise Refused(message, code="standing")
