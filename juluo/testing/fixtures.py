"""Tests meet the real thing: PostgreSQL, the runtime login, and commits. Rows are wiped after each test.

conftest.py imports these names: a fixture of a plugin would not replace pytest-django's own.
"""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from juluo.cli.installation import provide
from juluo.cli.postgres import Server
from juluo.settings.environment import database
from juluo.testing.cluster import database_from, test_cluster
from juluo.testing.template import template
from juluo.testing.wipe import wipe

__all__ = ["_django_db_helper", "database_server", "django_db_setup", "wiper"]


@pytest.fixture(scope="session")
def database_server() -> Iterator[Server]:
    with test_cluster() as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(database_server: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of this worker's own. The environment names it too, for the processes that tests start."""
    with database_from(database_server, template(database_server)) as name:
        urls = provide(database_server, name).as_environment()
        with pytest.MonkeyPatch.context() as patch:
            for variable, url in urls.items():
                patch.setenv(variable, url)
            point_django_at(os.environ["DATABASE_URL"])
            yield name
            with django_db_blocker.unblock():
                connections.close_all()


@pytest.fixture(scope="session")
def wiper(database_server: Server, django_db_setup: str) -> Iterator[psycopg.Connection]:
    url = database_server.url_for(django_db_setup, "juluo_admin")
    with psycopg.connect(url, autocommit=True) as admin:
        yield admin


@pytest.fixture
def _django_db_helper(wiper: psycopg.Connection, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What `db`, `transactional_db` and the mark stand on: no transaction around the test."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        wipe(wiper)


def point_django_at(url: str) -> None:
    wanted = database(url)
    for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connections["default"].settings_dict[name] = wanted[name]
