"""Who may join, take part, rise; decided over rows already in hand."""

from django.utils.translation import gettext as _

from juluo.community.models import Covenant, Entrance
from juluo.core.models import Member, Space
from juluo.core.refusals import Refused
from juluo.core.words import Rung

NAME_LENGTH = 60
SPACE_NAME_LENGTH = 80
BY_AGREEMENT = {Rung.PARTNER, Rung.SHAREHOLDER}
STANDING = {Entrance.Kind.DIRECT, Entrance.Kind.SHARE, Entrance.Kind.IMPORT}
"""Every space has one entrance of each of these kinds; its code is the kind."""


def check_admits(space: Space, entrance: Entrance) -> None:
    """Refuse newcomers when the space or the entrance is closed."""
    if space.closed_at:
        raise Refused(_("This space is closed. Nobody can join it now."), code="space_closed")
    if entrance.closed_at:
        message = _("This entrance is closed. Ask whoever gave you the link for a new one.")
        raise Refused(message, code="entrance_closed")


def check_can_be_a_way(entrance: Entrance) -> None:
    """A page brings its readers into an open entrance that nobody else fills by themselves."""
    if entrance.kind in STANDING - {Entrance.Kind.DIRECT}:
        message = _("Members' links and imports fill this entrance. Choose another.")
        raise Refused(message, code="no_way", field="entrance")
    if entrance.closed_at:
        raise Refused(_("This entrance is closed."), code="entrance_closed", field="entrance")


def check_means_to_close(space: Space, typed: str) -> None:
    """Whoever closes a space types its address: nobody does that by a slip of the hand."""
    if typed != space.slug:
        message = _("Type “%(slug)s”, the address of this space, to close it.")
        raise Refused(message % {"slug": space.slug}, code="wrong_slug", field="slug")


def check_covenant_is_current(accepted: Covenant, current: Covenant) -> None:
    """Only the version in force can be accepted: nobody agrees to what they have not read."""
    if accepted.pk != current.pk:
        raise Refused(_("The covenant changed; read it again."), code="covenant_changed", field="accept")


def check_not_banned(member: Member) -> None:
    if member.banned_at:
        raise Refused(_("You are banned from this space. Your orders stay open to you."), code="banned", status=403)


def check_may_take_part(member: Member, *, accepted: bool) -> None:
    """Buying, selling and earning ask for the current covenant, `accepted` or not, and for no ban."""
    check_not_banned(member)
    if member.left_at:
        raise Refused(_("You have left this space. Join it again first."), code="left", status=403)
    if not accepted:
        raise Refused(_("Please read and accept the covenant first."), code="covenant_not_accepted", status=403)


def check_rung_can_be_set(before: str, after: str) -> Rung:
    """Staff move members between prospect, fan and angel; the other two rungs are agreements."""
    if after not in Rung.values:
        raise Refused(_("There is no such rung."), code="unknown_rung", field="rung", status=422)
    if Rung(after) in BY_AGREEMENT or Rung(before) in BY_AGREEMENT:
        message = _("Partners and shareholders stand there by a signed agreement, not by promotion.")
        raise Refused(message, code="needs_agreement", field="rung")
    return Rung(after)


def check_can_be_banned(member: Member, *, is_staff: bool) -> None:
    if is_staff:
        message = _("%(name)s holds a role of this space. Take the role away first.")
        raise Refused(message % {"name": member.name}, code="is_staff")


def check_may_leave(*, is_owner: bool) -> None:
    if is_owner:
        raise Refused(_("You own this space. Hand it over before you leave."), code="is_owner")


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
