import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone


@pytest.fixture
def leave_a_row(db):
    Session.objects.create(session_key="left", session_data="", expire_date=timezone.now())


def test_a_test_sees_no_rows_of_another_first(db):
    assert not Session.objects.exists()
    Session.objects.create(session_key="left", session_data="", expire_date=timezone.now())


def test_a_test_sees_no_rows_of_another_second(db):
    assert not Session.objects.exists()
    Session.objects.create(session_key="left", session_data="", expire_date=timezone.now())


def test_rows_of_migrations_stay(db):
    assert ContentType.objects.exists()


def test_tests_really_commit(db, wiper, leave_a_row):
    assert not transaction.get_connection().in_atomic_block
    assert wiper.execute("SELECT count(*) FROM django_session").fetchone() == (1,)


@pytest.mark.django_db
def test_the_mark_gives_a_database_too(wiper):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == ("juluo_app", wiper.info.dbname)


def test_tests_run_as_the_login_that_may_not_create_tables(db):
    with pytest.raises(Exception, match="permission denied for schema public"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")
