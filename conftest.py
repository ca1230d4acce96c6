"""Fixtures of every test. The machinery is in `juluo.testing`; importing it here makes it replace pytest-django's."""

from juluo.testing.fixtures import _django_db_helper, database_server, django_db_setup, wiper

__all__ = ["_django_db_helper", "database_server", "django_db_setup", "wiper"]
