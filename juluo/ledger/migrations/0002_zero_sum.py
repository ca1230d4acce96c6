"""The database's own rules of the ledger: zero sum, two entries, nothing appended later, nothing changed.

The deferred check takes the space from the row itself: clearing `juluo.space` before COMMIT must not blind it.
"""

from django.db import migrations

from juluo.core.migration_operations import AppendOnly

RULES = """
CREATE FUNCTION juluo_stamp_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.made_in := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER stamp_transfer BEFORE INSERT ON ledger_transfer
    FOR EACH ROW EXECUTE FUNCTION juluo_stamp_transfer();

CREATE FUNCTION juluo_check_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_transfer uuid := CASE WHEN TG_TABLE_NAME = 'ledger_transfer' THEN NEW.id ELSE (to_jsonb(NEW)->>'transfer_id')::uuid END;
BEGIN
    PERFORM set_config('juluo.space', NEW.space_id::text, true);
    IF NOT EXISTS (SELECT 1 FROM ledger_transfer t WHERE t.space_id = NEW.space_id AND t.id = the_transfer
                   AND t.made_in = pg_current_xact_id()::text::bigint) THEN
        RAISE EXCEPTION 'ledger: entries belong to a transfer of an earlier transaction'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM ledger_entry e JOIN ledger_account a ON a.space_id = e.space_id AND a.id = e.account_id
               WHERE e.space_id = NEW.space_id AND e.transfer_id = the_transfer AND a.currency <> e.currency)
       OR (SELECT count(*) < 2 FROM ledger_entry e WHERE e.space_id = NEW.space_id AND e.transfer_id = the_transfer)
       OR EXISTS (SELECT 1 FROM ledger_entry e WHERE e.space_id = NEW.space_id AND e.transfer_id = the_transfer
                  GROUP BY e.currency HAVING sum(e.minor) <> 0) THEN
        RAISE EXCEPTION 'ledger: transfer % does not balance', the_transfer USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transfer_balances AFTER INSERT ON ledger_transfer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION juluo_check_transfer();
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION juluo_check_transfer();

-- What an account is never changes; only its balance moves.
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_account FROM juluo_runtime;
GRANT UPDATE (balance_minor) ON ledger_account TO juluo_runtime;
"""

UNDO = """
GRANT UPDATE, DELETE ON ledger_account TO juluo_runtime;
DROP TRIGGER entry_balances ON ledger_entry;
DROP TRIGGER transfer_balances ON ledger_transfer;
DROP FUNCTION juluo_check_transfer();
DROP TRIGGER stamp_transfer ON ledger_transfer;
DROP FUNCTION juluo_stamp_transfer();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("core", "0002_clock_and_append_only")]

    operations = [
        migrations.RunSQL(RULES, UNDO),
        AppendOnly("ledger_transfer"),
        AppendOnly("ledger_entry"),
        AppendOnly("ledger_ledgercheck"),
    ]
