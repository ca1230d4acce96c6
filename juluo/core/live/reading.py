"""What the live process reads: events, by the runtime login and under row-level security, and who calls for them."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg_pool import AsyncConnectionPool

from juluo.core.live import CHANNEL

logger = logging.getLogger("juluo.live")

_POSITION = "SELECT position FROM core_livestream WHERE space_id = %s AND name = %s"
_EVENTS = (
    "SELECT position, kind, subject, data FROM core_liveevent"
    " WHERE space_id = %s AND stream = %s AND position > %s ORDER BY position LIMIT %s"
)
_QUIET = 20.0
_PAUSE = 0.5
_ALIVE: dict[str, Any] = {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3}


@dataclass(frozen=True, slots=True)
class Key:
    """A stream of a space."""

    space_id: UUID
    stream: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it goes over the wire."""

    position: int
    letters: bytes


class Reader:
    """Reads streams over a few connections; each transaction says first which space acts."""

    def __init__(self, conninfo: str, *, connections: int = 3) -> None:
        checked = AsyncConnectionPool.check_connection
        self.pool = AsyncConnectionPool(
            conninfo, min_size=1, max_size=connections, open=False, check=checked, timeout=10, kwargs=_ALIVE
        )

    async def position(self, key: Key) -> int:
        """How many events the stream has had."""
        async with self._acting(key) as connection:
            row = await (await connection.execute(_POSITION, [key.space_id, key.stream])).fetchone()
        return row[0] if row else 0

    async def after(self, key: Key, position: int, *, most: int) -> list[Event]:
        """Up to `most` events that follow the position, in order."""
        async with self._acting(key) as connection:
            rows = await (await connection.execute(_EVENTS, [key.space_id, key.stream, position, most])).fetchall()
        return [Event(row[0], letters(row[0], row[1], {"id": str(row[2])} | row[3])) for row in rows]

    @asynccontextmanager
    async def _acting(self, key: Key) -> AsyncIterator[psycopg.AsyncConnection]:
        async with self.pool.connection() as connection, connection.transaction():
            await connection.execute("SELECT set_config('juluo.space', %s, true)", [str(key.space_id)])
            yield connection


class Hears(Protocol):
    """Who is told what the database calls."""

    def heard(self, key: Key, position: int) -> None: ...
    def anew(self) -> None: ...
    def deaf(self) -> None: ...


async def listen(conninfo: str, ear: Hears) -> None:
    """Tell `heard` of each event that is committed, `deaf` when the line is lost, `anew` when it stands. For ever."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True, **_ALIVE) as connection:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                ear.anew()
                await _pass_on(connection, ear)
        except psycopg.Error as reason:
            ear.deaf()
            logger.warning("the line to the database broke; it is opened again", extra={"reason": str(reason).strip()})
            await asyncio.sleep(_PAUSE)


async def _pass_on(connection: psycopg.AsyncConnection, ear: Hears) -> None:
    """What is heard, and after each silence a word to the server: a dead line is silent, too."""
    while True:
        async for notice in connection.notifies(timeout=_QUIET):
            with suppress(ValueError):  # others may call on this channel, too
                space, stream, position = notice.payload.split(" ")
                ear.heard(Key(UUID(space), stream), int(position))
        await connection.execute("SELECT 1")


def letters(position: int, kind: str, data: dict[str, object]) -> bytes:
    """An event as it is written to the wire."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {position}\nevent: {kind}\ndata: {told}\n\n".encode()
