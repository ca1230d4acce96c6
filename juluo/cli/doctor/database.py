"""The database, asked directly: as the runtime login, without Django."""

import datetime as dt
import os
from collections.abc import Iterator

import psycopg
from psycopg import Connection

from juluo.cli.database import OLDEST
from juluo.cli.doctor.finding import Finding, error, fine, warning
from juluo.cli.logins import excess_of
from juluo.cli.numbers import amount
from juluo.cli.trouble import in_one_line

NOTICEABLE = 2.0
HARMFUL = 60.0
SILENCE = dt.timedelta(minutes=2)
WORKERS = "SELECT count(*), max(last_heartbeat), clock_timestamp() FROM procrastinate_workers"
STALLED = """
SELECT count(*) FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < clock_timestamp() - %s)
"""


def examine_database(url: str) -> Iterator[Finding]:
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            yield _version(connection)
            yield _login(url)
            yield _owner()
            yield _clock(connection)
            yield from _tasks(connection)
    except psycopg.OperationalError as reason:
        yield error("database", f"It does not answer ({in_one_line(reason)}): start it, or correct DATABASE_URL.")


def _version(connection: Connection) -> Finding:
    version = connection.info.parameter_status("server_version") or ""
    if connection.info.server_version < OLDEST * 10000:
        return error("database", f"PostgreSQL {version} is too old: Juluo needs 15 or later.")
    return fine("database", f"PostgreSQL {version} answers.")


def _login(url: str) -> Finding:
    if excess := excess_of(url):
        words = " and ".join(excess)
        return error(
            "login", f"The login of DATABASE_URL {words}: use the runtime login that `juluo database create` makes."
        )
    return fine("login", "The runtime login is bound by row-level security.")


def _owner() -> Finding:
    if os.environ.get("JULUO_OWNER_URL"):
        return fine("owner", "JULUO_OWNER_URL is set, so `juluo migrate` can run.")
    return warning("owner", "JULUO_OWNER_URL is not set here, so `juluo migrate` cannot run: set it for upgrades.")


def _clock(connection: Connection) -> Finding:
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    there = row[0] if row else dt.datetime.now(dt.UTC)
    apart = abs((there - dt.datetime.now(dt.UTC)).total_seconds())
    told = f"This machine's clock and the database's are {apart:.1f} s apart"
    if apart > HARMFUL:
        return error("time", f"{told}: sessions and codes will fail. Turn on time synchronisation on both.")
    if apart > NOTICEABLE:
        return warning("time", f"{told}: turn on time synchronisation.")
    return fine("time", f"{told}.")


def _tasks(connection: Connection) -> Iterator[Finding]:
    try:
        workers, last, now = connection.execute(WORKERS).fetchone() or (0, None, None)
        stalled = (connection.execute(STALLED, [SILENCE]).fetchone() or (0,))[0]
    except psycopg.errors.UndefinedTable:
        yield error("migrations", "The database is empty: run `juluo migrate`, or `juluo serve --migrate`.")
        return
    if not workers or last is None:
        yield warning("worker", "No worker runs, so tasks wait: start `juluo serve` or `juluo worker`.")
    elif now - last > SILENCE:
        yield error(
            "worker", f"The worker has been silent since {last:%Y-%m-%d %H:%M:%S} UTC: look at its log and restart it."
        )
    else:
        yield fine("worker", "A worker runs.")
    if stalled:
        yield warning(
            "tasks",
            f"{amount(stalled, 'task waits', 'tasks wait')} for a worker that is gone: "
            "a running one takes up what waits.",
        )
