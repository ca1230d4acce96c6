"""Our launcher of the embedded PostgreSQL.

`postgres` itself is a foreground child in its own session: Ctrl-C reaches us first and the database last. A server
that outlived its launcher is adopted. Several commands may use one server; the last to leave ends it.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from juluo.cli.postgres.cluster import ADMIN, Cluster, cluster_in, explanation, make_ready, password_of
from juluo.cli.postgres.dropped import start_as
from juluo.cli.postgres.locks import Lease, only_one
from juluo.cli.postgres.locks import is_free as is_unused
from juluo.cli.postgres.places import socket_directory
from juluo.cli.postgres.ports import is_free, port_for
from juluo.cli.postgres.processes import PidFile, is_alive, wait_until
from juluo.cli.postgres.ready import check_letters, wait_until_ready
from juluo.cli.trouble import Trouble

BUSY = "Another Juluo is starting or stopping the same database right now: wait for it, or end it, and start again."
LOG_LIMIT = 10 * 2**20
STILL_IN_USE = "is still in use"
PATIENCE = 120.0
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_checkpoints": "off",
    "jit": "off",
    "random_page_cost": "1.1",
    "unix_socket_permissions": "0700",
}
FAST_AND_LOSSY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    def __init__(self, cluster: Cluster, settings: Mapping[str, str]) -> None:
        self.cluster = cluster
        self.settings = SETTINGS | dict(settings)
        self.pid = 0
        self.port = 0
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def admin_url(self) -> str:
        return self.url_for("postgres", ADMIN)

    def url_for(self, database: str, role: str) -> str:
        """`role` is a login; its password is the one kept for this cluster."""
        return f"postgresql://{role}:{quote(self.password_of(role))}@127.0.0.1:{self.port}/{database}"

    def password_of(self, role: str) -> str:
        return password_of(self.cluster.home, role)

    def is_alive(self) -> bool:
        if self._child:
            return self._child.poll() is None
        return self.pid > 0 and is_alive(self.pid)

    def begin(self) -> None:
        """Adopt a server of this directory that already runs, else start one. The launcher's lock must be held."""
        if not self._adopt():
            make_ready(self.cluster, durable=self.settings.get("fsync") != "off")
            self._start()
            check_letters(self.admin_url)

    def revive(self) -> None:
        """After the server died: on the same port, since others know it by its URL."""
        port = self.port
        with self._alone():
            self.begin()
        if self.port != port:
            raise Trouble(
                f"The database came back on port {self.port} because {port} was taken meanwhile: start Juluo again."
            )

    def stop(self) -> None:
        """SIGINT is PostgreSQL's fast shutdown: connections end, everything is written. Never anything harsher.

        It is sent again and again, for a server that has just been started from the background of a shell begins by
        ignoring it; one that is shutting down takes it once.
        """
        until = time.monotonic() + PATIENCE
        while self.is_alive():
            if time.monotonic() > until:
                raise Trouble(f"PostgreSQL (process {self.pid}) is still writing to disk: leave it the time it needs.")
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGINT)
            wait_until(lambda: not self.is_alive(), 1)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with only_one(self.cluster.home / "launcher.lock", PATIENCE, BUSY):
            yield

    @contextmanager
    def in_use(self) -> Iterator[None]:
        with ExitStack() as stack:
            with self._alone():
                lease = Lease.on(self._users)
                stack.callback(self._leave, lease)
                self.begin()
            yield

    def _leave(self, lease: Lease) -> None:
        with self._alone():
            if lease.give_back():
                self.stop()
            elif self._child:
                self._child.returncode = 0  # it lives on for others; Python is not to complain that nobody waited
                self._child = None

    def end_left_behind(self) -> bool:
        """Stop a server whose launcher was killed; one that somebody uses is left alone."""
        with self._alone():
            if is_unused(self._users) and self._adopt():
                self.stop()
                return True
        return False

    @property
    def _users(self) -> Path:
        return self.cluster.home / "users.lock"

    def _adopt(self) -> bool:
        found = PidFile.of(self.cluster.data)
        if not found or not is_alive(found.pid):
            return False
        if not found.is_of(self.cluster.data):
            (self.cluster.data / "postmaster.pid").unlink()
            return False
        if found.status == "stopping":
            wait_until(lambda: not is_alive(found.pid), PATIENCE)
            return False
        return self._take_over(found)

    def _take_over(self, found: PidFile) -> bool:
        if self._child and self._child.pid != found.pid:
            self._child = None
        self.pid, self.port = found.pid, found.port
        if not wait_until_ready(self.admin_url, self.is_alive, PATIENCE):
            return False
        self._check_it_is_ours()
        return True

    def _check_it_is_ours(self) -> None:
        with psycopg.connect(self.admin_url) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        if row is None or Path(row[0]).resolve() != self.cluster.data.resolve():
            raise Trouble(
                f"Port {self.port} is served by another PostgreSQL than the one in {self.cluster.data}: end one of "
                "them."
            )

    def _start(self) -> None:
        """Tried again while a killed server's memory is still in use, or when a free port was taken meanwhile."""
        if self.port:
            wait_until(lambda: is_free(self.port), 5)  # a killed server's last processes may still be ending
        for _ in range(20):
            self.port = port_for(self.cluster.home, self.port)
            before = self.cluster.log.stat().st_size if self.cluster.log.exists() else 0
            self._child = self._spawn()
            self.pid = self._child.pid
            if wait_until_ready(self.admin_url, self.is_alive, PATIENCE):
                (self.cluster.home / "port").write_text(str(self.port))
                return
            said = self.cluster.log.read_text(errors="replace")[before:]
            self._give_up_unless_passing(said)
        raise Trouble(
            f"PostgreSQL does not start; the end of {self.cluster.log} says: {self.cluster.log_tail(500).strip()}"
        )

    def _give_up_unless_passing(self, said: str) -> None:
        if STILL_IN_USE in said:
            wait_until(lambda: False, 0.5)
        elif "could not bind" not in said or "JULUO_POSTGRES_PORT" in os.environ:
            raise Trouble(
                explanation(said) or f"PostgreSQL does not start; {self.cluster.log} says: {said.strip()[-500:]}"
            )

    def _spawn(self) -> subprocess.Popen[bytes]:
        if self._child:
            self._child.wait()
        cluster = self.cluster
        sockets = socket_directory(cluster.home)
        chosen = self.settings | {"port": str(self.port), "unix_socket_directories": str(sockets or "")}
        command = [cluster.binaries.program("postgres"), "-D", str(cluster.data)]
        for name, value in chosen.items():
            command += ["-c", f"{name}={value}"]
        if cluster.log.exists() and cluster.log.stat().st_size > LOG_LIMIT:
            cluster.log.replace(cluster.log.with_suffix(".log.1"))
        with cluster.log.open("ab") as log:
            return start_as(cluster.account, command, cluster.home, log)


@contextmanager
def running_server(data_directory: Path, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The embedded server of this directory, started or adopted; `settings` count only when it is started here."""
    server = Server(cluster_in(data_directory), settings or {})
    with server.in_use():
        yield server
