"""Digests rendered and sent through a transport that only counts: what a worker writes in a second of one core."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from juluo.core import clock
from juluo.core.models import Member, User
from juluo.ip.models import DigestTurn, Follow, Pace
from juluo.ip.operations.digests import send_due_digests

_WHILE = timedelta(days=1)


@dataclass
class Counter:
    """Takes mails as a mail server does, whole, as bytes; keeps how many came, for how many readers and how heavy."""

    mails: int = 0
    bytes: int = 0
    readers: set[str] = field(default_factory=set)

    def open(self) -> None:
        """Nothing is to be opened."""

    def close(self) -> None:
        """Nothing was opened."""

    def send_messages(self, messages: Sequence[Any]) -> int:
        for each in messages:
            self.bytes += len(each.message().as_bytes())
            self.readers |= set(each.to)
        self.mails += len(messages)
        return len(messages)


def make_readers(count: int) -> None:
    """Let `count` new members of the acting space follow it day by day, their digests due since yesterday."""
    now = clock.now()
    users = User.objects.bulk_create(User(email=f"reader{at}@example.com") for at in range(count))
    people = Member.objects.bulk_create(Member(user=each, name=each.email[:20], joined_at=now) for each in users)
    Follow.objects.bulk_create(Follow(member=each, pace=Pace.DAILY, at=now) for each in people)
    begun = {"pace": Pace.DAILY, "told_until": now - _WHILE, "due_at": now}
    DigestTurn.objects.bulk_create(DigestTurn(member=each, **begun) for each in people)


def send_all(counter: Counter) -> float:
    """Send all digests that are due in the acting space through `counter`; return the seconds of a core it took."""
    began = time.process_time()
    while send_due_digests(transport=counter):
        pass
    return time.process_time() - began
