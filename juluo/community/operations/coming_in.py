"""The one door behind all doors: whoever becomes a member does so here, by joining, by a code or by an application."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from juluo.community.facts import MemberJoined, MemberReturned
from juluo.community.models import Admission, Application, Covenant, Entrance, Invitation
from juluo.community.operations.covenants import note_acceptance
from juluo.community.queries.doors import current_covenant
from juluo.community.queries.places import has_room
from juluo.community.rules.covenants import check_covenant_is_current
from juluo.community.rules.entrances import check_admits, check_policy
from juluo.community.rules.members import NAME_LENGTH, check_not_banned
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, Space, User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How somebody comes in: through which entrance, under which name and covenant, by which code or application."""

    entrance: Entrance
    visitor: UUID | None
    name: str
    covenant: Covenant
    invitation: Invitation | None = None
    application: Application | None = None


def come_in(user: User, coming: Coming) -> Member:
    """Let `user` in, in the open transaction; coming in twice is coming in once. Who left comes back as they were.

    Refused: `space_closed`, `entrance_closed`, `entrance_expired`, `needs_application`, `needs_invitation`,
    `needs_code`, `entrance_full`, `bad_invitation`, `banned`, `covenant_changed`.
    """
    place = _place_of(user, coming)
    entrance = place if place.pk == coming.entrance.pk else Entrance.objects.get(pk=coming.entrance.pk)
    if coming.application is None:
        check_admits(Space.objects.get(pk=acting_space_id()), entrance, at=clock.now())
    name = clean_line(coming.name, field="name", most=NAME_LENGTH)
    newcomer = Member(user=user, name=name, joined_at=clock.now())
    Member.objects.bulk_create([newcomer], ignore_conflicts=True)
    member: Member = Member.objects.select_for_update().get(user=user)
    check_not_banned(member)
    check_covenant_is_current(coming.covenant, current_covenant())
    if member.pk == newcomer.pk:
        check_policy(entrance, invited=coming.invitation is not None, approved=coming.application is not None)
        _check_room(place, user, coming)
        _admit(member, coming)
    elif member.left_at:
        _check_room(place, user, coming)
        _welcome_back(member, coming)
    note_acceptance(member, coming.covenant)
    return member


def locked_entrance(entrance_id: UUID) -> Entrance:
    """The entrance, its places counted by nobody else until the transaction ends."""
    entrance: Entrance = Entrance.objects.select_for_update(no_key=True).get(pk=entrance_id)
    return entrance


def _place_of(user: User, coming: Coming) -> Entrance:
    """The entrance whose place is taken: for who came before, that of the first time. Locked where places are counted.

    It is locked before the member's row, as by whoever admits applicants: two locks, always in one order.
    """
    source = Admission.objects.filter(member__user=user).select_related("entrance").first()
    entrance: Entrance = Entrance.objects.get(pk=source.entrance_id if source else coming.entrance.pk)
    return entrance if entrance.capacity is None else locked_entrance(entrance.pk)


def _check_room(entrance: Entrance, user: User, coming: Coming) -> None:
    region = coming.application.region if coming.application else ""
    if not has_room(entrance, region=region, for_whom=user, queued=coming.application is None):
        queue = _("Every place of this entrance is taken. You can put yourself on its waiting list.")
        closed = _("Every place of this entrance is taken. Try again later.")
        codes = {Entrance.Policy.INVITATION, Entrance.Policy.PURCHASE}
        raise Refused(closed if entrance.policy in codes else queue, code="entrance_full")


def _admit(member: Member, coming: Coming) -> None:
    if coming.invitation:
        _use(coming.invitation)
    Admission.objects.create(
        member=member, entrance=coming.entrance, visitor=coming.visitor, at=member.joined_at,
        invitation=coming.invitation,
    )  # fmt: skip
    record(MemberJoined(member_id=member.pk, entrance_id=coming.entrance.pk, visitor=coming.visitor))
    _settle_applications(member, coming.application)


def _use(invitation: Invitation) -> None:
    """One conditional update takes a use or takes none."""
    alive = Invitation.objects.filter(pk=invitation.pk, used__lt=F("most"), ended_at=None, expires_at__gt=clock.now())
    if not alive.update(used=F("used") + 1):
        raise bad_invitation()


def bad_invitation() -> Refused:
    """Wrong, used up, ended, expired and of another space: all the same."""
    message = _("This code lets nobody in. Check it, or ask whoever gave it to you for a new one.")
    return Refused(message, code="bad_invitation", field="invitation", status=404)


def _settle_applications(member: Member, but: Application | None) -> None:
    """Whoever is in waits nowhere else."""
    open_ones = Application.objects.filter(user=member.user, state__in=Application.OPEN)
    others = open_ones.exclude(pk=but.pk) if but else open_ones
    others.update(state=Application.State.WITHDRAWN, offered_until=None)


def _welcome_back(member: Member, coming: Coming) -> None:
    member.left_at = None
    member.save(update_fields=["left_at"])
    record(MemberReturned(member_id=member.pk))
    _settle_applications(member, coming.application)
