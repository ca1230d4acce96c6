"""One launcher at a time, and a count of those who use the server: the last one out ends it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from juluo.cli.trouble import Trouble


@contextmanager
def only_one(path: Path, patience: float, otherwise: str) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(handle, patience, otherwise)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, patience: float, otherwise: str) -> None:
    deadline = time.monotonic() + patience
    while not _take(handle, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            raise Trouble(otherwise)
        time.sleep(0.05)


def _take(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Lease:
    """A shared lock that ends with the process, however it ends."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @classmethod
    def on(cls, path: Path) -> Self:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        _take(handle, fcntl.LOCK_SH)
        return cls(handle)

    def give_back(self) -> bool:
        """True when nobody else holds one. Call it under the launcher's lock, or two may think so."""
        last = _take(self._handle, fcntl.LOCK_EX)
        os.close(self._handle)
        return last


def is_free(path: Path) -> bool:
    if not path.exists():
        return True
    handle = os.open(path, os.O_RDWR)
    try:
        return _take(handle, fcntl.LOCK_EX)
    finally:
        os.close(handle)
