import os
import random
import socket
from pathlib import Path

from juluo.cli.trouble import Trouble

LASTING = (20_000, 32_000)


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
    """Whether PostgreSQL could listen there: asked as it asks itself, since connections out hold ports too."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def any_free_port() -> int:
    """Below the ports that systems lend to connections out, so that it is still free after a restart."""
    while True:
        port = random.randint(*LASTING)  # noqa: S311 - nothing secret
        if is_free(port):
            return port
