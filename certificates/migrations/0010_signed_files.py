from typing import Any

from django.db import migrations, models

from portal.guards import Guard, changed

VERSION = "certificates_certificateversion"
COLUMNS = ("unsigned_sha256", "record_sha256")
ONCE = changed("file_sha256", "file_size", "rendered_at")
BEFORE = Guard("certificate_filed_once", VERSION, "UPDATE", f"OLD.file_sha256 <> '' AND {ONCE}")
WHOLE = changed("file_sha256", "file_size", "rendered_at", *COLUMNS)
AFTER = Guard("certificate_filed_once", VERSION, "UPDATE", f"OLD.file_sha256 <> '' AND {WHOLE}")


def columns(_apps: Any, editor: Any) -> None:
    """With a default of the database: no table is copied, so its triggers stay."""
    for column in COLUMNS:
        kind = "varchar(64) NOT NULL DEFAULT ''"
        editor.execute(f"ALTER TABLE {VERSION} ADD COLUMN {column} {kind}")


def no_columns(_apps: Any, editor: Any) -> None:
    for column in COLUMNS:
        editor.execute(f"ALTER TABLE {VERSION} DROP COLUMN {column}")


class Migration(migrations.Migration):
    dependencies = [("certificates", "0009_room_after_a_void_one")]

    operations = [
        migrations.RunPython(BEFORE.take_down, BEFORE.put_up),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(columns, no_columns)],
            state_operations=[
                migrations.AddField(
                    "certificateversion",
                    column,
                    models.CharField(blank=True, default="", max_length=64),
                )
                for column in COLUMNS
            ],
        ),
        migrations.RunPython(AFTER.put_up, AFTER.take_down),
    ]
