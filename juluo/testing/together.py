"""Several callers at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from django.db import connection

from juluo.core.refusals import Refused


def at_once(*callers: Callable[[], Any], times: int = 1) -> list[Any]:
    """Call everything at once (each `times` times); return each answer, or the refusal it met. Other errors rise."""
    every = [caller for caller in callers for _each in range(times)]
    gate = threading.Barrier(len(every))

    def call(caller: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=30)
            return caller()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(every)) as pool:
        futures = [pool.submit(copy_context().run, call, caller) for caller in every]
        return [future.result(timeout=60) for future in futures]
