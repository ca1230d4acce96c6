"""The key of a member's private feed: made, made anew, and ended by the member."""

import secrets

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.ip.facts import FeedKeyEnded, FeedKeyMade
from juluo.ip.models import FeedKey
from juluo.ip.queries.feed_keys import hashed


@transaction.atomic
def make_feed_key(member: Member) -> tuple[FeedKey, str]:
    """Make the key of the member's private feed, which ends the one before; return it with its word.

    The word can never be read again: only its hash is kept.
    """
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    word = secrets.token_urlsafe(32)
    row = FeedKey.objects.filter(member=member).first() or FeedKey(member=member)
    row.hash, row.made_at = hashed(word), clock.now()
    row.save()
    record(FeedKeyMade(key_id=row.pk))
    return row, word


@transaction.atomic
def end_feed_key(member: Member) -> None:
    """Let the private feed be found no more. Twice is once."""
    row = FeedKey.objects.select_for_update().filter(member=member).first()
    if row:
        record(FeedKeyEnded(key_id=row.pk))
        row.delete()
