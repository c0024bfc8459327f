from django.db import migrations

from portal.append_only import allow, forbid

TABLES = {
    "exams_attempt": ("delete",),
    "exams_answer": ("delete",),
    "exams_paperquestion": ("update", "delete"),
    "exams_mark": ("update", "delete"),
    "exams_result": ("delete",),
}

# Both databases: while either attempt is handed in no answer leaves it or comes into it.
ANSWER_SHUT = """EXISTS (
    SELECT 1 FROM exams_attempt
    WHERE id IN (OLD.attempt_id, NEW.attempt_id) AND state <> 'open'
)"""
ANSWER_REFUSED = "the attempt is handed in"

# Both databases: a result changes by a step of its state, and never in what it says.
RESULT_SHUT = """NOT (
    (OLD.state = 'graded' AND NEW.state = 'released')
    OR (OLD.state = 'released' AND NEW.state = 'effective')
)
OR OLD.attempt_id <> NEW.attempt_id
OR OLD.score <> NEW.score
OR OLD.out_of <> NEW.out_of
OR OLD.passed <> NEW.passed
OR OLD.graded_at <> NEW.graded_at"""
RESULT_REFUSED = "a result only moves forward"

TRIGGERS = [
    ("exams_answer_from_and_to", "exams_answer", ANSWER_SHUT, ANSWER_REFUSED),
    ("exams_result_only_forward", "exams_result", RESULT_SHUT, RESULT_REFUSED),
]

SQLITE = """CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {shut}
BEGIN SELECT RAISE(ABORT, '{refused}'); END"""

POSTGRES = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {shut} THEN
    RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def shut(_apps, editor):
    """What was graded stays graded: no way back for answers, papers, marks and results."""
    text = POSTGRES if editor.connection.vendor == "postgresql" else SQLITE
    for name, table, condition, refused in TRIGGERS:
        editor.execute(text.format(name=name, table=table, shut=condition, refused=refused))


def open_again(_apps, editor):
    for name, table, _condition, _refused in TRIGGERS:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")
        else:
            editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("exams", "0003_module_and_subjects")]

    operations = [
        *(
            migrations.RunPython(forbid(table, *acts), allow(table, *acts))
            for table, acts in TABLES.items()
        ),
        migrations.RunPython(shut, open_again),
    ]
