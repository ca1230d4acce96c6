"""The live process: one event loop, one line to the database that hears, a few that read, and all who listen."""

import asyncio
import contextlib
import logging
import resource
import signal
import socket

from django.conf import settings
from psycopg.conninfo import make_conninfo

from juluo.core.live.channels import Channels
from juluo.core.live.lines import Line
from juluo.core.live.reading import Key, Reader, listen

logger = logging.getLogger("juluo.live")

_ROUND = 1.0
_BEATS = 15
_BACKLOG = 4096
_SEND_BUFFER = 64 * 1024
_OTHER_FILES = 64


class LiveProcess:
    """Everybody who is connected, and the streams they listen to."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.reader = Reader(conninfo)
        self.channels = Channels(self.reader)
        self.lines: set[Line] = set()
        self.most = most_lines()
        self.hears = False

    def heard(self, key: Key, position: int) -> None:
        self.channels.heard(key, position)

    def anew(self) -> None:
        self.hears = True
        self.channels.anew()

    async def serve(self, host: str, port: int) -> None:
        """Until SIGTERM or SIGINT. Who listened comes again with the last id they were told, and misses nothing."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, done.set)
        await self.reader.pool.open()
        hearing = asyncio.create_task(listen(self.conninfo, self))
        caring = asyncio.create_task(self._look_after_lines())
        server = await loop.create_server(lambda: Line(self), sock=_door(host, port), backlog=_BACKLOG)
        logger.info("live listens", extra={"port": port, "most": self.most})
        await done.wait()
        server.close()
        for line in list(self.lines):
            line.end()
        for task in (hearing, caring):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.reader.pool.close()

    def deaf(self) -> None:
        self.hears = False

    async def _look_after_lines(self) -> None:
        beats = 0
        while True:
            await asyncio.sleep(_ROUND)
            beats = (beats + 1) % _BEATS
            for line in list(self.lines):
                line.look_after(beat=not beats)


def most_lines() -> int:
    """As many as the system lets this process hold open; it is asked for all it may have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return max(1, hard - _OTHER_FILES)


def conninfo() -> str:
    """The runtime login of the settings, as libpq writes it."""
    known = settings.DATABASES["default"]
    options = {key: value for key, value in known["OPTIONS"].items() if isinstance(value, str)}
    named = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    told = {key: value for key, value in named.items() if value}
    return make_conninfo(dbname=known["NAME"], **options | {"application_name": "juluo live"}, **told)


def run(host: str, port: int) -> None:
    asyncio.run(LiveProcess(conninfo()).serve(host, port))


def _door(host: str, port: int) -> socket.socket:
    """The listening socket; the kernel keeps little for each slow reader."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    door.bind((host, port))
    return door
