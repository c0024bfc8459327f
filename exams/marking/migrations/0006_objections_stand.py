from django.db import migrations

from portal.append_only import allow, forbid, refuse, refuse_no_more

# Both databases. What was objected to is never another thing, and what is answered stays answered.
ENDED = """
OLD.ended_at IS NOT NULL
OR OLD.result_id <> NEW.result_id
OR COALESCE(OLD.question_id, 0) <> COALESCE(NEW.question_id, 0)
OR OLD.reason <> NEW.reason
OR OLD.made_at <> NEW.made_at"""
TABLE, NAME = "marking_objection", "marking_objection_stands"


class Migration(migrations.Migration):
    dependencies = [("marking", "0005_samples_stand")]

    operations = [
        migrations.RunPython(
            refuse(NAME, TABLE, ENDED, "an answered objection stands"), refuse_no_more(NAME, TABLE)
        ),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
    ]
