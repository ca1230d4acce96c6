"""One fast PostgreSQL for all tests of this checkout: shared by xdist workers and by runs that overlap.

Speed is bought with safety (no fsync), so a cluster that does not start is thrown away and made anew.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from juluo.cli.database import Plan, set_database_rights
from juluo.cli.postgres import FAST_AND_LOSSY, Server, running_server
from juluo.cli.postgres.places import cache_directory
from juluo.cli.postgres.processes import is_alive
from juluo.cli.trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]
SETTINGS = FAST_AND_LOSSY | {
    "shared_buffers": "128MB",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "autovacuum_naptime": "10s",
}
TEMPORARY = "juluo_test"


def cluster_directory() -> Path:
    """JULUO_TEST_DATA, else a directory of this checkout in the cache."""
    if chosen := os.environ.get("JULUO_TEST_DATA"):
        return Path(chosen)
    return cache_directory() / "tests" / hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]


@contextmanager
def test_cluster() -> Iterator[Server]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server(cluster_directory(), SETTINGS))
        except Trouble:
            shutil.rmtree(cluster_directory() / "postgres" / "data", ignore_errors=True)
            server = stack.enter_context(running_server(cluster_directory(), SETTINGS))
        yield server


@contextmanager
def database_from(server: Server, template: str) -> Iterator[str]:
    """A copy of `template` that lives as long as the block. Its name carries our process, so leftovers can be told."""
    name = f"{TEMPORARY}_{os.getpid()}"
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        drop_leftovers(admin)
        create_database_from(admin, template, name)
    try:
        yield name
    finally:
        with psycopg.connect(server.admin_url, autocommit=True) as admin:
            drop(admin, name)


def create_database_from(admin: psycopg.Connection, template: str, name: str) -> None:
    plan = Plan(name)
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY OWNER {}")
    drop(admin, name)
    admin.execute(copy.format(*map(sql.Identifier, (name, template, plan.login("owner")))))
    set_database_rights(admin, plan)


def drop(admin: psycopg.Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_leftovers(admin: psycopg.Connection) -> None:
    for name in names_like(admin, f"{TEMPORARY}_%"):
        pid = name.removeprefix(f"{TEMPORARY}_")
        if pid.isdigit() and not is_alive(int(pid)):
            drop(admin, name)


def names_like(admin: psycopg.Connection, pattern: str) -> list[str]:
    rows = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [pattern])
    return [row[0] for row in rows]
