"""What must be true of every table, asked of the live database. Each question returns sentences; none means sound."""

from collections.abc import Mapping
from typing import Any, LiteralString

import psycopg
from psycopg import sql

INSTALLATION_WIDE = {
    "core_space": "the spaces themselves",
    "core_user": "one login a person, for every space of the installation",
    "core_sharedvalue": "tries and used codes of logins, for all processes",
    "core_testclock": "one clock for the installation",
    "account_emailaddress": "belongs to a login (allauth)",
    "account_emailconfirmation": "belongs to a login (allauth)",
    "mfa_authenticator": "belongs to a login (allauth)",
    "usersessions_usersession": "belongs to a login (allauth)",
    "core_phone": "belongs to a login",
    "core_closing": "belongs to a login",
    "auth_group": "Django's, unused: roles are data of a space",
    "auth_group_permissions": "Django's, unused: roles are data of a space",
    "auth_permission": "Django's, unused: roles are data of a space",
    "django_content_type": "Django's list of models",
    "django_migrations": "which migrations have run",
    "django_session": "belongs to a login; holds no rows of a space",
    "procrastinate_events": "the queue; a job carries its space in its arguments",
    "procrastinate_jobs": "the queue; a job carries its space in its arguments",
    "procrastinate_periodic_defers": "the queue",
    "procrastinate_workers": "the queue",
    "reach_phonecode": "belongs to a login; counts what is sent to one phone from all spaces",
}
"""Tables that belong to no space, each with its reason. Any other table belongs to one."""

SECURITY_DEFINERS: Mapping[str, str] = {
    "juluo_search_find": "reads the index of search in the acting space, by GIN, which a policy would forbid",
    "juluo_search_replace": "writes the index of search in the acting space",
    "juluo_search_held": "lists what the index of search holds of the acting space",
    "juluo_search_holds": "tells whether the index of search holds anything of the acting space",
}
"""Functions that run with their owner's rights, each with its reason."""

BEHIND_FUNCTIONS = {"core_searchdocument": "under a forced policy the owner's functions could not use the GIN index"}
"""Tables that the runtime login cannot touch at all, each with the reason why their policy does not bind the owner."""

LOCKED_WHILE_READ = {"sharing_attribution": "its lines are settled under its lock, which needs the grant"}
"""Append-only tables that only the trigger keeps, each with its reason."""

_TABLES = """
    SELECT c.relname, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'space_id'
                              AND NOT a.attisdropped)
    FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1"""
_OF_A_SPACE = """
    (SELECT c.* FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'space_id'
     WHERE NOT a.attisdropped AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace)"""
_FIRST_IS_SPACE = (
    "(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0]) = 'space_id'"
)

QUESTIONS: dict[str, LiteralString] = {
    "has no row-level security that is enabled and forced": """
        SELECT relname FROM {of_a_space} t
        WHERE NOT (relrowsecurity AND (relforcerowsecurity OR relname = ANY(%(behind)s)))""",
    "is kept behind functions, yet the runtime login may touch it": """
        SELECT relname FROM {of_a_space} t WHERE relname = ANY(%(behind)s) AND (
            has_table_privilege('juluo_app', oid, 'SELECT, INSERT, UPDATE, DELETE')
            OR has_any_column_privilege('juluo_app', oid, 'SELECT, INSERT, UPDATE'))""",
    "is a function with its owner's rights that looks for names where others may put them": """
        SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
        AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY(proconfig), false)""",
    "has not exactly the one policy of the acting space, for all commands": """
        SELECT relname FROM {of_a_space} t WHERE (
            SELECT array_agg((p.cmd, p.permissive, p.qual, p.with_check)::text) FROM pg_policies p
            WHERE p.schemaname = 'public' AND p.tablename = t.relname)
        IS DISTINCT FROM ARRAY[('ALL', 'PERMISSIVE', '(space_id = '
            '(NULLIF(current_setting(''juluo.space''::text, true), ''''::text))::uuid)', NULL::text)::text]""",
    "allows rows of no space": """
        SELECT relname FROM {of_a_space} t
        WHERE NOT (SELECT attnotnull FROM pg_attribute WHERE attrelid = t.oid AND attname = 'space_id')""",
    "names spaces that need not exist": """
        SELECT relname FROM {of_a_space} t WHERE NOT EXISTS (
            SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'f'
            AND k.confrelid = 'core_space'::regclass)""",
    "has a key that is not (space_id, id)": """
        SELECT relname FROM {of_a_space} t WHERE (
            SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_index i,
                unnest(i.indkey) WITH ORDINALITY AS k(column_number, place)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.column_number
            WHERE i.indrelid = t.oid AND i.indisprimary AND a.attrelid = i.indrelid)
        IS DISTINCT FROM ARRAY['space_id', 'id']""",
    "has a unique index that does not begin with the space": """
        SELECT t.relname || '.' || i.indexrelid::regclass FROM {of_a_space} t JOIN pg_index i ON i.indrelid = t.oid
        WHERE i.indisunique AND NOT coalesce({first_is_space}, false)""",
    "refers to rows of a space without the space": """
        SELECT k.conrelid::regclass || '.' || k.conname FROM pg_constraint k JOIN {of_a_space} t ON t.oid = k.confrelid
        WHERE k.contype = 'f' AND (cardinality(k.conkey) < 2
            OR (SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[1]) <> 'space_id'
            OR (SELECT attname FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = k.confkey[1])
                <> 'space_id')""",
    "is append-only, yet the runtime login may change it": """
        SELECT t.tgrelid::regclass::text FROM pg_trigger t WHERE t.tgname = 'append_only'
        AND t.tgrelid::regclass::text <> ALL(%(locked)s) AND (
            has_table_privilege('juluo_app', t.tgrelid, 'UPDATE, DELETE, TRUNCATE')
            OR has_any_column_privilege('juluo_app', t.tgrelid, 'UPDATE'))""",
    "may be emptied, given triggers or referred to by the runtime login": """
        SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND has_table_privilege('juluo_app', oid, 'TRUNCATE, TRIGGER, REFERENCES')""",
    "is owned by the runtime login": """
        SELECT relname FROM pg_class WHERE relowner IN ('juluo_app'::regrole, 'juluo_runtime'::regrole)""",
    "is a function with its owner's rights that nobody has listed": """
        SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
        AND proname <> ALL(%(definers)s)""",
    "is a view that does not ask as its reader": """
        SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
        AND NOT coalesce('security_invoker=true' = ANY(reloptions), false)""",
    "is a right that the runtime login should not have": """
        SELECT what FROM (VALUES
            ('superuser', (SELECT rolsuper FROM pg_roles WHERE rolname = 'juluo_app')),
            ('bypassing row-level security', (SELECT rolbypassrls FROM pg_roles WHERE rolname = 'juluo_app')),
            ('making roles', (SELECT rolcreaterole FROM pg_roles WHERE rolname = 'juluo_app')),
            ('making databases', (SELECT rolcreatedb FROM pg_roles WHERE rolname = 'juluo_app')),
            ('replicating', (SELECT rolreplication FROM pg_roles WHERE rolname = 'juluo_app')),
            ('making tables', has_schema_privilege('juluo_app', 'public', 'CREATE')),
            ('making schemas', has_database_privilege('juluo_app', current_database(), 'CREATE')),
            ('temporary tables', has_database_privilege('juluo_app', current_database(), 'TEMP')),
            ('being the owner', pg_has_role('juluo_app', 'juluo_owner', 'MEMBER')),
            ('being the backup', pg_has_role('juluo_app', 'juluo_backup', 'MEMBER')),
            ('reading files', pg_has_role('juluo_app', 'pg_read_server_files', 'MEMBER')),
            ('running programs', pg_has_role('juluo_app', 'pg_execute_server_program', 'MEMBER'))
        ) AS rights(what, held) WHERE held""",
}


def faults(admin: psycopg.Connection[Any]) -> set[str]:
    """Ask every question as a superuser; each fault is a sentence like "mall_order allows rows of no space"."""
    found = set()
    for table, of_a_space in admin.execute(_TABLES):
        if not of_a_space and table not in INSTALLATION_WIDE:
            found.add(f"{table} belongs to no space and is not listed as installation-wide")
        if of_a_space and table in INSTALLATION_WIDE:
            found.add(f"{table} is listed as installation-wide, yet belongs to a space")
    for sentence, question in QUESTIONS.items():
        asked = sql.SQL(question).format(of_a_space=sql.SQL(_OF_A_SPACE), first_is_space=sql.SQL(_FIRST_IS_SPACE))
        listed = {
            "definers": list(SECURITY_DEFINERS), "locked": list(LOCKED_WHILE_READ), "behind": list(BEHIND_FUNCTIONS)
        }  # fmt: skip
        rows = admin.execute(asked, listed)
        found |= {f"{row[0]} {sentence}" for row in rows}
    return found
