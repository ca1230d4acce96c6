"""Whether a connection still lives is asked of its socket; one whose server is gone is given up."""

import pytest
from django.db import connection

from juluo.core.models import Space


def end_from_outside() -> None:
    """What a restart of the server does to a connection that idles."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    another = connection.get_new_connection(connection.get_connection_params())
    another.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    another.close()


@pytest.fixture
def idle(db):
    connection.ensure_connection()
    yield connection
    connection.close()


def test_an_idle_connection_is_usable_without_asking_the_server(idle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.backends.postgresql.base.DatabaseWrapper.is_usable", pytest.fail)

    assert idle.is_usable()


def test_a_connection_whose_server_is_gone_is_given_up(idle) -> None:
    end_from_outside()

    assert not idle.is_usable()
    idle.close()
    assert Space.objects.count() == 0


def test_a_connection_known_to_be_lost_is_given_up(idle) -> None:
    idle.connection.close()

    assert not idle.is_usable()
