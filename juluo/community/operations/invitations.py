"""Invitations: codes of 99 bits that let somebody in."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.entrances import InvitationEnded, InvitationMade
from juluo.community.models import Covenant, Entrance, Invitation
from juluo.community.models.entrance import INVITATION_LENGTH
from juluo.community.operations.coming_in import Coming, bad_invitation, come_in
from juluo.community.queries.invitations import is_alive, may_invite, open_invitations_of
from juluo.community.rules.invitations import MOST_OPEN, check_terms
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, User
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
NOTE_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How many people an invitation lets in and for how many days. `note` says for whom, for its maker alone."""

    most: int = 1
    days: int = 30
    note: str = ""


@transaction.atomic
def make_invitation(entrance: Entrance, terms: Terms, *, by: Member) -> Invitation:
    """Make a code as a member of the staff. Refused: `bad_number`."""
    check_terms(terms.most, terms.days)
    return _make(entrance, terms, by)


@transaction.atomic
def invite(entrance: Entrance, terms: Terms, *, by: Member) -> Invitation:
    """Make a code as a member whom the entrance lets invite: each lets one in, and a few at a time may be open.

    Refused: `may_not_invite`, `too_many`, `bad_number`, and to those who may not take part.
    """
    ensure_may_take_part(by)
    entrance = Entrance.objects.get(pk=entrance.pk)
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not may_invite(by, entrance):
        raise Refused(_("This entrance lets staff invite alone."), code="may_not_invite", status=403)
    if open_invitations_of(by).count() >= MOST_OPEN:
        message = _("%(most)d of your invitations are still open. Wait until one is used, or end one.")
        raise Refused(message % {"most": MOST_OPEN}, code="too_many")
    check_terms(1, terms.days)
    return _make(entrance, Terms(days=terms.days, note=terms.note), by)


@transaction.atomic
def end_invitation(invitation: Invitation) -> Invitation:
    """Let nobody in by the code any more. Ending it twice changes nothing."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.ended_at is None:
        invitation.ended_at = clock.now()
        invitation.save(update_fields=["ended_at"])
        record(InvitationEnded(invitation_id=invitation.pk))
    return invitation


@transaction.atomic
def join_by_invitation(user: User, code: str, *, visitor: UUID | None, name: str, covenant: Covenant) -> Member:
    """Become a member by a code, through its entrance, whatever door one stood at; a use is counted once.

    Refused as `come_in` refuses. Whoever is a member already takes no use.
    """
    invitation = _known(code)
    coming = Coming(
        entrance=invitation.entrance, visitor=visitor, name=name, covenant=covenant, invitation=invitation
    )  # fmt: skip
    return come_in(user, coming)


def invitation_of(code: str) -> Invitation:
    """The invitation that lets somebody in by this code now. Refused with `bad_invitation` for every other."""
    invitation = _known(code)
    if not is_alive(invitation):
        raise bad_invitation()
    return invitation


def tidy_code(typed: str) -> str:
    """A code as it is kept, from what was typed or read aloud."""
    return "".join(each for each in typed.lower() if each in _ALPHABET)[: INVITATION_LENGTH + 1]


def _make(entrance: Entrance, terms: Terms, by: Member) -> Invitation:
    now = clock.now()
    invitation = Invitation.objects.create(
        entrance=entrance, code="".join(secrets.choice(_ALPHABET) for _each in range(INVITATION_LENGTH)),
        note=clean_line(terms.note, field="note", most=NOTE_LENGTH, least=0), made_by=by, made_at=now,
        most=terms.most, expires_at=now + timedelta(days=terms.days),
    )  # fmt: skip
    record(InvitationMade(invitation_id=invitation.pk, most=terms.most))
    return invitation


def _known(code: str) -> Invitation:
    found: Invitation | None = Invitation.objects.filter(code=tidy_code(code)).select_related("entrance").first()
    if found is None:
        raise bad_invitation()
    return found
