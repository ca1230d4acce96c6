"""What goes wrong is said in a sentence that names the way out."""

import fcntl
import importlib.util
import os
import shutil
import signal
from types import SimpleNamespace

import psycopg
import pytest

from juluo.cli.postgres import FAST_AND_LOSSY, running_server
from juluo.cli.postgres import server as server_module
from juluo.cli.postgres.binaries import binaries
from juluo.cli.postgres.cluster import explanation
from juluo.cli.postgres.places import Account, check_space, check_way_is_open, socket_directory
from juluo.cli.postgres.processes import PidFile
from juluo.cli.trouble import Trouble


@pytest.fixture(scope="module")
def cluster(reachable):
    """A cluster at rest."""
    with running_server(reachable, FAST_AND_LOSSY) as server:
        return server.cluster


def start(cluster):
    with running_server(cluster.home.parent, FAST_AND_LOSSY) as server:
        return server


def test_data_of_another_version(cluster):
    version = (cluster.data / "PG_VERSION").read_text()
    (cluster.data / "PG_VERSION").write_text("14\n")
    try:
        with pytest.raises(Trouble, match=r"written by PostgreSQL 14 and this Juluo brings PostgreSQL 1\d: back it up"):
            start(cluster)
    finally:
        (cluster.data / "PG_VERSION").write_text(version)


def test_data_open_to_others(cluster):
    cluster.data.chmod(0o755)
    try:
        with pytest.raises(Trouble, match=r"mode 755.*chmod 700"):
            start(cluster)
    finally:
        cluster.data.chmod(0o700)


def test_a_directory_that_is_no_database(cluster):
    (cluster.data / "PG_VERSION").rename(cluster.home / "PG_VERSION")
    try:
        with pytest.raises(Trouble, match="holds no PostgreSQL database: move it away"):
            start(cluster)
    finally:
        (cluster.home / "PG_VERSION").rename(cluster.data / "PG_VERSION")


def test_a_chosen_port_that_is_taken(cluster, taken_port, monkeypatch):
    monkeypatch.setenv("JULUO_POSTGRES_PORT", str(taken_port))
    with pytest.raises(Trouble, match="is taken by another program: set JULUO_POSTGRES_PORT"):
        start(cluster)


def test_a_port_that_is_no_number(cluster, monkeypatch):
    monkeypatch.setenv("JULUO_POSTGRES_PORT", "many")
    with pytest.raises(Trouble, match="a number from 1 to 65535"):
        start(cluster)


def test_the_remembered_port_being_taken_is_no_trouble(cluster, taken_port):
    (cluster.home / "port").write_text(str(taken_port))
    assert start(cluster).port != taken_port


def test_another_launcher_at_work(cluster, monkeypatch):
    monkeypatch.setattr(server_module, "PATIENCE", 0.1)
    with (cluster.home / "launcher.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Trouble, match="starting or stopping the same database right now"):
            start(cluster)


def test_a_lost_password(cluster):
    secrets = cluster.home / "secrets.json"
    kept = secrets.read_bytes()
    secrets.unlink()
    try:
        with pytest.raises(Trouble, match=r"are lost: bring .*secrets.json back"):
            start(cluster)
        assert PidFile.of(cluster.data) is None
    finally:
        secrets.write_bytes(kept)


def test_a_way_that_the_account_cannot_go(tmp_path):
    tmp_path.chmod(0o700)
    with pytest.raises(Trouble, match=r"The account tea.* cannot enter .*: set JULUO_DATA"):
        check_way_is_open(tmp_path / "postgres", Account("tea", 65533, 65533))


def test_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 2**20))
    with pytest.raises(Trouble, match=r"Only 5 MB are free in .*: free some space"):
        check_space(tmp_path)


def test_a_disk_that_fills_up_later():
    log = 'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device'
    assert explanation(log).startswith("The disk is full: free some space")


def test_a_platform_without_binaries(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(Trouble, match=r"No PostgreSQL is bundled for this platform .*: install PostgreSQL 15"):
        binaries()


def test_a_cache_that_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("JULUO_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(Trouble, match="set JULUO_CACHE"):
        binaries()


def test_a_path_too_long_for_a_socket(tmp_path):
    assert socket_directory(tmp_path / ("long" * 30)) is None


def test_a_killed_server_is_followed_at_once(cluster):
    """Its last processes still hold its memory then."""
    with running_server(cluster.home.parent, FAST_AND_LOSSY) as server:
        os.kill(server.pid, signal.SIGKILL)
        server.revive()
        with psycopg.connect(server.admin_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
