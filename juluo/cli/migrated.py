"""Commands work on a database of this version's form, and say so when they meet another."""

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from juluo.cli.trouble import Trouble, in_one_line


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_migrated() -> None:
    try:
        pending = pending_migrations()
    except OperationalError as error:
        raise Trouble(f"The database does not answer ({in_one_line(error)}): check DATABASE_URL.") from None
    if pending:
        raise Trouble(f"The database lacks {pending} migrations of this version: run `juluo migrate` first.")
