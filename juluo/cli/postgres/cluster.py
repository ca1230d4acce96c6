"""The files of a cluster: made once, complete or not at all, and checked before every start."""

import json
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from juluo.cli.postgres.binaries import Binaries, binaries
from juluo.cli.postgres.dropped import Output, run_as
from juluo.cli.postgres.places import Account, check_space, make_home, server_account
from juluo.cli.trouble import Trouble

ADMIN = "juluo_admin"
LOGINS = (ADMIN, "juluo_owner", "juluo_app", "juluo_backup")
# pg_trgm asks the C library what a letter is: under lc_ctype=C it sees none in Chinese. The name differs on macOS.
LETTERS = ("C.UTF-8", "en_US.UTF-8", "UTF-8")


@dataclass(frozen=True)
class Cluster:
    home: Path
    binaries: Binaries
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def log_tail(self, characters: int = 2000) -> str:
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""


def cluster_in(data_directory: Path) -> Cluster:
    home = make_home(data_directory)
    account = server_account(home / "data")
    return Cluster(home, binaries(account), account)


def make_ready(cluster: Cluster, *, durable: bool = True) -> None:
    """Create the cluster if there is none; refuse one that this PostgreSQL could not run."""
    if not cluster.data.exists():
        check_space(cluster.home)
        _create(cluster, durable=durable)
    _check_version(cluster)
    _check_mode(cluster)


def password_of(home: Path, login: str) -> str:
    """Passwords are drawn, all at once, before the cluster exists; only the launching account may read the file."""
    path = home / "secrets.json"
    if not path.exists() and (home / "data").exists():
        raise Trouble(f"The passwords of the database in {home} are lost: bring {path} back from a backup.")
    try:
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    except PermissionError:
        raise Trouble(f"Juluo may not read {path}: run it as the account that created the database.") from None
    if login not in known:
        known |= {each: new_password() for each in {*LOGINS, login} - known.keys()}
        _write_private(path, json.dumps(known, indent=2))
    return known[login]


def new_password() -> str:
    return secrets.token_urlsafe(24)


def _write_private(path: Path, text: str) -> None:
    scratch = path.with_suffix(".new")
    scratch.unlink(missing_ok=True)
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    scratch.rename(path)


def _create(cluster: Cluster, *, durable: bool) -> None:
    scratch = cluster.home / "data.new"
    answer = ""
    for letters in LETTERS:
        shutil.rmtree(scratch, ignore_errors=True)
        done = _initdb(cluster, scratch, letters, durable=durable)
        if done.status == 0:
            scratch.rename(cluster.data)
            return
        answer = done.text
        if "invalid locale name" not in answer:
            break
    shutil.rmtree(scratch, ignore_errors=True)
    raise Trouble(
        explanation(answer)
        or f"PostgreSQL could not create its database directory {cluster.data}: {answer.strip()[-500:]}"
    )


def _initdb(cluster: Cluster, place: Path, letters: str, *, durable: bool) -> Output:
    password = cluster.home / "initial-password"
    _write_private(password, password_of(cluster.home, ADMIN))
    if cluster.account:
        os.chown(password, cluster.account.uid, cluster.account.gid)
    command = [
        cluster.binaries.program("initdb"),
        f"--pgdata={place}",
        f"--username={ADMIN}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        f"--lc-ctype={letters}",
        *([] if durable else ["--no-sync"]),
    ]
    try:
        return run_as(cluster.account, command, cwd=cluster.home)
    finally:
        password.unlink()


def _check_version(cluster: Cluster) -> None:
    try:
        version = (cluster.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise Trouble(
            f"{cluster.data} holds no PostgreSQL database: move it away, or set JULUO_DATA to another directory."
        ) from None
    except PermissionError:
        raise Trouble(f"Juluo may not read {cluster.data}: run it as the account that owns the directory.") from None
    if version != str(cluster.binaries.major):
        raise Trouble(
            f"The data in {cluster.data} was written by PostgreSQL {version} and this Juluo brings PostgreSQL "
            f"{cluster.binaries.major}: "
            "back it up with the Juluo that wrote it and restore it here, or set JULUO_DATA to another directory."
        )


def _check_mode(cluster: Cluster) -> None:
    mode = stat.S_IMODE(cluster.data.stat().st_mode)
    if mode & 0o027:
        raise Trouble(
            f"The database directory {cluster.data} is open to other accounts (mode {mode:o}): run `chmod 700 "
            f"{cluster.data}` and start again."
        )


def explanation(log: str) -> str:
    """The sentence for a failure that PostgreSQL reported in its own words, or an empty string."""
    for sign, sentence in SIGNS.items():
        if sign in log:
            return sentence
    return ""


SIGNS = {
    "No space left on device": (
        "The disk is full: free some space, then start again; nothing that was acknowledged is lost."
    ),
    "Permission denied": (
        "PostgreSQL may not use its own directory: give it back to the account that runs it (chown -R) and set mode "
        "700."
    ),
    "could not bind": (
        "The database's port is taken by another program: set JULUO_POSTGRES_PORT to a free port, or unset it to let "
        "Juluo choose."
    ),
    "could not create shared memory": (
        "The system refuses shared memory to PostgreSQL: give it more (for a container, --shm-size), then start again."
    ),
}
