"""The second step of signing in: an authenticator app, a passkey or a security key beside the first proof."""

from typing import Any

from django.apps import apps
from django.conf import settings


def has_second_step(user: Any) -> bool:
    """Whether signing in asks this user for a second proof. Recovery codes alone are none."""
    steps = apps.get_model("mfa", "Authenticator").objects
    return bool(steps.filter(user_id=user.pk, type__in=["totp", "webauthn"]).exists())


def lacks_second_step(user: Any) -> bool:
    """Whether the user may not act as staff yet: staff prove themselves twice (trust.md, 4.1: obligatory for staff)."""
    return settings.JULUO_STAFF_SECOND_STEP and not has_second_step(user)
