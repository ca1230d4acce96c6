from django.db import migrations

from juluo.core.migration_operations import AppendOnly

CLOCK = """
INSERT INTO core_testclock (ahead) VALUES ('0');
CREATE FUNCTION juluo_clock_offset() RETURNS interval LANGUAGE sql STABLE AS
$$ SELECT ahead FROM core_testclock LIMIT 1 $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(CLOCK, "DROP FUNCTION juluo_clock_offset(); DELETE FROM core_testclock;"),
        AppendOnly("core_fact"),
        AppendOnly("core_receipt"),
    ]
