"""Sending digests in batches. As everywhere, the outside is called between two transactions: claim, send, note."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.ip.letters import Letters
from juluo.ip.models import DigestTurn
from juluo.ip.queries.digests import Digest, digests_of, due_turns
from juluo.ip.rules.digests import next_turn
from juluo.reach.channels import ChannelUnavailable
from juluo.reach.channels.mail import AddressRefused, OpenMailer
from juluo.reach.queries.preferences import quiet_of
from juluo.reach.rules.quiet import due_at

BATCH = 200
NOTED_EVERY = 20
"""So many mails may go out again, as the same messages, when a worker is killed between sending and noting."""
CLAIMED = timedelta(minutes=10)

logger = logging.getLogger(__name__)


def send_due_digests(*, transport: Any = None, most: int = BATCH) -> int:
    """Send up to `most` of the digests that are due; return how many turns were taken, 0 when none is left.

    Each member is written to once a turn, whoever else works on them and whatever dies: a turn is one row, claimed
    before it is sent and moved on when it was; a claim ten minutes old is that of a dead worker. Nothing is sent when
    nothing is new, to whom does not want it, and within quiet hours, when it waits. If the mail server takes nothing
    now, the turns stay due. `transport` stands in for the mailer: whatever has Django's `send_messages`.
    """
    now = clock.now()
    claimed = _claim(now, most)
    if not claimed:
        return 0
    with transaction.atomic():
        ready = [each for each in digests_of(claimed) if not _put_off(each, now)]
        letters = Letters()
    try:
        with OpenMailer(transport) as mailer:
            for some in batched(ready, NOTED_EVERY):
                for each in some:
                    _send(mailer, letters, each)
                _move_on(some, now)
                if clock.now() - now > CLAIMED / 2:
                    break
    except ChannelUnavailable:
        logger.warning("digests wait for the mail server", exc_info=True)
        return 0
    finally:
        _let_go(claimed, now)
    return len(claimed)


@transaction.atomic
def _claim(now: datetime, most: int) -> list[DigestTurn]:
    turns = list(due_turns(now, now - CLAIMED).select_for_update(skip_locked=True)[:most])
    DigestTurn.objects.filter(pk__in=[each.pk for each in turns]).update(claimed_at=now)
    return turns


def _put_off(digest: Digest, now: datetime) -> bool:
    """Whether it falls into quiet hours; it is then due when they end."""
    later = due_at(now, quiet_of(digest.habit))
    if later > now:
        DigestTurn.objects.filter(pk=digest.turn.pk, claimed_at=now).update(due_at=later, claimed_at=None)
    return later > now


def _send(mailer: OpenMailer, letters: Letters, digest: Digest) -> None:
    if digest.to and digest.posts:
        try:
            mailer.send(letters.message_of(digest))
        except AddressRefused:
            logger.info("digest refused", extra={"turn": str(digest.turn.pk)})


@transaction.atomic
def _move_on(done: Sequence[Digest], now: datetime) -> None:
    """What was told is told; each turn comes again at the next morning of its own."""
    following: dict[datetime, list[UUID]] = defaultdict(list)
    for each in done:
        following[next_turn(each.turn.pace, now, each.habit.time_zone)].append(each.turn.pk)
    for due, turns in following.items():
        mine = DigestTurn.objects.filter(pk__in=turns, claimed_at=now)
        mine.update(due_at=due, told_until=now, claimed_at=None)


@transaction.atomic
def _let_go(claimed: Sequence[DigestTurn], now: datetime) -> None:
    """Those that were not sent, after all, are anybody's again: a slow server must not outlive a claim."""
    DigestTurn.objects.filter(pk__in=[each.pk for each in claimed], claimed_at=now).update(claimed_at=None)
