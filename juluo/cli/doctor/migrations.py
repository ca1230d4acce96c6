from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from juluo.cli.doctor.finding import Finding, error, fine


def examine_migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return error(
            "migrations", f"{len(pending)} migrations have not run: run `juluo migrate`, or `juluo serve --migrate`."
        )
    return fine("migrations", "All migrations have run.")
