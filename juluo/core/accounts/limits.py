"""How often somebody may try, counted for all processes together."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.utils.translation import gettext as _

from juluo.core.refusals import Refused


def count_try(request: Any, action: str, *, key: str = "") -> None:
    """Count one try of `action`; refused with `too_many` beyond what ACCOUNT_RATE_LIMITS allows."""
    _refuse_beyond(request, action, key=key)


@contextmanager
def wrong_tries_counted(request: Any, action: str, *, code: str) -> Iterator[None]:
    """Count what the block refuses with `code`, and refuse the block with `too_many` where too many were counted.

    So a crowd behind one address that has the right code passes, and whoever guesses is stopped.
    """
    _refuse_beyond(request, action, dry_run=True)
    try:
        yield
    except Refused as refusal:
        if refusal.code == code:
            _refuse_beyond(request, action)
        raise


def _refuse_beyond(request: Any, action: str, *, key: str = "", dry_run: bool = False) -> None:
    """Looking is trying, too: allauth would count no GET."""
    tried = copy(request)
    tried.method = "POST"
    if not ratelimit.consume(tried, action=action, key=key or None, dry_run=dry_run):
        message = _("Too many tries. Wait ten minutes, then try again.")
        raise Refused(message, code="too_many", status=HTTPStatus.TOO_MANY_REQUESTS)
