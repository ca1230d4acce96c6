"""How often somebody may try, counted for all processes together."""

from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.utils.translation import gettext as _

from juluo.core.refusals import Refused


def count_try(request: Any, action: str, *, key: str = "") -> None:
    """Count one try of `action`; refused with `too_many` beyond what ACCOUNT_RATE_LIMITS allows."""
    if not ratelimit.consume(request, action=action, key=key or None):
        message = _("Too many tries. Wait ten minutes, then try again.")
        raise Refused(message, code="too_many", status=HTTPStatus.TOO_MANY_REQUESTS)
