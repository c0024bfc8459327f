from django.db import migrations

from portal.append_only import allow, forbid, refuse, refuse_no_more

# Both databases. What was decided on a sample is never decided anew.
DECIDED = "OLD.state IN ('fits', 'kept', 'changed') OR OLD.script_id <> NEW.script_id"
TABLE, NAME = "marking_sample", "marking_sample_stands"


class Migration(migrations.Migration):
    dependencies = [("marking", "0004_samples")]

    operations = [
        migrations.RunPython(
            refuse(NAME, TABLE, DECIDED, "a decided sample stands"), refuse_no_more(NAME, TABLE)
        ),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
    ]
