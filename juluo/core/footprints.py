"""Footprints: what visitors looked at, never on the critical path: buffered, written in batches, or dropped.

A page leaves one with `leave`. Nothing is written before `keep_flushing` has started the thread of this process (the
web server does) or `flush` is called.
"""

import atexit
import logging
import threading
from collections import deque
from itertools import groupby

from django.db import connection
from django.db.models import Model

from juluo.core import clock
from juluo.core.http import SpaceRequest
from juluo.core.models import Footprint
from juluo.core.spaces import acting_in
from juluo.core.visitors import bring_in, entrance_of
from juluo.core.ways import entrance_behind

logger = logging.getLogger(__name__)

ROOM = 10_000
BATCH = 200
_EVERY_SECONDS = 1.0
OFFLINE_HEADER = "Juluo-Offline"
"""A service worker that keeps a page for later is no reader of it."""

_buffer: deque[Footprint] = deque()
_enough = threading.Event()
_flushing = threading.Lock()
_dropped = 0
_thread: threading.Thread | None = None


def leave(request: SpaceRequest, name: str, subject: Model | str) -> None:
    """Note that the visitor did `name` ("view") with `subject` (a row, or a word); dropped when the buffer is full.

    `entrance_id` None means that they came by no entrance: the space's direct one.
    """
    global _dropped  # noqa: PLW0603 - one buffer a process
    footprints_of(request).append((name, _named(subject)[:120]))
    if OFFLINE_HEADER in request.headers:
        return
    if name == "view" and request.member is None and entrance_of(request) is None:
        _bring_in(request, _named(subject))
    if len(_buffer) >= ROOM:
        _dropped += 1
        return
    _buffer.append(
        Footprint(
            name=name,
            visitor=request.visitor,
            member_id=request.member.id if request.member else None,
            subject=_named(subject)[:120],
            entrance_id=entrance_of(request),
            at=clock.now(),
        ),
    )
    if len(_buffer) >= BATCH:
        _enough.set()


def _bring_in(request: SpaceRequest, content: str) -> None:
    """A guest who came by no entrance comes in through that of the first page which has one of its own."""
    if entrance_id := entrance_behind(request.space, content):
        bring_in(request, entrance_id)


def footprints_of(request: SpaceRequest) -> list[tuple[str, str]]:
    """The footprints that this request has left so far: (name, subject)."""
    left: list[tuple[str, str]] = request.__dict__.setdefault("footprints_left", [])
    return left


def flush() -> int:
    """Write all footprints left so far, one statement a space; returns how many. Call it in no transaction."""
    with _flushing:
        rows = [_buffer.popleft() for _ in range(len(_buffer))]
        rows.sort(key=lambda row: row.space_id)
        for space_id, of_space in groupby(rows, key=lambda row: row.space_id):
            with acting_in(space_id):
                Footprint.objects.bulk_create(list(of_space))
        return len(rows)


def dropped() -> int:
    """How many footprints this process has dropped since it started."""
    return _dropped


def forget() -> None:
    """Throw away what was not written: between tests."""
    global _dropped  # noqa: PLW0603 - one buffer a process
    _buffer.clear()
    _dropped = 0


def keep_flushing() -> None:
    """Start this process's thread that writes a batch every second, sooner if many wait; and once more at the end."""
    global _thread  # noqa: PLW0603 - one thread a process
    if _thread is None:
        _thread = threading.Thread(target=_flush_for_ever, name="footprints", daemon=True)
        _thread.start()
        atexit.register(_flush_or_drop)


def _flush_for_ever() -> None:
    while True:
        _enough.wait(_EVERY_SECONDS)
        _enough.clear()
        if _buffer:
            _flush_or_drop()


def _flush_or_drop() -> None:
    """A batch that cannot be written is dropped: footprints never hold anything up."""
    global _dropped  # noqa: PLW0603 - one buffer a process
    waiting = len(_buffer)
    try:
        flush()
    except Exception:
        _dropped += waiting
        logger.exception("footprints dropped", extra={"dropped": waiting})
        connection.close()


def _named(subject: Model | str) -> str:
    return subject if isinstance(subject, str) else f"{subject._meta.model_name}:{subject.pk}"
