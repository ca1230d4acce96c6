"""Living through history: each moment is now while its deeds are done, and the tasks they defer are done with them."""

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.models import Member

type Deed = Callable[[], object]


class Life:
    """Deeds by their moment. A deed may plan later ones; what would lie in the future is left out."""

    def __init__(self, until: datetime, tasks: deque[Callable[[], None]]) -> None:
        self.until, self._tasks, self._number = until, tasks, count()
        self._plan: list[tuple[datetime, int, Deed]] = []

    def ago(self, **length: float) -> datetime:
        return self.until - timedelta(**length)

    def plan(self, moment: datetime, deed: Deed) -> None:
        if moment < self.until:
            heapq.heappush(self._plan, (moment, next(self._number), deed))

    def live(self) -> None:
        """Do everything that is planned, in order."""
        while self._plan:
            moment, _number, deed = heapq.heappop(self._plan)
            with clock.replaying(moment):
                deed()
                while self._tasks:
                    self._tasks.popleft()()


@contextmanager
def by(member: Member) -> Iterator[None]:
    with acting_as(Actor(member.id)):
        yield


@contextmanager
def by_staff(member: Member) -> Iterator[None]:
    with acting_as(Actor(member.id, staff=True)):
        yield
