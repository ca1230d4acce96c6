"""A child of `juluo serve` ends with it, even when it was killed and could tell nobody."""

import ctypes
import os
import signal
import sys
import threading
import time

PARENT = "JULUO_PARENT"
PR_SET_PDEATHSIG = 1


def follow_parent() -> None:
    """Follow the process named in the environment, if any; our own children do not inherit it."""
    if parent := os.environ.pop(PARENT, ""):
        end_with(int(parent))


def end_with(parent: int) -> None:
    """Get SIGTERM when `parent`, our parent process, is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
