from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, ReadOnlySqlTransaction

from juluo.cli.database import Plan, create
from juluo.cli.logins import excess_of
from juluo.cli.trouble import Trouble


def run(url, *statements):
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


@pytest.fixture
def table(created):
    """Two rows under a policy that shows none of them."""
    run(
        created.owner,
        "CREATE TABLE tea (id int PRIMARY KEY, space int)",
        "ALTER TABLE tea ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE tea FORCE ROW LEVEL SECURITY",
        "CREATE POLICY own ON tea USING (space = 0) WITH CHECK (true)",
    )
    run(created.runtime, "INSERT INTO tea VALUES (1, 1), (2, 2)")
    yield
    run(created.owner, "DROP TABLE tea")


def test_creating_twice_changes_no_password(database_server, created, plan):
    again = create(database_server.admin_url, plan)
    assert again.runtime == created.runtime.replace(f":{urlsplit(created.runtime).password}@", "@")
    assert run(created.runtime, "SELECT current_user") == [(plan.login("app"),)]


def test_a_given_password_is_set(database_server, created, plan):
    changed = create(database_server.admin_url, Plan(plan.name, plan.prefix, {"backup": "new/secret@"}))
    assert run(changed.backup, "SELECT 1") == [(1,)]
    create(database_server.admin_url, Plan(plan.name, plan.prefix, {"backup": urlsplit(created.backup).password}))
    assert run(created.backup, "SELECT 1") == [(1,)]


def test_the_runtime_login_writes_rows_of_tables_made_later(created, table):
    run(created.runtime, "UPDATE tea SET space = 3", "DELETE FROM tea")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "TRUNCATE tea",
        "DROP TABLE tea",
        "ALTER TABLE tea DISABLE ROW LEVEL SECURITY",
        "CREATE ROLE friend",
        "SET session_replication_role = replica",
    ],
)
def test_the_runtime_login_may_not(created, table, statement):
    with pytest.raises(InsufficientPrivilege):
        run(created.runtime, statement)


def test_the_runtime_login_cannot_leave_row_level_security(created, table):
    with pytest.raises(InsufficientPrivilege, match="would be affected by row-level security"):
        run(created.runtime, "SET row_security = off", "SELECT * FROM tea")
    assert run(created.runtime, "SELECT * FROM tea") == []


def test_row_level_security_binds_the_owner_too(created, table):
    assert run(created.owner, "SELECT * FROM tea") == []


def test_the_backup_login_reads_everything_and_writes_nothing(created, table):
    assert run(created.backup, "SELECT id FROM tea ORDER BY id") == [(1,), (2,)]
    with pytest.raises(ReadOnlySqlTransaction):
        run(created.backup, "DELETE FROM tea")
    with pytest.raises(InsufficientPrivilege):
        run(created.backup, "SET default_transaction_read_only = off", "DELETE FROM tea")


def test_nobody_else_may_connect(database_server, created, plan):
    stranger = f"{plan.prefix}_stranger"
    with psycopg.connect(database_server.admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {stranger} LOGIN PASSWORD 'x'")
        try:
            url = f"postgresql://{stranger}:x@127.0.0.1:{database_server.port}/{plan.name}"
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                run(url, "SELECT 1")
        finally:
            admin.execute(f"DROP ROLE {stranger}")


def test_chinese_words_are_found(created):
    assert run(created.runtime, "SELECT cardinality(show_trgm('社群')) > 0") == [(True,)]


def test_only_the_runtime_login_is_fit_to_serve(created, database_server):
    assert excess_of(created.runtime) == []
    assert excess_of(created.owner) == ["owns the database", "may create tables"]
    assert excess_of(created.backup) == ["bypasses row-level security"]
    assert "is a superuser" in excess_of(database_server.admin_url)


def test_an_administrator_need_not_be_a_superuser(database_server, plan):
    other = Plan(f"{plan.name}_less", f"{plan.prefix}_less")
    admin_login = f"{plan.prefix}_admin"
    url = f"postgresql://{admin_login}:x@127.0.0.1:{database_server.port}/postgres"
    run(database_server.admin_url, f"CREATE ROLE {admin_login} LOGIN CREATEROLE CREATEDB BYPASSRLS PASSWORD 'x'")
    run(database_server.admin_url, f"GRANT juluo_runtime TO {admin_login} WITH ADMIN OPTION")
    try:
        made = create(url, other)
        run(made.owner, "CREATE TABLE tea (id int)")
        run(made.runtime, "INSERT INTO tea VALUES (1)")
        assert run(made.backup, "SELECT * FROM tea") == [(1,)]
    finally:
        logins = ", ".join([*other.logins.values(), admin_login])
        run(database_server.admin_url, f"DROP DATABASE IF EXISTS {other.name}", f"DROP ROLE IF EXISTS {logins}")


def test_an_administrator_without_rights_is_told_so(created, plan):
    with pytest.raises(Trouble, match="use a superuser, or a login with CREATEROLE"):
        create(created.runtime, Plan(f"{plan.name}_more", f"{plan.prefix}_more"))


def test_a_server_that_does_not_answer_is_told_so(free_port):
    with pytest.raises(Trouble, match="does not answer"):
        create(f"postgresql://x@127.0.0.1:{free_port}/postgres", Plan())
