"""What may be shared, who earns by it, and what a code looks like."""

import re
import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from juluo.core.models import Member
from juluo.core.refusals import Refused

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 10
_KINDS = "mall|posts|series|bundles|questions|rooms|consultations|workshop"
_TARGET = re.compile(rf"^/(|about/|mall/|(?:{_KINDS})/[\w-]{{1,80}}/)$")
LONGEST_TARGET = 300


def new_code() -> str:
    """Ten letters and digits that cannot be confused: 31¹⁰ ≈ 2⁴⁹ codes, too many to try out."""
    return "".join(secrets.choice(_ALPHABET) for _each in range(_CODE_LENGTH))


def check_target(target: str) -> None:
    """Refuse everything but the pages of a space that any guest may read."""
    if len(target) > LONGEST_TARGET or not _TARGET.match(target):
        message = _("This page is not for sharing. Share a post, a product or the space.")
        raise Refused(message, code="private_target", field="target")


def may_earn(member: Member, at: datetime) -> bool:
    ended = (member.left_at, member.banned_at)
    return not any(moment is not None and moment <= at for moment in ended)


def masked(name: str) -> str:
    """The name of a buyer as the sharer may read it."""
    return f"{name[:1]}**"
