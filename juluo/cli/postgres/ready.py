import time
from collections.abc import Callable

import psycopg

from juluo.cli.trouble import Trouble


def wait_until_ready(url: str, is_alive: Callable[[], bool], patience: float) -> bool:
    """False when the server died instead. Crash recovery may take its time, so patience counts only silence."""
    deadline = time.monotonic() + patience
    while is_alive():
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError as refused:
            if "starting up" in str(refused):
                deadline = time.monotonic() + patience
            elif "password authentication failed" in str(refused):
                raise Trouble(
                    "The running database does not know our password: another PostgreSQL answers on its port, or "
                    "secrets.json was replaced."
                ) from None
            elif time.monotonic() > deadline:
                raise Trouble(f"PostgreSQL runs but does not answer: {refused}") from None
            time.sleep(0.03)
        else:
            return True
    return False


def check_letters(admin_url: str) -> None:
    """pg_trgm finds no letters in Chinese when lc_ctype is C, and then searching finds nothing, silently."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SET client_min_messages = error")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        row = connection.execute("SELECT cardinality(show_trgm('社群'))").fetchone()
    if not row or not row[0]:
        raise Trouble(
            "This database sees no letters in Chinese text: create it anew with lc_ctype=C.UTF-8, or search will "
            "find nothing."
        )
