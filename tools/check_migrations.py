"""Do the migrations say what the models say? `makemigrations --check`, but without asking a database."""

import os
import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override


def missing() -> list[str]:
    """Describe each change of a model that no migration makes."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph, trim_to_apps=None, convert_apps=None)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("juluo.")}
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        if label in ours
        for migration in migrations
        for operation in migration.operations
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
    django.setup()
    with override(None, deactivate=True):
        found = missing()
    print(*[f"No migration yet for {change}" for change in found], sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
