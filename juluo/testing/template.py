"""A migrated database to copy from, made by the real `juluo migrate` and kept until a migration changes."""

import hashlib
import importlib.metadata
import os
import subprocess
import sys

import psycopg
from psycopg import sql

from juluo.cli.installation import provide
from juluo.cli.postgres import Server
from juluo.cli.postgres.locks import only_one
from juluo.testing.cluster import CHECKOUT, drop, names_like

PREFIX = "juluo_template_"
KEPT = 4
PACKAGES = ("django", "django-allauth", "procrastinate")
SOURCES = ("migrations/*.py", "postgres/*.py", "migration_operations.py", "cli/database.py", "*.sql")


def template(server: Server) -> str:
    name = PREFIX + fingerprint()
    lock = server.cluster.home / "template.lock"
    busy = "Another test run has been migrating the template for five minutes: end it."
    with only_one(lock, 300, busy), psycopg.connect(server.admin_url, autocommit=True) as admin:
        if name not in names_like(admin, f"{PREFIX}%"):
            _make(server, admin, name)
    return name


def fingerprint() -> str:
    """Of everything that decides what the migrated database looks like."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(importlib.metadata.version(package).encode())
    for source in sorted({path for pattern in SOURCES for path in (CHECKOUT / "juluo").rglob(pattern)}):
        digest.update(str(source.relative_to(CHECKOUT)).encode() + source.read_bytes())
    return digest.hexdigest()[:12]


def _make(server: Server, admin: psycopg.Connection, name: str) -> None:
    for old in names_like(admin, f"{PREFIX}%")[: 1 - KEPT]:
        drop(admin, old)
    unfinished = "juluo_unfinished"
    drop(admin, unfinished)
    _migrate(provide(server, unfinished).as_environment())
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name))
    admin.execute(rename)


def _migrate(urls: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "juluo", "migrate"],
        cwd=CHECKOUT,
        env=os.environ | urls,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"The test database could not be migrated:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        raise RuntimeError(message)
