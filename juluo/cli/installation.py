"""What a command finds ready: the database's URLs in the environment, and Django set up for the right login."""

import enum
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import django

from juluo.cli import database
from juluo.cli.migrated import check_migrated
from juluo.cli.postgres import Server, running_server
from juluo.cli.postgres.places import data_directory
from juluo.cli.trouble import Trouble


class Needs(enum.Enum):
    NOTHING = 0
    DATABASE = 1
    """The URLs in the environment; the embedded server runs if none was given."""
    RUNTIME = 2
    """DATABASE, brought to this version's form before, and Django set up for the runtime login."""
    OWNER = 3
    """DATABASE, and Django set up for the owner's login."""


@contextmanager
def installation(needs: Needs, *, dry: bool = False) -> Iterator[None]:
    """With `dry` (for --help) Django is set up but no server is started."""
    if needs is Needs.NOTHING:
        yield
        return
    signal.signal(signal.SIGTERM, _leave)
    with _no_database() if dry else database_at_hand():
        if needs is Needs.OWNER and not dry:
            become_owner()
        if needs is not Needs.DATABASE:
            set_up_django()
        if needs is Needs.RUNTIME and not dry:
            check_migrated()
        yield


@contextmanager
def database_at_hand() -> Iterator[Server | None]:
    """DATABASE_URL as given (None), else the embedded server with its URLs in the environment."""
    os.environ["JULUO_DATA"] = str(data_directory())
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    with running_server(data_directory()) as server:
        os.environ.update(provide(server).as_environment())
        yield server


def provide(server: Server, name: str = "juluo") -> database.Created:
    """The database of an embedded server, with the passwords kept beside it."""
    plan = database.Plan(name)
    passwords = {kind: server.password_of(login) for kind, login in plan.logins.items()}
    return database.create(server.admin_url, database.Plan(name, passwords=passwords))


def become_owner() -> None:
    if not os.environ.get("JULUO_OWNER_URL"):
        raise Trouble(
            "Migrations run as the owner's login, and JULUO_OWNER_URL is not set: "
            "set it to the owner's URL that `juluo database create` printed."
        )
    os.environ["JULUO_DATABASE_ROLE"] = "owner"


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
    django.setup()


@contextmanager
def _no_database() -> Iterator[None]:
    yield


def _leave(number: int, _frame: FrameType | None) -> None:
    """Leave through every `finally`: an embedded server of ours is to end with us."""
    sys.exit(128 + number)
