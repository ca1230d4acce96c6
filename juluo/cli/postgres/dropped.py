"""PostgreSQL refuses root, so its programs run as the unprivileged account."""

import subprocess
from pathlib import Path
from typing import IO, NamedTuple

from juluo.cli.postgres.places import Account
from juluo.cli.trouble import Trouble

# No PG* variable and no locale of the caller reaches the server; we read its messages, so they must be English.
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Output(NamedTuple):
    status: int
    text: str


def run_as(account: Account | None, command: list[str], cwd: Path) -> Output:
    process = start_as(account, command, cwd, subprocess.PIPE)
    text, _ = process.communicate()
    return Output(process.returncode, text.decode(errors="replace"))


def start_as(
    account: Account | None, command: list[str], cwd: Path, output: IO[bytes] | int
) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C on the terminal reaches only us."""
    try:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except PermissionError:
        name = account.name if account else "this account"
        raise Trouble(
            f"{command[0]} could not be started as {name}: PostgreSQL must not run as root, "
            "so run Juluo as an ordinary user, or set DATABASE_URL."
        ) from None
