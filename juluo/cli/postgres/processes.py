"""Processes that are not our children: is it alive, whose is it, is it gone."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self


def is_alive(pid: int) -> bool:
    """A zombie is dead: in a container nobody may ever collect it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return subprocess.run(
            ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout


def wait_until(condition: Callable[[], bool], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@dataclass(frozen=True)
class PidFile:
    """What postmaster.pid says, line by line: pid, directory, start, port, socket, address, memory, status."""

    pid: int
    port: int
    status: str

    @classmethod
    def of(cls, data: Path) -> Self | None:
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        pid, _, _, port, *rest = lines + [""] * 8
        if not pid.strip().isdigit() or not port.strip().isdigit():
            return None
        return cls(int(pid), int(port), rest[3].strip())

    def is_of(self, data: Path) -> bool:
        """False for a number that another program bears now: in containers they start again from one."""
        command = command_of(self.pid)
        return "postgres" in command and str(data) in command
