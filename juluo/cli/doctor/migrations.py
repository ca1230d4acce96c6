from juluo.cli.doctor.finding import Finding, error, fine
from juluo.cli.migrated import pending_migrations
from juluo.cli.numbers import amount


def examine_migrations() -> Finding:
    if pending := pending_migrations():
        return error(
            "migrations",
            f"{amount(pending, 'migration has', 'migrations have')} not run: "
            "run `juluo migrate`, or `juluo serve --migrate`.",
        )
    return fine("migrations", "All migrations have run.")
