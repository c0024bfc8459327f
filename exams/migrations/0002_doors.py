from django.db import migrations

from portal.append_only import allow, forbid

TABLES = {
    "exams_itemversion": ("update", "delete"),
    "exams_itemkey": ("update", "delete"),
    "exams_answerevent": ("update", "delete"),
}

SQLITE = [
    (
        "exams_attempt_one_way",
        """CREATE TRIGGER exams_attempt_one_way BEFORE UPDATE ON exams_attempt
        WHEN OLD.state <> 'open'
        BEGIN SELECT RAISE(ABORT, 'the attempt is handed in'); END""",
    ),
    (
        "exams_answer_no_insert_after",
        """CREATE TRIGGER exams_answer_no_insert_after BEFORE INSERT ON exams_answer
        WHEN (SELECT state FROM exams_attempt WHERE id = NEW.attempt_id) <> 'open'
        BEGIN SELECT RAISE(ABORT, 'the attempt is handed in'); END""",
    ),
    (
        "exams_answer_no_update_after",
        """CREATE TRIGGER exams_answer_no_update_after BEFORE UPDATE ON exams_answer
        WHEN (SELECT state FROM exams_attempt WHERE id = OLD.attempt_id) <> 'open'
        BEGIN SELECT RAISE(ABORT, 'the attempt is handed in'); END""",
    ),
]

POSTGRES = """
CREATE FUNCTION exams_attempt_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' THEN
    RAISE EXCEPTION 'the attempt is handed in'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exams_attempt_one_way BEFORE UPDATE ON exams_attempt
FOR EACH ROW EXECUTE FUNCTION exams_attempt_one_way();
CREATE FUNCTION exams_answer_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM exams_attempt WHERE id = NEW.attempt_id) <> 'open' THEN
    RAISE EXCEPTION 'the attempt is handed in'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exams_answer_while_open BEFORE INSERT OR UPDATE ON exams_answer
FOR EACH ROW EXECUTE FUNCTION exams_answer_while_open();
"""

POSTGRES_BACK = """
DROP TRIGGER exams_answer_while_open ON exams_answer;
DROP FUNCTION exams_answer_while_open();
DROP TRIGGER exams_attempt_one_way ON exams_attempt;
DROP FUNCTION exams_attempt_one_way();
"""


def shut(_apps, editor):
    """Handed in is a one-way door: no change of the attempt or its answers afterwards."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES)
        return
    for _name, statement in SQLITE:
        editor.execute(statement)


def open_again(_apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES_BACK)
        return
    for name, _statement in SQLITE:
        editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("exams", "0001_bank_and_attempts")]

    operations = [
        *(
            migrations.RunPython(forbid(table, *acts), allow(table, *acts))
            for table, acts in TABLES.items()
        ),
        migrations.RunPython(shut, open_again),
    ]
