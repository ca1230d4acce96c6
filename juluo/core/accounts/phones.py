"""The phone number of a login. Whoever calls has proved it by a code (`core.phone_codes`)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.models import Phone, User
from juluo.core.refusals import Refused


def keep_phone(user: User, number: str) -> Phone:
    """Let `number` (E.164) sign in to this login, in place of the one before; keeping it twice changes nothing.

    Refused with `phone_taken` when it signs in to another login.
    """
    if (kept := Phone.objects.filter(user=user, number=number, verified_at__isnull=False).first()) is not None:
        return kept
    try:
        with transaction.atomic():
            values = {"number": number, "verified_at": clock.now()}
            return Phone.objects.update_or_create(user=user, defaults=values)[0]
    except IntegrityError:
        message = _("This number signs in to another account. If it is yours too, merge the two.")
        raise Refused(message, code="phone_taken", field="code") from None


def remove_phone(user: User) -> None:
    """Let no number sign in to this login."""
    Phone.objects.filter(user=user).delete()


def login_of_phone(number: str) -> User:
    """The login that a proved number signs in to. Refused with `unknown_phone` if there is none."""
    phone = Phone.objects.filter(number=number, verified_at__isnull=False).select_related("user").first()
    if phone is None or not phone.user.is_active:
        message = _("No account has this number. Sign in by e-mail, then add it under “Account and security”.")
        raise Refused(message, code="unknown_phone", field="code")
    return phone.user
