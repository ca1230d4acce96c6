import os
import socket
from pathlib import Path

from juluo.cli.trouble import Trouble


def port_for(home: Path, current: int) -> int:
    if fixed := os.environ.get("JULUO_POSTGRES_PORT", ""):
        if not fixed.isdigit() or int(fixed) not in range(1, 65536):
            raise Trouble("JULUO_POSTGRES_PORT must be a number from 1 to 65535.")
        if not is_free(int(fixed)):
            raise Trouble(
                f"Port {fixed} is taken by another program: set JULUO_POSTGRES_PORT to a free one, or unset it."
            )
        return int(fixed)
    recorded = home / "port"
    for candidate in (current, int(recorded.read_text()) if recorded.exists() else 0):
        if candidate and is_free(candidate):
            return candidate
    return any_free_port()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
