"""Where the embedded database lives, and which account runs it."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from juluo.cli.trouble import Trouble

LONGEST_SOCKET_PATH = 103
SPACE_NEEDED = 200 * 1024 * 1024


@dataclass(frozen=True)
class Account:
    """The unprivileged account that runs the server when we are root."""

    name: str
    uid: int
    gid: int

    def may_enter(self, directory: Path) -> bool:
        status = directory.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def data_directory() -> Path:
    """JULUO_DATA, else a per-user directory; root's lies outside /root, which the server's account cannot enter."""
    if chosen := os.environ.get("JULUO_DATA"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/juluo")
    return _xdg("XDG_DATA_HOME", ".local/share") / "juluo"


def cache_directory() -> Path:
    if chosen := os.environ.get("JULUO_CACHE"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/cache/juluo")
    return _xdg("XDG_CACHE_HOME", ".cache") / "juluo"


def _xdg(variable: str, fallback: str) -> Path:
    chosen = os.environ.get(variable, "")
    return Path(chosen) if chosen.startswith("/") else Path.home() / fallback


def server_account(cluster: Path) -> Account | None:
    """None unless we are root: whoever owns an existing cluster, else JULUO_POSTGRES_USER, postgres or nobody."""
    if os.geteuid() != 0:
        return None
    if cluster.exists():
        return _owner(cluster)
    for name in (os.environ.get("JULUO_POSTGRES_USER", ""), "postgres", "nobody"):
        if account := _account(name):
            return account
    raise Trouble(
        "PostgreSQL must not run as root and this machine has no account postgres or nobody: "
        "name another one in JULUO_POSTGRES_USER."
    )


def _owner(cluster: Path) -> Account:
    uid = cluster.stat().st_uid
    if uid == 0:
        raise Trouble(
            f"The database directory {cluster} belongs to root: give it to the account that shall run it (chown -R)."
        )
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(str(uid), uid, cluster.stat().st_gid)
    return Account(entry.pw_name, uid, entry.pw_gid)


def _account(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def make_home(data: Path) -> Path:
    """The private directory of the embedded server: cluster, secrets, locks, log."""
    home = data / "postgres"
    try:
        data.mkdir(parents=True, exist_ok=True)
        home.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"{home} cannot be created ({error.strerror}): set JULUO_DATA to a directory that you may write to."
        ) from None
    account = server_account(home / "data")
    if account:
        check_way_is_open(home, account)
        os.chown(home, account.uid, account.gid)
    elif home.stat().st_uid != os.geteuid():
        raise Trouble(
            f"The database directory {home} belongs to another account: run Juluo as that account, or set JULUO_DATA "
            "to your own directory."
        )
    return home


def check_way_is_open(place: Path, account: Account) -> None:
    for directory in reversed(place.resolve().parents):
        if not account.may_enter(directory):
            raise Trouble(
                f"The account {account.name}, which runs the database, cannot enter {directory}: "
                "set JULUO_DATA and JULUO_CACHE to directories that it can reach, such as /var/lib/juluo and "
                "/var/cache/juluo."
            )


def check_space(place: Path, needed: int = SPACE_NEEDED) -> None:
    free = shutil.disk_usage(place).free
    if free < needed:
        raise Trouble(
            f"Only {free // 2**20} MB are free in {place} and the database needs {needed // 2**20} MB: "
            "free some space, or set JULUO_DATA to a larger disk."
        )


def socket_directory(home: Path) -> Path | None:
    """The path of a socket may have 107 bytes (103 on macOS); a longer one is done without: TCP is always there."""
    return home if len(os.fsencode(home / ".s.PGSQL.65535")) <= LONGEST_SOCKET_PATH else None
