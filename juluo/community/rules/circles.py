"""What may be done in circles, decided over values already in hand. `check_deed` is the one place for leads' rights."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from django.utils.translation import gettext as _

from juluo.community.models import Circle, CircleKind, CircleMember, CircleRole
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.words import Rung

DEFAULT_RUNG, DEFAULT_SUPPORTERS, MOST_SUPPORTERS = Rung.ANGEL, 5, 500
MOST_CAPACITY, MOST_PROPOSED = 100_000, 3
MODERATES = "talk.moderate"
"""Staff with this permission may do in every circle what its lead may."""
_LADDER = [rung.value for rung in Rung]


class Deed(StrEnum):
    """What is done in a circle by whoever looks after it."""

    DESCRIBE = "describe"
    ARCHIVE = "archive"
    APPOINT = "appoint"
    REMOVE = "remove"
    ADMIT = "admit"
    TEND = "tend"
    ANNOUNCE = "announce"
    PLAN = "plan"


_ALLOWED = {
    CircleRole.LEAD: frozenset(Deed),
    CircleRole.HELPER: frozenset({Deed.ADMIT, Deed.TEND, Deed.PLAN}),
    CircleRole.MEMBER: frozenset[Deed](),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a circle: their stay in it, if they have one, and whether they moderate the talk."""

    stay: CircleMember | None = None
    moderates: bool = False

    @property
    def role(self) -> str:
        return self.stay.role if self.stay else ""

    @property
    def belongs(self) -> bool:
        return self.stay is not None

    @property
    def deeds(self) -> frozenset[Deed]:
        """All that they may do; what they are asked for by name in templates."""
        if self.moderates:
            return frozenset(Deed)
        return _ALLOWED[CircleRole(self.stay.role)] if self.stay else frozenset()


def check_deed(standing: Standing, deed: Deed) -> None:
    """Refuse what neither the role in the circle nor the staff's permission allows: `not_your_circle` (403)."""
    if deed not in standing.deeds:
        message = _("Only those who look after this circle can do this.")
        raise Refused(message, code="not_your_circle", status=HTTPStatus.FORBIDDEN)


def can_read(circle: Circle, standing: Standing) -> bool:
    """Whether a member of the space reads what is said inside."""
    return standing.moderates or standing.belongs or not (circle.is_private or circle.is_proposed)


def reads(reader: Member | None, circle: Circle, standing: Standing) -> bool:
    """The same for whoever comes: guests read nothing of what is said."""
    return reader is not None and can_read(circle, standing)


def check_standing(circle: Circle) -> None:
    """In the archive one reads; before it opens there is nothing to say: `circle_archived`, `circle_proposed`."""
    if circle.archived_at:
        raise Refused(_("This circle is in the archive. It can be read, no more."), code="circle_archived")
    if circle.opened_at is None:
        message = _("This circle is only proposed. It begins when enough people would join.")
        raise Refused(message, code="circle_proposed")


def check_parent(parent: Circle | None, *, has_daughters: bool) -> None:
    """A circle has a parent or daughters, never both: `too_deep`, `circle_archived`."""
    if parent is None:
        return
    if parent.parent_id or has_daughters:
        message = _("Circles stand inside circles one level deep. Choose one that stands in no other.")
        raise Refused(message, code="too_deep", field="parent", status=422)
    if not parent.is_standing:
        raise Refused(_("Choose a circle that is open."), code="circle_archived", field="parent", status=422)


def check_kind(kind: str) -> CircleKind:
    if kind not in CircleKind.values:
        raise Refused(_("There is no such kind of circle."), code="unknown_kind", field="kind", status=422)
    return CircleKind(kind)


def check_role(role: str) -> CircleRole:
    if role not in CircleRole.values:
        raise Refused(_("There is no such role."), code="unknown_role", field="role", status=422)
    return CircleRole(role)


def check_capacity(capacity: int | None, *, people: int) -> int | None:
    """As many as may belong to it; None is no limit. Nobody is put out by a lower one: `too_small`."""
    if capacity is None:
        return None
    if not 1 <= capacity <= MOST_CAPACITY:
        message = _("Choose a number between 1 and %(most)d.") % {"most": MOST_CAPACITY}
        raise Refused(message, code="bad_capacity", field="capacity", status=422)
    if capacity < people:
        message = _("%(people)d people belong to it already. Choose at least as many.") % {"people": people}
        raise Refused(message, code="too_small", field="capacity")
    return capacity


def check_rule(rung: str, supporters: int) -> None:
    if rung and rung not in Rung.values:
        raise Refused(_("There is no such rung."), code="unknown_rung", field="rung", status=422)
    if not 0 <= supporters <= MOST_SUPPORTERS:
        message = _("Choose a number between 0 and %(most)d.") % {"most": MOST_SUPPORTERS}
        raise Refused(message, code="bad_supporters", field="supporters", status=422)


def can_found(member: Member, rung: str) -> bool:
    """Whether the member stands high enough by the rule of the space; "" lets no member found."""
    return bool(rung) and _LADDER.index(member.rung) >= _LADDER.index(rung)


def check_can_found(member: Member, rung: str, *, proposed: int) -> None:
    """Refuse with `rung_too_low` (403), and with `too_many` while `proposed` circles of theirs wait for people."""
    if not rung:
        message = _("Circles are founded by the staff here. Tell them what you have in mind.")
        raise Refused(message, code="rung_too_low", status=HTTPStatus.FORBIDDEN)
    if not can_found(member, rung):
        message = _("Circles are founded from this rung on: %(rung)s.") % {"rung": Rung(rung).label}
        raise Refused(message, code="rung_too_low", status=HTTPStatus.FORBIDDEN)
    if proposed >= MOST_PROPOSED:
        message = _("You have proposed as many circles as may wait at once. Let one of them open first.")
        raise Refused(message, code="too_many")


def check_may_join(circle: Circle, *, asked: bool) -> None:
    """Refuse into the archive (`circle_archived`), and into a private circle without a lead's word (`ask_first`)."""
    if circle.archived_at:
        raise Refused(_("This circle is in the archive. It can be read, no more."), code="circle_archived")
    if circle.is_private and not asked and not circle.is_proposed:
        message = _("This circle is private. Ask its lead to let you in.")
        raise Refused(message, code="ask_first", status=HTTPStatus.FORBIDDEN)


def check_leads_stay(stay: CircleMember, *, other_leads: bool) -> None:
    """A circle always has a lead: the last one hands over first (`last_lead`)."""
    if stay.role == CircleRole.LEAD and not other_leads:
        message = _(
            "You are the only lead of this circle. Make another member its lead first: among its members, press “Role”"
            " beside a name and choose “Lead”. Or put the circle into the archive."
        )
        raise Refused(message, code="last_lead", field="role")
