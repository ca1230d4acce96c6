"""Two logins of one person become one. Both are proved first: this one by its session, the other by a code it was sent.

Merged is what needs no sums: a space in which both are somebody has two people's orders, ledger accounts and
bindings, which nobody may add up behind their backs; it is named, and nothing is merged.
"""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.core.accounts.facts import LoginMerged
from juluo.core.accounts.logins import delete_login
from juluo.core.accounts.second_step import has_second_step
from juluo.core.acting import Actor, acting_as
from juluo.core.facts import record
from juluo.core.holdings import login_holdings
from juluo.core.models import Closing, Member, Space, User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in, acting_space_id


def check_mergeable(keep: User, other: User) -> None:
    """Refuse what must not be merged. Call it with no transaction open: it enters each space."""
    if keep.pk == other.pk:
        raise Refused(_("This is the login you are using."), code="same_login", field="email")
    if has_second_step(other):
        message = _("The other login has a second step. Sign in with it and remove that first.")
        raise Refused(message, code="other_has_second_step", field="email")
    if Closing.objects.filter(user__in=[keep, other]).exists():
        message = _("One of the two accounts is being closed. Keep it first.")
        raise Refused(message, code="closing", field="email")
    if names := [space.name for space in Space.objects.all() if len(_members_in(space, keep, other)) > 1]:
        raise _two_members(names)


def merge_logins(keep: User, other: User) -> User:
    """Let everybody that `other` is be `keep` from now on, and end `other`. Call it with no transaction open.

    Each space is one transaction; whoever is interrupted merges again and finishes. Merging twice changes nothing.
    """
    if not User.objects.filter(pk=other.pk).exists():
        return keep
    check_mergeable(keep, other)
    for space in Space.objects.all():
        with acting_in(space):
            _move_member(other, keep)
            for holding in login_holdings():
                holding.move(other.pk, keep.pk)
    _move_addresses(other.pk, keep.pk)
    if not delete_login(other.pk):
        raise Refused(_("The other login joined a space just now. Try again."), code="moved", field="email")
    return keep


def _members_in(space: Space, *users: User) -> list[Member]:
    with acting_in(space):
        return list(Member.objects.filter(user__in=users))


@transaction.atomic
def _move_member(other: User, keep: User) -> None:
    member = Member.objects.select_for_update(of=("self",)).filter(user=other).first()
    if member is None:
        return
    try:
        with transaction.atomic():
            Member.objects.filter(pk=member.pk).update(user=keep)
    except IntegrityError:  # they joined with this login since it was checked
        raise _two_members([Space.objects.get(pk=acting_space_id()).name]) from None
    with acting_as(Actor(member.pk)):
        record(LoginMerged(member_id=member.pk))


def _two_members(names: list[str]) -> Refused:
    message = _(
        "Both logins are members of %(spaces)s, each with orders and money of its own, which nobody may add up. "
        "Keep both; or close the account of the login that you need no more, and add its address to this one."
    )
    return Refused(message % {"spaces": ", ".join(names)}, code="both_are_members", field="email")


@transaction.atomic
def _move_addresses(other: UUID, keep: UUID) -> None:
    """The verified addresses sign in as before, now to the login that stays."""
    known = list(EmailAddress.objects.filter(user_id=keep).values_list("email", flat=True))
    theirs = EmailAddress.objects.filter(user_id=other, verified=True).exclude(email__in=known)
    theirs.update(user_id=keep, primary=False)
