"""The database and its three logins: `owner` migrates, `app` runs pages and tasks, `backup` reads everything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import LiteralString
from urllib.parse import quote

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from juluo.cli.postgres.cluster import new_password
from juluo.cli.trouble import Trouble, in_one_line

RUNTIME_GROUP = "juluo_runtime"
EXTENSIONS = ("pg_trgm", "btree_gin")
OLDEST = 15


@dataclass(frozen=True)
class Plan:
    """`passwords` by kind of login (owner, app, backup); one that is not given is drawn, or left as it is."""

    name: str = "juluo"
    prefix: str = "juluo"
    passwords: Mapping[str, str] = field(default_factory=dict)

    def login(self, kind: str) -> str:
        return f"{self.prefix}_{kind}"

    @property
    def logins(self) -> dict[str, str]:
        return {kind: self.login(kind) for kind in ("owner", "app", "backup")}


@dataclass(frozen=True)
class Created:
    """URLs by the environment variable that wants them. A password that was not ours to change is left out."""

    runtime: str
    owner: str
    backup: str

    def as_environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.runtime, "JULUO_OWNER_URL": self.owner, "JULUO_BACKUP_URL": self.backup}


def create(admin_url: str, plan: Plan) -> Created:
    """Make what is missing; running it again changes nothing."""
    try:
        with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as admin:
            _check_version(admin)
            admin.execute("SELECT pg_advisory_lock(hashtext('juluo database create'))")  # until we disconnect
            passwords = create_logins(admin, plan)
            create_database(admin, plan)
            with psycopg.connect(admin_url, dbname=plan.name, autocommit=True) as inside:
                set_rights(inside, plan)
    except psycopg.OperationalError as error:
        raise Trouble(
            f"The database server does not answer: {in_one_line(error)} Check the administrator's URL."
        ) from None
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            f"The administrator's login may not do this ({in_one_line(error)}): use a superuser, or a login with "
            "CREATEROLE, CREATEDB and BYPASSRLS."
        ) from None
    return _urls(admin_url, plan, passwords)


def _check_version(admin: Connection) -> None:
    major = admin.info.server_version // 10000
    if major < OLDEST:
        raise Trouble(f"This server is PostgreSQL {major} and Juluo needs {OLDEST} or later: upgrade it first.")


def create_logins(admin: Connection, plan: Plan) -> dict[str, str]:
    """Returns the passwords that are known now."""
    if not _role_exists(admin, RUNTIME_GROUP):
        _run(admin, "CREATE ROLE {} NOLOGIN", RUNTIME_GROUP)
    passwords = {}
    for kind, login in plan.logins.items():
        if password := plan.passwords.get(kind) or ("" if _role_exists(admin, login) else new_password()):
            passwords[kind] = password
        _create_login(admin, login, password, bypasses=kind == "backup")
    _run(admin, "GRANT {} TO {}", RUNTIME_GROUP, plan.login("app"))
    _run(admin, "ALTER ROLE {} SET idle_in_transaction_session_timeout = '60s'", plan.login("app"))
    _run(admin, "ALTER ROLE {} SET default_transaction_read_only = on", plan.login("backup"))
    return passwords


def _create_login(admin: Connection, login: str, password: str, *, bypasses: bool) -> None:
    if not _role_exists(admin, login):
        _run(admin, "CREATE ROLE {} LOGIN", login)
    if bypasses and not _bypasses(admin, login):
        _run(admin, "ALTER ROLE {} BYPASSRLS", login)
    if password:
        admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(password)))


def create_database(admin: Connection, plan: Plan) -> None:
    if _is_superuser(admin) is False:
        _run(admin, "GRANT {} TO CURRENT_USER", plan.login("owner"))
    if not _exists(admin, "SELECT FROM pg_database WHERE datname = %s", plan.name):
        _run(
            admin,
            "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'" + _letters(admin),
            plan.name,
            plan.login("owner"),
        )
    set_database_rights(admin, plan)


def set_database_rights(admin: Connection, plan: Plan) -> None:
    """A copy of a database does not inherit these from its template."""
    _run(admin, "REVOKE ALL ON DATABASE {} FROM PUBLIC", plan.name)
    for login in plan.logins.values():
        _run(admin, "GRANT CONNECT ON DATABASE {} TO {}", plan.name, login)


def _letters(admin: Connection) -> LiteralString:
    """A server set up with lc_ctype=C sees no letters in Chinese; C.UTF-8 exists on every Linux."""
    row = admin.execute("SELECT datctype FROM pg_database WHERE datname = 'template0'").fetchone()
    return " LOCALE 'C.UTF-8'" if row and row[0] in {"C", "POSIX"} and not _has_builtin_provider(admin) else ""


def _has_builtin_provider(admin: Connection) -> bool:
    row = admin.execute("SELECT datlocprovider FROM pg_database WHERE datname = 'template0'").fetchone()
    return bool(row and row[0] in {"b", b"b"})


def set_rights(inside: Connection, plan: Plan) -> None:
    owner, backup = plan.login("owner"), plan.login("backup")
    for extension in EXTENSIONS:
        if _exists(inside, "SELECT FROM pg_available_extensions WHERE name = %s", extension):
            inside.execute("SET client_min_messages = warning")
            _run(inside, "CREATE EXTENSION IF NOT EXISTS {}", extension)
    _run(inside, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    _run(inside, "GRANT USAGE, CREATE ON SCHEMA public TO {}", owner)
    _run(inside, "GRANT USAGE ON SCHEMA public TO {}, {}", RUNTIME_GROUP, backup)
    ours = "ALTER DEFAULT PRIVILEGES FOR ROLE {} "
    _run(inside, ours + "REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", owner)
    here = ours + "IN SCHEMA public GRANT "
    _run(inside, here + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}", owner, RUNTIME_GROUP)
    _run(inside, here + "USAGE, SELECT ON SEQUENCES TO {}", owner, RUNTIME_GROUP)
    _run(inside, here + "EXECUTE ON FUNCTIONS TO {}", owner, RUNTIME_GROUP)
    _run(inside, here + "SELECT ON TABLES TO {}", owner, backup)
    _run(inside, here + "SELECT ON SEQUENCES TO {}", owner, backup)


def _role_exists(admin: Connection, role: str) -> bool:
    return _exists(admin, "SELECT FROM pg_roles WHERE rolname = %s", role)


def _exists(connection: Connection, question: LiteralString, name: str) -> bool:
    return connection.execute(question, [name]).fetchone() is not None


def _bypasses(admin: Connection, login: str) -> bool:
    row = admin.execute("SELECT rolbypassrls FROM pg_roles WHERE rolname = %s", [login]).fetchone()
    return bool(row and row[0])


def _is_superuser(admin: Connection) -> bool:
    row = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _run(connection: Connection, statement: LiteralString, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _urls(admin_url: str, plan: Plan, passwords: Mapping[str, str]) -> Created:
    where = conninfo_to_dict(admin_url)
    host, port = str(where.get("host") or "localhost"), where.get("port") or 5432
    place = f"@{quote(host, safe='')}:{port}/{quote(plan.name)}"
    shown = {
        kind: f"postgresql://{quote(login)}{':' + quote(passwords[kind], safe='') if kind in passwords else ''}{place}"
        for kind, login in plan.logins.items()
    }
    return Created(runtime=shown["app"], owner=shown["owner"], backup=shown["backup"])
