from django.db import migrations

from portal.append_only import allow, forbid, refuse, refuse_no_more

# Both databases. What a marker gave is never changed, and what is settled never settled anew.
GIVEN = "OLD.marked_at IS NOT NULL OR OLD.script_id <> NEW.script_id OR OLD.turn <> NEW.turn"
SETTLED = """
OLD.state = 'settled'
OR OLD.question_id <> NEW.question_id
OR OLD.attempt_id <> NEW.attempt_id
OR OLD.most <> NEW.most
OR OLD.given <> NEW.given
OR (OLD.state = 'apart' AND NEW.state = 'waiting')"""
TRIGGERS = [
    ("marking_given_stands", "marking_marking", GIVEN, "what a marker gave stands"),
    ("marking_settled_stands", "marking_script", SETTLED, "a settled script stands"),
]


class Migration(migrations.Migration):
    dependencies = [("marking", "0001_scripts_and_markings")]

    operations = [
        *(
            migrations.RunPython(refuse(name, table, when, told), refuse_no_more(name, table))
            for name, table, when, told in TRIGGERS
        ),
        *(
            migrations.RunPython(forbid(table, "delete"), allow(table, "delete"))
            for table in ("marking_marking", "marking_script", "marking_marker")
        ),
    ]
