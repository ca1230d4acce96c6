"""Health: alive says the process answers; ready says it can serve (database there, migrations run)."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from juluo.core.http import open_when_closed


@open_when_closed
def alive(request: HttpRequest) -> JsonResponse:
    del request
    return JsonResponse({"alive": True})


@open_when_closed
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and no migration is pending, else 503 with the reason."""
    del request
    try:
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return JsonResponse({"ready": False, "database": str(error).strip()}, status=503)
    return JsonResponse({"ready": not pending, "pending_migrations": pending}, status=503 if pending else 200)
