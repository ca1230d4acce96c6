"""Whose private feed a key opens."""

import hashlib

from django.db.models import Q

from juluo.core.models import Member
from juluo.ip.models import FeedKey

LONGEST = 100


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def reader_with(key: str) -> Member | None:
    """The member whose feed the key opens, as long as they are here and have a login."""
    if len(key) > LONGEST or not key.isascii():
        return None
    here = Q(member__left_at=None, member__banned_at=None, member__user__is_active=True)
    found = FeedKey.objects.filter(here, hash=hashed(key)).select_related("member").first()
    return found.member if found else None


def feed_key_of(member: Member) -> FeedKey | None:
    found: FeedKey | None = FeedKey.objects.filter(member=member).first()
    return found
