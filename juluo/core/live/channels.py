"""Channels: each stream that somebody listens to is read once, and what is read goes to all who listen."""

import asyncio
import logging
from collections import deque
from typing import Protocol

from juluo.core.live.reading import Event, Key, letters

logger = logging.getLogger("juluo.live")

KEPT = 200
"""Events that a channel remembers, for those who come late or read slowly."""
MOST_MISSED = 500
"""Who missed more than this reads the page anew instead."""
_PAUSE = 0.5
_AT_ONCE = 250


class Events(Protocol):
    """Where channels read; `Reader` in the process, a list in tests."""

    async def position(self, key: Key) -> int: ...
    async def after(self, key: Key, position: int, *, most: int) -> list[Event]: ...


class Listener(Protocol):
    """Somebody who listens. `last` is the position up to which they were told; `full` while they read too slowly."""

    last: int
    full: bool

    def tell(self, written: bytes) -> None: ...
    def end(self) -> None: ...


class Channel:
    """One stream. It remembers events after `floor` up to `head`, without a gap."""

    def __init__(self, key: Key, events: Events) -> None:
        self.key, self._source = key, events
        self.listeners: dict[Listener, None] = {}
        self.joining: dict[Listener, None] = {}
        self.head, self.floor = -1, -1
        self.remembered: deque[Event] = deque()
        self._again, self._anew = False, True
        self._work: asyncio.Task[None] | None = None

    def join(self, listener: Listener) -> None:
        self.listeners[listener] = None
        self.joining[listener] = None
        self.refresh()

    def leave(self, listener: Listener) -> None:
        self.listeners.pop(listener, None)
        self.joining.pop(listener, None)

    def refresh(self, *, anew: bool = False) -> None:
        """Read what is new and tell it. `anew` if something may have been missed that no call told of."""
        self._again, self._anew = True, self._anew or anew
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._read())

    def go_on(self, listener: Listener) -> None:
        """Tell a listener who reads again what they missed meanwhile; who is too far behind comes again."""
        if listener.last < self.floor:
            listener.end()
            return
        for at in range(listener.last - self.floor, len(self.remembered)):
            if listener.full:
                return
            event = self.remembered[at]
            listener.last = event.position
            listener.tell(event.letters)

    async def _read(self) -> None:
        while self._again and self.listeners:
            self._again = False
            try:
                await self._catch_up()
            except Exception as reason:  # noqa: BLE001 - whatever it was, those who listen are not forgotten
                logger.warning("a stream could not be read; it is tried again", extra={"reason": str(reason).strip()})
                self._again = True
                await asyncio.sleep(_PAUSE)

    async def _catch_up(self) -> None:
        if self._anew:
            await self._begin()
        await self._read_on()
        joining, self.joining = self.joining, {}
        try:
            await self._read_back([each.last for each in joining])
        except BaseException:
            self.joining |= joining
            raise
        for listener in joining:
            if listener.last < self.floor or listener.last > self.head:
                self._start_over(listener)
        await self._tell_all()

    async def _begin(self) -> None:
        """Find out where the stream stands. If it stands elsewhere than it did, all read the page anew."""
        position = await self._source.position(self.key)
        if self.head < 0 or position < self.head:
            self._forget(position)
        self._anew = False

    async def _read_on(self) -> None:
        found = await self._source.after(self.key, self.head, most=MOST_MISSED + 1)
        if not found:
            return
        if len(found) > MOST_MISSED or not _is_whole(found, self.head):
            self._forget(await self._source.position(self.key))
            return
        self.remembered.extend(found)
        self.head = found[-1].position

    async def _read_back(self, lasts: list[int]) -> None:
        """Remember again what those who join have missed, as far as it is not too much."""
        wanted = [last for last in lasts if self.head - MOST_MISSED <= last < self.floor]
        if not wanted:
            return
        lowest = min(wanted)
        found = await self._source.after(self.key, lowest, most=self.floor - lowest)
        if len(found) == self.floor - lowest and _is_whole(found, lowest):
            self.remembered.extendleft(reversed(found))
            self.floor = lowest

    async def _tell_all(self) -> None:
        """Tell everybody what they have not been told. Meanwhile others are served, and may leave."""
        for at, listener in enumerate(list(self.listeners)):
            if listener.last < self.head and listener in self.listeners and listener not in self.joining:
                self.go_on(listener)
            if at % _AT_ONCE == _AT_ONCE - 1:
                await asyncio.sleep(0)
        while len(self.remembered) > KEPT:
            self.floor = self.remembered.popleft().position

    def _forget(self, position: int) -> None:
        """Begin again at the position; who stood elsewhere reads the page anew."""
        self.remembered.clear()
        self.head = self.floor = position
        for listener in self.listeners:
            if listener not in self.joining and listener.last != position:
                self._start_over(listener)

    def _start_over(self, listener: Listener) -> None:
        listener.last = self.head
        listener.tell(letters(self.head, "reload", {"position": self.head}))


def _is_whole(found: list[Event], after: int) -> bool:
    return [each.position for each in found] == list(range(after + 1, after + 1 + len(found)))


class Channels:
    """All streams that somebody listens to."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._open: dict[Key, Channel] = {}

    def join(self, key: Key, listener: Listener) -> Channel:
        channel = self._open.get(key)
        if channel is None:
            channel = self._open[key] = Channel(key, self._events)
        channel.join(listener)
        return channel

    def leave(self, channel: Channel, listener: Listener) -> None:
        channel.leave(listener)
        if not channel.listeners and self._open.get(channel.key) is channel:
            del self._open[channel.key]

    def heard(self, key: Key, _position: int) -> None:
        """Something was announced; of interest only where somebody listens."""
        if channel := self._open.get(key):
            channel.refresh()

    def anew(self) -> None:
        """The line to the database stood still for a while: read everything that somebody listens to."""
        for channel in self._open.values():
            channel.refresh(anew=True)
