"""Closing an account: a cooling-off, then the person is erased in every space, last the login itself.

The law asks for it without unreasonable conditions (E-commerce Law art. 24, PIPL arts. 15 and 47) and within fifteen
working days; JULUO_CLOSING_DAYS stays below that. What laws keep is kept with a pseudonym (see `holdings`).
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from juluo.core import clock
from juluo.core.accounts.facts import MemberErased
from juluo.core.accounts.logins import delete_login
from juluo.core.accounts.owners import is_only_owner, spaces_only_owned_by
from juluo.core.facts import record
from juluo.core.holdings import holdings, login_holdings
from juluo.core.models import Closing, Erasure, Member, Space, User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id


def begin_closing(user: User) -> Closing:
    """Begin the cooling-off; asking twice begins it once. Call it with no transaction open.

    Refused (`only_owner`) while an open space would be left without an owner.
    """
    if names := spaces_only_owned_by(user):
        message = _("You are the only owner of %(spaces)s. Name another owner, or close the space first.")
        raise Refused(message % {"spaces": ", ".join(names)}, code="only_owner")
    with transaction.atomic():
        times = {"asked_at": clock.now(), "due_at": clock.now() + timedelta(days=settings.JULUO_CLOSING_DAYS)}
        return Closing.objects.get_or_create(user=user, defaults=times)[0]


@transaction.atomic
def keep_account(user: User) -> None:
    """End the cooling-off; nothing has changed. Keeping what is not being closed changes nothing."""
    Closing.objects.filter(user=user).delete()


@transaction.atomic
def erase_member(member: Member) -> bool:
    """Erase the person behind a member of the acting space; orders, ledger and facts stay with a pseudonym.

    Erasing twice changes nothing. False when the space would be left without an owner: then nothing is done.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if Erasure.objects.filter(member=member).exists():
        return True
    if _still_open() and is_only_owner(member):
        return False
    erasure = Erasure.objects.create(member=member, at=clock.now())
    _erase_holdings(erasure)
    for holding in login_holdings():
        if member.user_id:
            holding.erase(member.user_id)
    member.user, member.import_key, member.name = None, None, _pseudonym()
    member.left_at = member.left_at or erasure.at
    member.save(update_fields=["user", "import_key", "name", "left_at"])
    record(MemberErased(member_id=member.pk))
    return True


def erase_who_is_due() -> None:
    """Erase, in the acting space, whose cooling-off is over; then the logins that no space holds any more."""
    due = list(Closing.objects.filter(due_at__lte=clock.now()).values_list("user_id", flat=True))
    for member in Member.objects.filter(user_id__in=due):
        erase_member(member)
    for user_id in due:
        _erase_stranger(user_id)
        delete_login(user_id)


def erase_what_time_allows() -> None:
    """Erase of former members what a law has kept until now. Doing it again changes nothing."""
    for erasure in Erasure.objects.select_related("member"):
        with transaction.atomic():
            _erase_holdings(erasure)


def _erase_holdings(erasure: Erasure) -> None:
    for holding in holdings():
        holding.erase(erasure.member, at=clock.now())


def _erase_stranger(user_id: UUID) -> None:
    """Forget what is held of a login that is no member here, or no longer."""
    if not Member.objects.filter(user_id=user_id).exists():
        for holding in login_holdings():
            holding.erase(user_id)


def _still_open() -> bool:
    return Space.objects.filter(pk=acting_space_id(), closed_at=None).exists()


def _pseudonym() -> str:
    with override(Space.objects.values_list("language", flat=True).get(pk=acting_space_id())):
        return _("Closed account")
