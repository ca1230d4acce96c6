"""The database's own rules of sharing: nobody brings those who brought them, decisions and touches never change.

Two bindings that together close a circle would not see each other: the lock lets them pass one after the other.
"""

from django.db import migrations

from juluo.core.migration_operations import AppendOnly

RULES = """
CREATE FUNCTION juluo_check_binding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.replaced_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('sharing_binding:' || NEW.space_id::text, 0));
    IF EXISTS (
        WITH RECURSIVE up AS (
            SELECT NEW.sharer_id AS person
            UNION
            SELECT b.sharer_id FROM up JOIN sharing_binding b ON b.space_id = NEW.space_id AND b.member_id = up.person
                AND b.replaced_at IS NULL AND b.expires_at > NEW.bound_at AND b.id <> NEW.id
        )
        SELECT 1 FROM up WHERE person = NEW.member_id
    ) THEN
        RAISE EXCEPTION 'sharing: this binding closes a circle' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_circles BEFORE INSERT OR UPDATE ON sharing_binding
    FOR EACH ROW EXECUTE FUNCTION juluo_check_binding();

-- Attributions are locked while their lines are settled, so the runtime login keeps its grant; the trigger refuses.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON sharing_attribution
    FOR EACH ROW EXECUTE FUNCTION juluo_refuse_change();
"""

UNDO = """
DROP TRIGGER append_only ON sharing_attribution;
DROP TRIGGER no_circles ON sharing_binding;
DROP FUNCTION juluo_check_binding();
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial"), ("core", "0002_clock_and_append_only")]

    operations = [
        migrations.RunSQL(RULES, UNDO),
        AppendOnly("sharing_touch"),
        AppendOnly("sharing_source"),
        AppendOnly("sharing_consideration"),
    ]
