"""Emptying a test's database: rows only, and none that migrations put there."""

import psycopg

# Replica mode silences triggers, ours included, that forbid deleting; only a superuser may switch it on.
WIPE = """
DO $$
DECLARE
    each regclass;
    filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    SET LOCAL lock_timeout = '10s';
    FOR each IN
        SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT IN
            ('django_migrations', 'django_content_type', 'auth_permission', 'django_site', 'core_testclock')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', each) INTO filled;
        IF filled THEN
            EXECUTE format('DELETE FROM ONLY %s', each);
        END IF;
    END LOOP;
    UPDATE core_testclock SET ahead = '0' WHERE ahead <> '0';
END $$
"""


def wipe(admin: psycopg.Connection) -> None:
    """`admin` is a superuser's autocommit connection to the test database."""
    try:
        admin.execute(WIPE)
    except psycopg.errors.LockNotAvailable:
        message = (
            "This test left a transaction open, so its rows cannot be removed: end threads and connections in the test."
        )
        raise AssertionError(message) from None
