"""Whether a login is fit to run pages and tasks: the second lock (row-level security) holds only for a plain one."""

import psycopg

QUESTION = """
SELECT role.rolsuper, role.rolbypassrls, role.rolcreaterole,
       pg_has_role(current_user, database.datdba, 'MEMBER') AS owns_database,
       has_schema_privilege(current_user, 'public', 'CREATE') AS creates_tables,
       EXISTS (SELECT FROM pg_class WHERE relowner = role.oid) AS owns_tables
FROM pg_roles AS role, pg_database AS database
WHERE role.rolname = current_user AND database.datname = current_database()
"""
WORDS = (
    "is a superuser",
    "bypasses row-level security",
    "may create roles",
    "owns the database",
    "may create tables",
    "owns tables",
)


def excess_of(url: str) -> list[str]:
    """What this login may do and a runtime login must not, in words; empty when it is safe."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(QUESTION).fetchone() or ()
    return [word for word, holds in zip(WORDS, row, strict=False) if holds]
