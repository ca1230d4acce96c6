"""Fixtures of every test. The machinery is in `juluo.testing`; importing it here makes it replace pytest-django's."""

from juluo.testing.browser import (
    browser_context_args,
    browser_type_launch_args,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_terminal_summary,
)
from juluo.testing.cast import client_of, hao, lin, mei, nothing_remembered, other_space, space, wu
from juluo.testing.directories import own_directories
from juluo.testing.fixtures import _django_db_helper, database_server, django_db_setup, wiper

__all__ = [
    "_django_db_helper",
    "browser_context_args",
    "browser_type_launch_args",
    "client_of",
    "database_server",
    "django_db_setup",
    "hao",
    "lin",
    "mei",
    "nothing_remembered",
    "other_space",
    "own_directories",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_terminal_summary",
    "space",
    "wiper",
    "wu",
]
