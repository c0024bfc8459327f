from django.db import migrations, models

WINDOW = "varchar(16) NOT NULL DEFAULT ''"
COLUMNS = [
    ("exams_attempt", "writer", WINDOW),
    ("exams_answerevent", "window", WINDOW),
    ("exams_answerevent", "elsewhere", "boolean NOT NULL DEFAULT false"),
]


def window(name):
    return models.CharField(name, max_length=16, blank=True, default="", db_default="")


class Migration(migrations.Migration):
    """Columns with a default of the database: no table is copied, so its triggers stay."""

    dependencies = [("exams", "0012_forms_of_papers")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE {table} ADD COLUMN "{column}" {kind}',
                    f'ALTER TABLE {table} DROP COLUMN "{column}"',
                )
                for table, column, kind in COLUMNS
            ],
            state_operations=[
                migrations.AddField("attempt", "writer", window("window that writes")),
                migrations.AddField("answerevent", "window", window("window")),
                migrations.AddField(
                    "answerevent",
                    "elsewhere",
                    models.BooleanField("another window wrote", default=False, db_default=False),
                ),
            ],
        )
    ]
