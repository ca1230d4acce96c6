"""Fixtures of every test. The machinery is in `juluo.testing`; importing it here makes it replace pytest-django's."""

from juluo.testing.cast import client_of, hao, lin, mei, nothing_remembered, other_space, space, wu
from juluo.testing.fixtures import _django_db_helper, database_server, django_db_setup, wiper

__all__ = [
    "_django_db_helper",
    "client_of",
    "database_server",
    "django_db_setup",
    "hao",
    "lin",
    "mei",
    "nothing_remembered",
    "other_space",
    "space",
    "wiper",
    "wu",
]
