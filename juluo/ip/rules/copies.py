"""Working copies: how many one writer may have, how long they are kept, and what a desk calls its own."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused

MOST = 20
KEPT_FOR = timedelta(days=30)
_SEAT = re.compile(r"([0-9a-f]{16})\.([0-9]{1,9})")
_KEY = re.compile(r"[0-9a-f]{16}")


def check_room(count: int) -> None:
    """Refuse another working copy if its writer has `count` already."""
    if count >= MOST:
        message = _("You have %(count)d unsaved texts here. Save one or throw one away; then this one is kept, too.")
        raise Refused(message % {"count": count}, code="too_many_copies")


def is_key(key: str) -> bool:
    return bool(_KEY.fullmatch(key))


def check_key(key: str) -> None:
    if not is_key(key):
        raise Refused(_("A desk is named by 16 letters and digits of 0-9a-f."), code="bad_key", field="key", status=422)


def seat_of(said: str) -> tuple[str, int]:
    """Read `key.number` as the form carries it; ("", 0) if it says nothing of the kind."""
    found = _SEAT.fullmatch(said)
    return (found[1], int(found[2])) if found else ("", 0)
