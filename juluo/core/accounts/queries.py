"""What the page of an account shows."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from juluo.core.models import Closing, Phone, User


@dataclass(frozen=True, slots=True)
class Standing:
    """How a login stands: its ways in, where it is signed in, and whether it is being closed."""

    emails: int
    phone: str
    has_password: bool
    steps: int
    sessions: int
    closing: Closing | None


def standing_of(user: User) -> Standing:
    phone = Phone.objects.filter(user=user, verified_at__isnull=False).first()
    return Standing(
        emails=EmailAddress.objects.filter(user=user).count() or 1,
        phone=phone.number if phone else "",
        has_password=user.has_usable_password(),
        steps=Authenticator.objects.filter(user=user, type__in=["totp", "webauthn"]).count(),
        sessions=UserSession.objects.filter(user=user).count() or 1,
        closing=Closing.objects.filter(user=user).first(),
    )
