import os
import signal
import socket
import tempfile
from pathlib import Path

import psycopg
import pytest

from juluo.cli.database import Plan, create
from juluo.testing.cluster import drop


@pytest.fixture(scope="module")
def reachable():
    """A directory that the server's account can enter; pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(prefix="juluo-") as place:
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def taken_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def signals_kept():
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture(scope="module")
def plan():
    """A database and logins that no other test knows."""
    return Plan(name=f"juluo_test_{os.getpid()}_own", prefix=f"t{os.getpid()}")


@pytest.fixture(scope="module")
def created(database_server, plan):
    yield create(database_server.admin_url, plan)
    with psycopg.connect(database_server.admin_url, autocommit=True) as admin:
        drop(admin, plan.name)
        for login in plan.logins.values():
            admin.execute(f"DROP ROLE {login}")


@pytest.fixture
def no_urls(monkeypatch):
    for variable in ("DATABASE_URL", "JULUO_OWNER_URL", "JULUO_BACKUP_URL", "JULUO_DATABASE_ROLE"):
        monkeypatch.delenv(variable, raising=False)
