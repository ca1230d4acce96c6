"""The embedded server lives, dies, is found again. Each test has a cluster of its own directory."""

import os
import pwd
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from juluo.cli.postgres import FAST_AND_LOSSY, running_server
from juluo.cli.postgres.cluster import cluster_in
from juluo.cli.postgres.processes import PidFile, is_alive, wait_until
from juluo.cli.postgres.server import Server

LAUNCHER = """
import pathlib, sys, time
from juluo.cli.postgres import running_server
with running_server(pathlib.Path(sys.argv[1])) as server:
    print(server.pid, flush=True)
    time.sleep(60)
"""


DEAF_AT_FIRST = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
print(flush=True)
time.sleep(0.3)
signal.signal(signal.SIGINT, signal.SIG_DFL)
time.sleep(60)
"""


@pytest.fixture
def launcher(reachable):
    """A launcher in a process of its own, and the number of its server."""
    with subprocess.Popen([sys.executable, "-c", LAUNCHER, reachable], stdout=subprocess.PIPE, text=True) as process:
        yield process, int(process.stdout.readline())
        process.kill()


def test_a_server_that_does_not_listen_yet_is_told_again(reachable):
    """Shells start what runs in their background with SIGINT ignored, and a server begins like its parent."""
    server = Server(cluster_in(reachable), {})
    with subprocess.Popen([sys.executable, "-c", DEAF_AT_FIRST], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        server._child, server.pid = child, child.pid
        server.stop()
        assert child.returncode == -signal.SIGINT


def test_it_starts_and_sees_letters_in_chinese(reachable):
    with running_server(reachable, FAST_AND_LOSSY) as server, psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT cardinality(show_trgm('社群')) > 0").fetchone() == (True,)
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    assert not server.is_alive()
    assert PidFile.of(server.cluster.data) is None


def test_it_never_runs_as_root(reachable):
    with running_server(reachable) as server:
        status = Path(f"/proc/{server.pid}/status")
        owner = status.stat().st_uid if status.exists() else server.cluster.data.stat().st_uid
    expected = {pwd.getpwnam(name).pw_uid for name in ("postgres", "nobody") if _known(name)}
    assert owner in (expected if os.geteuid() == 0 else {os.geteuid()})


def _known(name):
    return any(entry.pw_name == name for entry in pwd.getpwall())


def test_passwords_are_for_the_launching_account_only(reachable):
    with running_server(reachable) as server:
        secrets = server.cluster.home / "secrets.json"
        assert secrets.stat().st_mode & 0o777 == 0o600
        assert secrets.stat().st_uid == os.geteuid()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://juluo_admin:wrong@127.0.0.1:{server.port}/postgres")


def test_a_server_left_by_a_killed_launcher_is_adopted_and_ended(reachable, launcher):
    process, pid = launcher
    process.kill()
    process.wait()
    assert is_alive(pid)
    with running_server(reachable) as server:
        assert server.pid == pid
        with psycopg.connect(server.admin_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not is_alive(pid)


def test_the_last_to_leave_ends_the_server(reachable, launcher):
    process, pid = launcher
    with running_server(reachable) as server:
        assert server.pid == pid
    assert is_alive(pid)
    process.send_signal(signal.SIGINT)
    process.wait()
    assert not is_alive(pid)


def test_who_started_it_may_leave_before_the_others(reachable):
    with ExitStack() as later:
        with running_server(reachable, FAST_AND_LOSSY) as first:
            second = later.enter_context(running_server(reachable))
        assert first.is_alive()
        assert second.pid == first.pid
    assert not second.is_alive()


def test_a_number_that_another_program_bears_now_is_no_server(reachable):
    with running_server(reachable) as server:
        text = (server.cluster.data / "postmaster.pid").read_text()
    (server.cluster.data / "postmaster.pid").write_text(text.replace(str(server.pid), str(os.getpid()), 1))
    with running_server(reachable) as server:
        assert server.pid != os.getpid()


def test_a_cluster_left_half_made_is_made_anew(reachable):
    with running_server(reachable) as server:
        home = server.cluster.home
    (home / "data").rename(home / "kept")
    (home / "data.new").mkdir()
    (home / "data.new" / "PG_VERSION").write_text("unfinished")
    with running_server(reachable) as server:
        assert server.is_alive()
    assert not (home / "data.new").exists()


@pytest.mark.kill
def test_every_acknowledged_row_survives_the_death_of_the_server(reachable):
    with running_server(reachable) as server:
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (id text PRIMARY KEY)")
        for attempt in range(2):
            acknowledged = _write_until_killed(server, str(attempt))
            assert not server.is_alive()
            port = server.port
            server.revive()
            assert server.port == port
            with psycopg.connect(server.admin_url) as connection:
                present = {row[0] for row in connection.execute("SELECT id FROM kept")}
            assert acknowledged
            assert acknowledged <= present


def _write_until_killed(server, mark):
    """Four writers insert; the server is killed in the middle. Returns what was acknowledged."""
    acknowledged = []
    writers = [
        threading.Thread(target=_write, args=(server.admin_url, f"{mark}-{writer}", acknowledged))
        for writer in range(4)
    ]
    for writer in writers:
        writer.start()
    assert wait_until(lambda: len(acknowledged) > 100, 20)
    os.kill(server.pid, signal.SIGKILL)
    for writer in writers:
        writer.join()
    wait_until(lambda: not server.is_alive(), 10)
    return set(acknowledged)


def _write(url, mark, acknowledged):
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            for number in range(1_000_000):
                connection.execute("INSERT INTO kept VALUES (%s)", [f"{mark}-{number}"])
                acknowledged.append(f"{mark}-{number}")
    except psycopg.OperationalError:
        return
