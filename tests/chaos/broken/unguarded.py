"""The tables without what guards the door: triggers, and the keys that make a second result and a
second mark impossible. Said by the owner of the tables before the run."""

from tests.chaos.stored import Database

POSTGRES = (
    "DROP TRIGGER exams_attempt_one_way ON exams_attempt",
    "DROP TRIGGER exams_answer_while_open ON exams_answer",
    "DROP TRIGGER exams_answer_from_and_to ON exams_answer",
    "DROP TRIGGER exams_result_only_forward ON exams_result",
    "ALTER TABLE exams_mark DROP CONSTRAINT exams_mark_pkey CASCADE",
    "ALTER TABLE exams_result DROP CONSTRAINT exams_result_pkey CASCADE",
)
SQLITE = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA legacy_alter_table = ON",
    "DROP TRIGGER exams_attempt_one_way",
    "DROP TRIGGER exams_answer_no_insert_after",
    "DROP TRIGGER exams_answer_no_update_after",
    "DROP TRIGGER exams_answer_from_and_to",
)
BARE = ("exams_result", "exams_mark")


def take_down(database: Database, *, sqlite: bool) -> None:
    for statement in SQLITE if sqlite else POSTGRES:
        database.execute(statement)
    for table in BARE if sqlite else ():
        database.execute(f"CREATE TABLE bare AS SELECT * FROM {table}")
        database.execute(f"DROP TABLE {table}")
        database.execute(f"ALTER TABLE bare RENAME TO {table}")
