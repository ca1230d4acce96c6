"""The live database keeps the house's rules; and each rule is shown to find what breaks it."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection, models

from juluo.core.fields import SpaceForeignKey, SpaceKey
from juluo.core.models import SpaceModel
from juluo.testing.database_rules import INSTALLATION_WIDE, QUESTIONS, faults

POLICY = "CREATE POLICY space_acting ON {0} USING (space_id = NULLIF(current_setting('juluo.space', true), '')::uuid)"
LOCKED = "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
TABLE = (
    "CREATE TABLE {0} (space_id uuid NOT NULL REFERENCES core_space, id uuid NOT NULL, {1} PRIMARY KEY (space_id, id))"
)
SOUND = [TABLE.format("seeded", ""), LOCKED.format("seeded"), POLICY.format("seeded")]


@contextmanager
def planted(admin, *statements):
    """Run statements in a transaction that is thrown away."""
    with admin.transaction(force_rollback=True):
        for statement in statements:
            admin.execute(statement)
        yield


def test_every_table_keeps_every_rule(db, wiper):
    assert faults(wiper) == set()


def test_a_sound_table_is_not_blamed(db, wiper):
    with planted(wiper, *SOUND):
        assert faults(wiper) == set()


LOOSE = TABLE.replace("uuid NOT NULL REFERENCES", "uuid REFERENCES").replace("PRIMARY KEY", "UNIQUE")
SEEDS = {
    "belongs to no space and is not listed as installation-wide": ["CREATE TABLE seeded (id uuid)"],
    "has no row-level security that is enabled and forced": [*SOUND, "ALTER TABLE seeded NO FORCE ROW LEVEL SECURITY"],
    "is kept behind functions, yet the runtime login may touch it": [
        "GRANT SELECT (body) ON core_searchdocument TO juluo_runtime",
    ],
    "is a function with its owner's rights that looks for names where others may put them": [
        "CREATE FUNCTION seeded() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT 1'",
    ],
    "has not exactly the one policy of the acting space, for all commands": [
        *SOUND, "CREATE POLICY backdoor ON seeded USING (true)",
    ],
    "allows rows of no space": [LOOSE.format("seeded", "")],
    "names spaces that need not exist": [SOUND[0].replace("REFERENCES core_space", ""), *SOUND[1:]],
    "has a key that is not (space_id, id)": [
        SOUND[0].replace("PRIMARY KEY (space_id, id)", "PRIMARY KEY (id)"), *SOUND[1:],
    ],
    "has a unique index that does not begin with the space": [*SOUND, "CREATE UNIQUE INDEX loose ON seeded (id)"],
    "refers to rows of a space without the space": [
        *SOUND,
        "ALTER TABLE seeded ADD UNIQUE (id)",
        TABLE.format("pointing", "seeded_id uuid REFERENCES seeded (id),"),
    ],
    "is append-only, yet the runtime login may change it": [
        *SOUND,
        "CREATE TRIGGER append_only BEFORE UPDATE ON seeded FOR EACH ROW EXECUTE FUNCTION juluo_refuse_change()",
        "GRANT UPDATE (id) ON seeded TO juluo_runtime",
    ],
    "may be emptied, given triggers or referred to by the runtime login": [
        *SOUND, "GRANT TRUNCATE ON seeded TO juluo_runtime",
    ],
    "is owned by the runtime login": [*SOUND, "ALTER TABLE seeded OWNER TO juluo_app"],
    "is a function with its owner's rights that nobody has listed": [
        "CREATE FUNCTION seeded() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    ],
    "is a view that does not ask as its reader": ["CREATE VIEW seeded AS SELECT 1 AS one"],
    "is a right that the runtime login should not have": ["ALTER ROLE juluo_app BYPASSRLS"],
}  # fmt: skip


@pytest.mark.parametrize("sentence", SEEDS)
def test_what_breaks_a_rule_is_found(db, wiper, sentence):
    with planted(wiper, *SEEDS[sentence]):
        assert any(fault.endswith(sentence) for fault in faults(wiper))


def test_every_rule_has_its_seed():
    assert set(QUESTIONS) < set(SEEDS)


def test_every_installation_wide_table_still_exists(db, wiper):
    tables = {row[0] for row in wiper.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert set(INSTALLATION_WIDE) <= tables


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("juluo.")]


def test_every_model_is_a_space_model_or_listed():
    assert {model._meta.db_table for model in ours() if not issubclass(model, SpaceModel)} <= set(INSTALLATION_WIDE)


def references():
    return [
        (model, field)
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and not isinstance(field, SpaceKey)
    ]


def test_every_reference_to_a_row_of_a_space_is_a_space_reference():
    loose = [
        f"{model.__name__}.{field.name}"
        for model, field in references()
        if issubclass(field.related_model, SpaceModel) and not isinstance(field, SpaceForeignKey)
    ]
    assert loose == []


def test_every_space_reference_is_kept_by_the_database(db, wiper):
    kept = set(
        wiper.execute(
            "SELECT conrelid::regclass::text, (SELECT attname::text FROM pg_attribute"
            " WHERE attrelid = conrelid AND attnum = conkey[2]) FROM pg_constraint WHERE contype = 'f'"
        )
    )
    asked = {
        (model._meta.db_table, field.column) for model, field in references() if isinstance(field, SpaceForeignKey)
    }
    assert asked - kept == set()


def test_no_model_hides_a_table_without_a_space_behind_many_to_many():
    assert [f"{model.__name__}.{field.name}" for model in ours() for field in model._meta.local_many_to_many] == []


@pytest.mark.parametrize("table", ["core_fact", "core_receipt", "ledger_transfer", "ledger_entry"])
def test_what_happened_is_append_only(db, wiper, table):
    triggers = wiper.execute("SELECT tgname::text FROM pg_trigger WHERE tgrelid = %s::regclass", [table])
    assert ("append_only",) in triggers.fetchall()


def test_the_suite_itself_runs_as_the_runtime_login(db, wiper):
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user")
        assert cursor.fetchone() == ("juluo_app", "juluo_app")
