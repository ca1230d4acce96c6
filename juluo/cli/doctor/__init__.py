"""`juluo doctor`: what is wrong, in words, and what to do. It works where little else does."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from juluo.cli.doctor.database import examine_database
from juluo.cli.doctor.finding import Finding, error, warning
from juluo.cli.doctor.migrations import examine_migrations
from juluo.cli.doctor.surroundings import examine_surroundings
from juluo.cli.installation import database_at_hand, set_up_django
from juluo.cli.trouble import Trouble, in_one_line

__all__ = ["Finding", "examine"]


def examine(data: Path) -> Iterator[Finding]:
    """Starts the embedded database for a moment if it rests; never creates one."""
    yield from examine_surroundings(data)
    if not (os.environ.get("DATABASE_URL") or (data / "postgres" / "data").exists()):
        yield warning(
            "database", "There is none yet: `juluo serve --migrate` creates one, or set DATABASE_URL to yours."
        )
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(database_at_hand())
        except Trouble as trouble:
            yield error("database", str(trouble))
            return
        findings = list(examine_database(os.environ["DATABASE_URL"]))
        yield from findings
        if not any(each.subject in {"database", "migrations"} and each.level == "error" for each in findings):
            yield _migrations()


def _migrations() -> Finding:
    try:
        set_up_django()
        return examine_migrations()
    except (ImproperlyConfigured, ImportError, SystemExit) as reason:
        return error("settings", f"Django cannot be set up ({reason}): correct the environment variable it names.")
    except DatabaseError as reason:
        return error("migrations", f"They cannot be counted ({in_one_line(reason)}): correct DATABASE_URL.")
